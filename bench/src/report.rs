//! A figure: one line for people, one JSON file for programs.

#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

use crate::program;
use serde::Serialize;
use std::fs;
use testkit::Engine;

#[derive(Serialize)]
pub struct Figure<'a> {
    pub name: &'a str,
    pub ratio: f64,
    pub ours: f64,
    pub reference: f64,
    pub unit: &'a str,
}

impl<'a> Figure<'a> {
    /// `reference` is what was measured beside ours, or the most that was promised.
    pub fn new(name: &'a str, ours: f64, reference: f64, unit: &'a str) -> Self {
        Self { name, ratio: ours / reference, ours, reference, unit }
    }

    pub fn write(&self) -> anyhow::Result<()> {
        let Self { name, ratio, ours, reference, unit } = self;
        println!("BENCH {name} {ratio:.2} ({ours:.1} / {reference:.1}) {unit}");
        let folder = program::target_folder()?.join("bench");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{name}.json")), serde_json::to_vec_pretty(self)?)?;
        Ok(())
    }
}

/// Something beside the figures that helps to read them.
pub fn note(text: &str) {
    println!("      {text}");
}

pub fn word(engine: Engine) -> &'static str {
    match engine {
        Engine::MySql => "mariadb",
        Engine::Sqlite => "sqlite",
    }
}
