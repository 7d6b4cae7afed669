//! From a registration to the lead's event at a screen, at a pace that does not wait for answers.

use crate::{
    report::{Figure, note, word},
    sender::Sender,
    stage::{Request, Stage},
    statistics::percentile_ms,
};
use anyhow::{Context, ensure};
use serde_json::Value;
use std::{
    collections::HashMap,
    rc::Rc,
    time::{Duration, Instant},
};
use testkit::{Engine, Events};
use tokio::{
    sync::Mutex,
    task::LocalSet,
    time::{sleep_until, timeout},
};

const RATE: u32 = 100;
const SECONDS: u32 = 15;
const SENDERS: usize = 16;
const BUDGET_MS: f64 = 1_000.0;

pub async fn run(engine: Engine) -> anyhow::Result<()> {
    let stage = Stage::new(engine).await?;
    let server = stage.serve(&[])?;
    let owner = stage.owner().await?;
    let requests = stage.requests(usize::try_from(RATE * SECONDS)?)?;
    let count = requests.len();
    let mut events = owner.events(None).await;
    events.wait_for("ready").await;

    let emails: Vec<String> = requests.iter().map(|request| request.email.clone()).collect();
    let begun = Instant::now() + Duration::from_millis(200);
    let local = LocalSet::new();
    let sending = local.run_until(send_all(&stage, requests, begun));
    let (sent, seen) = tokio::join!(sending, timeout(Duration::from_secs(60), watch(&mut events, count)));
    sent?;
    let seen = seen.context("not every lead became visible within a minute")??;

    let leads = owner.leads().await;
    let text = |lead: &Value, key: &str| Some(lead.get(key)?.as_str()?.to_owned());
    let by_email: HashMap<String, String> =
        leads.iter().filter_map(|lead| Some((text(lead, "primary_email")?, text(lead, "id")?))).collect();
    let mut latencies = Vec::with_capacity(count);
    for (number, email) in emails.iter().enumerate() {
        let at = by_email.get(email).and_then(|id| seen.get(id)).context("a lead that nobody saw")?;
        latencies.push(at.saturating_duration_since(due(begun, number)));
    }
    drop(server);
    let name = format!("visible_{}", word(engine));
    let p95 = percentile_ms(&mut latencies, 0.95);
    Figure::new(&name, p95, BUDGET_MS, "ms").write()?;
    let (p50, worst) = (percentile_ms(&mut latencies, 0.5), percentile_ms(&mut latencies, 1.0));
    note(&format!("{count} registrations at {RATE} a second; p50 {p50:.0} ms, slowest {worst:.0} ms"));
    Ok(())
}

fn due(begun: Instant, number: usize) -> Instant {
    begun + Duration::from_secs(1) / RATE * u32::try_from(number).unwrap_or(u32::MAX)
}

async fn send_all(stage: &Stage, requests: Vec<Request>, begun: Instant) -> anyhow::Result<()> {
    let mut senders = Vec::new();
    for _ in 0..SENDERS {
        senders.push(Rc::new(Mutex::new(Sender::connect(stage.place.address).await?)));
    }
    let mut tasks = tokio::task::JoinSet::new();
    for ((number, request), sender) in requests.into_iter().enumerate().zip(senders.iter().cycle()) {
        sleep_until(due(begun, number).into()).await;
        let sender = Rc::clone(sender);
        tasks.spawn_local(async move { sender.lock().await.send(&request.bytes).await });
    }
    while let Some(status) = tasks.join_next().await {
        let status = status??;
        ensure!(status == 200, "a delivery was answered with {status}");
    }
    Ok(())
}

/// When each new lead's event arrived.
async fn watch(events: &mut Events, count: usize) -> anyhow::Result<HashMap<String, Instant>> {
    let mut seen = HashMap::new();
    while seen.len() < count {
        let event = events.next().await.context("the stream ended")?;
        if event.name == "lead.captured" {
            let id = event.data.get("lead_id").and_then(Value::as_str).context("an id")?;
            seen.entry(id.to_owned()).or_insert_with(Instant::now);
        }
    }
    Ok(seen)
}
