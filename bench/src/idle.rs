//! A server that has nothing to do: how soon it is there, and how much room it takes.

use crate::{
    program::{Place, Running},
    report::{Figure, word},
};
use std::time::Duration;
use testkit::{Browser, Engine, PASSWORD, TestDb};
use tokio::time::sleep;

const STARTS: usize = 11;
const START_BUDGET_MS: f64 = 200.0;
const MEMORY_BUDGET_MIB: f64 = 30.0;

pub async fn run(engine: Engine) -> anyhow::Result<()> {
    let db = TestDb::new(engine).await;
    let place = Place::new(&db.url)?;
    let engine = word(engine);
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        starts.push(place.serve(None, &[])?.started_in);
    }
    let median = crate::statistics::percentile_ms(&mut starts, 0.5);
    Figure::new(&format!("idle_start_{engine}"), median, START_BUDGET_MS, "ms").write()?;

    let server = place.serve(None, &[])?;
    let fresh = settled_mib(&server).await?;
    Figure::new(&format!("idle_memory_{engine}"), fresh, MEMORY_BUDGET_MIB, "MiB").write()?;
    let mut browser = Browser::new(&place.url);
    browser.sign_up("Ada", "ada.owner@cloop.example", PASSWORD).await;
    browser.sign_in("ada.owner@cloop.example", PASSWORD).await;
    let used = settled_mib(&server).await?;
    let name = format!("idle_memory_after_sign_in_{engine}");
    Figure::new(&name, used, MEMORY_BUDGET_MIB, "MiB").write()?;
    Ok(())
}

/// Once it has not changed for two seconds.
async fn settled_mib(server: &Running) -> anyhow::Result<f64> {
    let mut last = server.resident_mib()?;
    for _ in 0..10 {
        sleep(Duration::from_secs(2)).await;
        let now = server.resident_mib()?;
        if (now - last).abs() < 0.1 {
            return Ok(now);
        }
        last = now;
    }
    Ok(last)
}
