//! The load run: what Cloop promises to be able to do, against the machine's own measure where there is one.
//! Arguments choose figures by the beginning of their names: `make bench` runs all of them.

mod accept;
mod idle;
mod leads;
mod pages;
mod program;
mod raw;
mod report;
mod sender;
mod stage;
mod statistics;
mod visible;

use testkit::{Engine, mysql_url};

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let chosen: Vec<String> = std::env::args().skip(1).collect();
    let is_chosen =
        |name: &str| chosen.is_empty() || chosen.iter().any(|start| name.starts_with(start.as_str()));
    let engines = [Some(Engine::Sqlite), mysql_url().map(|_| Engine::MySql)];
    for engine in engines.into_iter().flatten() {
        if is_chosen("accept") {
            accept::run(engine).await?;
        }
        if is_chosen("visible") {
            visible::run(engine).await?;
        }
        if is_chosen("leads") {
            leads::run(engine, leads::largest()?).await?;
        }
        if is_chosen("idle") {
            idle::run(engine).await?;
        }
    }
    if is_chosen("pages") {
        pages::run()?;
    }
    Ok(())
}
