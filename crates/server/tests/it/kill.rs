//! The server dies at any moment, again and again, while registrations arrive. What it acknowledged it has; what it
//! did not acknowledge comes again; nothing is there twice.

use crate::{
    chance::Chance,
    facts::Facts,
    process::Setup,
    stage::{owner, processed, zoom_for},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use testkit::{
    Browser, TestDb,
    sim::{AttemptOutcome, DEFAULT_MEETING, DEFAULT_WEBINAR, Delivery, DeliveryState, ZoomSim},
};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

/// 300 registrations a second.
const TICKS_A_SECOND: u32 = 100;
const A_TICK: usize = 3;
/// Sum of the simulator's waits between attempts, in seconds, before they are scaled.
const ALL_WAITS: f64 = 5_100.0;

testkit::both_engines! {
    async fn ten_kills_lose_nothing_and_double_nothing(db: TestDb) {
        torment(db, 10).await;
    }

    #[ignore = "takes many minutes: make torture"]
    async fn torture_two_hundred_kills_lose_nothing_and_double_nothing(db: TestDb) {
        torment(db, 200).await;
    }
}

async fn torment(db: TestDb, kills: u32) {
    // Nobody else may hold the file open: what survives must survive in it.
    db.db.clone().close().await.expect("closed");
    let mut chance = Chance::announced();
    let lives: Vec<Duration> = (0..kills).map(|_| chance.millis(100, 1_200)).collect();
    let planned: Duration = lives.iter().sum();

    let setup = Setup::new(&db.url);
    // The last attempt of every delivery comes after the last kill, so none may be given up.
    let zoom = zoom_for(&setup.url, 2.0 * planned.as_secs_f64() / ALL_WAITS);
    let setup = setup.with_zoom(&zoom);
    let mut server = setup.serve(&[]).await;
    let owner = owner(&setup, &zoom).await;

    let began = Instant::now();
    let registering = register_until_killed(&zoom, async {
        for life in lives {
            sleep(life).await;
            server.kill();
            server = setup.start(&["serve"]);
        }
        server
    });
    let mut server = registering.await;
    let lived = began.elapsed();
    server.ready().await;
    zoom.settled(3 * planned + Duration::from_secs(60)).await.expect("an answer to everything");
    let answered = began.elapsed();
    processed(&owner, Duration::from_secs(60) + 10 * planned).await;

    let ledger = zoom.ledger();
    let retried = ledger.iter().filter(|delivery| delivery.attempts.len() > 1).count();
    println!(
        "{kills} kills in {lived:?}; {} registrations, {retried} more than once; answered after {answered:?}, \
         processed after {:?}",
        ledger.len(),
        began.elapsed()
    );
    assert!(retried > 0, "no kill hit a delivery: this has tested nothing");
    check(&ledger, &owner, &db.url).await;
    server.stop().await;
}

/// Registers people at a steady pace until the kills are over.
async fn register_until_killed<T>(zoom: &ZoomSim, kills: impl Future<Output = T>) -> T {
    let mut ticks = interval(Duration::from_secs(1) / TICKS_A_SECOND);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    tokio::pin!(kills);
    let mut meetings = [DEFAULT_MEETING, DEFAULT_WEBINAR].into_iter().cycle();
    loop {
        tokio::select! {
            done = &mut kills => return done,
            _ = ticks.tick() => {
                let meeting = meetings.next().expect("endless");
                zoom.register_many(meeting, A_TICK).expect("registered");
            }
        }
    }
}

async fn check(ledger: &[Delivery], owner: &Browser, database_url: &str) {
    let sent: BTreeMap<String, String> = ledger.iter().map(registrant).collect();
    assert_eq!(sent.len(), ledger.len(), "the simulator made each registrant once");

    let facts = Facts::of(database_url).await;
    let registrations = facts.tally("registrations", "registrant_key").await;
    let acknowledged: BTreeSet<String> =
        ledger.iter().filter(|sent| is_acknowledged(sent)).map(|sent| registrant(sent).0).collect();
    let lost: Vec<_> = acknowledged.iter().filter(|id| !registrations.contains_key(*id)).collect();
    assert!(lost.is_empty(), "{} acknowledged registrations are lost: {lost:?}", lost.len());
    let doubled: Vec<_> = registrations.iter().filter(|(_, count)| **count != 1).collect();
    assert!(doubled.is_empty(), "{doubled:?}");

    let given_up: Vec<_> =
        ledger.iter().filter(|delivery| delivery.state != DeliveryState::Delivered).collect();
    assert!(given_up.is_empty(), "{given_up:?}");
    assert!(registrations.keys().eq(sent.keys()), "with Zoom's retries none is missing");

    let leads = owner.leads().await;
    let emails: BTreeSet<&str> =
        leads.iter().map(|lead| lead["primary_email"].as_str().expect("an address")).collect();
    assert_eq!(emails.len(), leads.len(), "a lead is there twice");
    assert_eq!(emails, sent.values().map(String::as_str).collect(), "a lead for every registration");
    assert_eq!(facts.count("leads").await, i64::try_from(leads.len()).expect("a number"));
    assert_eq!(facts.count("jobs WHERE kind = 'process_zoom_deliveries'").await, 0);
    assert_eq!(facts.count("deliveries WHERE state <> 'processed'").await, 0);
    facts.close().await;
}

fn is_acknowledged(delivery: &Delivery) -> bool {
    let is_yes = |outcome: &AttemptOutcome| matches!(outcome, AttemptOutcome::Answered { status: 200..=299 });
    delivery.attempts.iter().any(|attempt| is_yes(&attempt.outcome))
}

/// Zoom's id of the registrant, and the address.
fn registrant(delivery: &Delivery) -> (String, String) {
    let body: Value = serde_json::from_slice(&delivery.body).expect("JSON");
    let registrant = &body["payload"]["object"]["registrant"];
    let text = |key: &str| registrant[key].as_str().expect("a text").to_owned();
    (text("id"), text("email").to_lowercase())
}
