//! The work on leads, at three sizes of a workspace among a hundred: what the API takes beside what its own statements
//! take, how both grow, and what creating and changing many costs beside the plainest SQL.

mod ask;
mod crowd;
mod direct;
mod work;

use crate::{program::Place, report::note};
use anyhow::Context;
use ask::{Answers, Ask};
use crowd::Crowd;
use std::collections::BTreeMap;
use testkit::{Browser, Engine, PASSWORD, TestDb};

/// Leads in the workspace that is asked.
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
const EMAIL: &str = "ada.owner@cloop.example";

/// `largest` ends the sizes: a million leads take their time.
pub async fn run(engine: Engine, largest: usize) -> anyhow::Result<()> {
    let db = TestDb::new(engine).await;
    let place = Place::new(&db.url)?;
    let server = place.serve(None, &[])?;
    let mut owner = Browser::new(&place.url);
    owner.sign_up("Ada", EMAIL, PASSWORD).await;
    let mut crowd = Crowd::new(&db, &owner).await?;
    let mut first: BTreeMap<&'static str, f64> = BTreeMap::new();
    for size in SIZES.into_iter().filter(|size| *size <= largest) {
        crowd.grow(size).await?;
        note(&format!("{size} leads"));
        for ask in Ask::all(&crowd, &owner).await? {
            let Answers { ours, direct } = ask.measure(&db, &owner).await?;
            ask.report(engine, size, ours, direct)?;
            match first.get(ask.name) {
                Some(small) => ask.report_growth(engine, size, ours, *small)?,
                None => {
                    first.insert(ask.name, ours);
                }
            }
        }
    }
    work::create(engine, &db, &place, &owner).await?;
    work::bulk(engine, &db, &owner, crowd.workspace()).await?;
    drop(server);
    Ok(())
}

/// From an environment variable: `LEADS=100000 make bench` ends sooner.
pub fn largest() -> anyhow::Result<usize> {
    match std::env::var("LEADS") {
        Ok(number) => number.parse().context("LEADS is a number"),
        Err(_) => Ok(1_000_000),
    }
}
