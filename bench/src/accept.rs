//! Deliveries that 32 senders get acknowledged, against single commits of the same database.

use crate::{
    raw,
    report::{Figure, note, word},
    sender::Sender,
    stage::{Request, Stage},
    statistics::percentile_ms,
};
use anyhow::{Context, ensure};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::{Duration, Instant},
};
use testkit::Engine;
use tokio::task::LocalSet;

const SENDERS: usize = 32;
const REQUESTS: usize = 120_000;
const LONGEST: Duration = Duration::from_secs(10);
const WARM_UP: Duration = Duration::from_secs(1);
const RAW: Duration = Duration::from_secs(4);
/// Zoom gives up after three seconds; a tenth of that leaves room for the way there.
const BUDGET_MS: f64 = 200.0;

pub async fn run(engine: Engine) -> anyhow::Result<()> {
    for (arguments, worker) in [(&["--no-worker"][..], "worker_stopped"), (&[][..], "worker_running")] {
        let stage = Stage::new(engine).await?;
        let server = stage.serve(arguments)?;
        stage.owner().await?;
        let requests = stage.requests(REQUESTS)?;
        let body = requests.iter().map(|request| request.body).sum::<usize>() / requests.len();

        raw::settled(&stage.db).await?;
        let before = raw::inserts_per_second(&stage.db, body, RAW).await?;
        raw::settled(&stage.db).await?;
        let cpu = server.cpu()?;
        let mut outcome = push(&stage, requests).await?;
        let cpu = server.cpu()? - cpu;
        let stored = raw::count(&stage.db, "").await?;
        let processed = raw::count(&stage.db, "WHERE state = 'processed'").await?;
        ensure!(stored >= outcome.accepted, "{} were acknowledged, {stored} are stored", outcome.accepted);
        drop(server);
        raw::settled(&stage.db).await?;
        let after = raw::inserts_per_second(&stage.db, body, RAW).await?;

        let engine = word(engine);
        let rate = outcome.latencies.len() as f64 / outcome.measured.as_secs_f64();
        let name = format!("accept_{engine}_{worker}");
        Figure::new(&name, rate, (before + after) / 2.0, "deliveries/s over raw commits/s").write()?;
        let p99 = percentile_ms(&mut outcome.latencies, 0.99);
        let name = format!("accept_p99_{engine}_{worker}");
        Figure::new(&name, p99, BUDGET_MS, "ms").write()?;
        let p50 = percentile_ms(&mut outcome.latencies, 0.5);
        let per_delivery = cpu.as_secs_f64() * 1e6 / outcome.accepted as f64;
        note(&format!(
            "raw {before:.0} before, {after:.0} after; p50 {p50:.1} ms; {} accepted, {} refused, {processed} processed meanwhile; \
             {per_delivery:.0} µs of the server's processor a delivery",
            outcome.accepted, outcome.refused
        ));
    }
    Ok(())
}

#[derive(Default)]
struct Outcome {
    latencies: Vec<Duration>,
    measured: Duration,
    /// With those of the warm-up.
    accepted: u64,
    refused: u64,
}

async fn push(stage: &Stage, requests: Vec<Request>) -> anyhow::Result<Outcome> {
    let (requests, next) = (Rc::new(requests), Rc::new(Cell::new(0_usize)));
    let outcome = Rc::new(RefCell::new(Outcome::default()));
    let begun = Instant::now();
    let local = LocalSet::new();
    for _ in 0..SENDERS {
        let mut sender = Sender::connect(stage.place.address).await?;
        let (requests, next, outcome) = (Rc::clone(&requests), Rc::clone(&next), Rc::clone(&outcome));
        local.spawn_local(async move {
            while begun.elapsed() < WARM_UP + LONGEST {
                let Some(request) = requests.get(next.replace(next.get() + 1)) else { return };
                let sent = Instant::now();
                let answer = sender.send(&request.bytes).await;
                let mut outcome = outcome.borrow_mut();
                match answer {
                    Ok(200) => outcome.accepted += 1,
                    _ => outcome.refused += 1,
                }
                if begun.elapsed() > WARM_UP && matches!(answer, Ok(200)) {
                    outcome.latencies.push(sent.elapsed());
                }
                if answer.is_err() {
                    return;
                }
            }
        });
    }
    local.await;
    let mut outcome = Rc::into_inner(outcome).context("all senders are done")?.into_inner();
    outcome.measured = begun.elapsed().saturating_sub(WARM_UP);
    ensure!(!outcome.latencies.is_empty(), "nothing was accepted");
    Ok(outcome)
}
