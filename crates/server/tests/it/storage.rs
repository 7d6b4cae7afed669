//! A database that is gone for a while: nothing is acknowledged that is not on disk, and nothing is lost.

use crate::{
    facts::Facts,
    forwarder::Forwarder,
    logs::tells_nothing,
    process::until,
    stage::{owner, processed, stage},
};
use std::time::Duration;
use testkit::{
    Engine, TestDb, mysql_url,
    sim::{AttemptOutcome, DEFAULT_MEETING, Delivery, ZoomSim},
};

const A_WHILE: Duration = Duration::from_secs(30);
/// Zoom's limit: later it has stopped waiting.
const ZOOM_WAITS_MS: u64 = 3_000;

#[tokio::test]
async fn a_mysql_that_is_cut_off_makes_zoom_come_again() {
    if mysql_url().is_none() {
        return;
    }
    let db = TestDb::new(Engine::MySql).await;
    let mut through = reqwest::Url::parse(&db.url).expect("a URL");
    let target = format!("127.0.0.1:{}", through.port().expect("a port")).parse().expect("an address");
    let wire = Forwarder::to(target).await;
    through.set_port(Some(wire.port)).expect("a port");
    let (setup, zoom) = stage(through.as_str());
    let setup = setup.with("CLOOP_LOG", "trace");
    // Time enough to mend the wire: the second attempts come after 3 seconds, the third ones after 12 more.
    zoom.configure(|settings| settings.time_scale = 0.01);
    let server = setup.serve(&[]).await;
    let owner = owner(&setup, &zoom).await;
    zoom.register_many(DEFAULT_MEETING, 20).expect("registered");
    zoom.settled(A_WHILE).await.expect("answers");

    wire.cut();
    zoom.register_many(DEFAULT_MEETING, 40).expect("registered");
    refused_in_time(&zoom, 20).await;
    owner.get("/readyz").await.expect_problem(503, "unavailable");
    owner.get("/healthz").await.expect(200);

    wire.mend();
    until("it is ready again", A_WHILE, async || owner.get("/readyz").await.status == 200).await;
    zoom.settled(A_WHILE).await.expect("answers");
    processed(&owner, A_WHILE).await;
    assert_eq!(zoom.counts().delivered, 60);
    let registrations = Facts::of(&db.url).await.tally("registrations", "registrant_key").await;
    assert_eq!(registrations.len(), 60);
    assert!(registrations.values().all(|count| *count == 1));
    server.stop().await;
    let log = setup.logs();
    assert!(log.contains("deliveries could not be stored"), "{log}");
    tells_nothing(&log, &zoom, &[through.password().expect("a password")]);
}

#[tokio::test]
async fn an_sqlite_file_that_cannot_be_written_makes_zoom_come_again() {
    let db = TestDb::new(Engine::Sqlite).await;
    let (setup, zoom) = stage(&db.url);
    zoom.configure(|settings| settings.time_scale = 0.01);
    let server = setup.serve(&[]).await;
    let owner = owner(&setup, &zoom).await;

    // Somebody else holds the one write lock, a backup for example.
    let other = sea_orm::ConnectOptions::new(&db.url).max_connections(1).to_owned();
    let other = sea_orm::Database::connect(other).await.expect("a connection");
    sea_orm::ConnectionTrait::execute_unprepared(&other, "BEGIN IMMEDIATE").await.expect("the lock");
    zoom.register_many(DEFAULT_MEETING, 40).expect("registered");
    refused_in_time(&zoom, 0).await;
    owner.get("/api/v1/leads").await.expect(200);
    sea_orm::ConnectionTrait::execute_unprepared(&other, "ROLLBACK").await.expect("let go");

    zoom.settled(A_WHILE).await.expect("answers");
    processed(&owner, A_WHILE).await;
    assert_eq!(zoom.counts().delivered, 40);
    let registrations = Facts::of(&db.url).await.tally("registrations", "registrant_key").await;
    assert_eq!(registrations.len(), 40);
    assert!(registrations.values().all(|count| *count == 1));
    server.stop().await;
}

/// Every delivery after the first `earlier` gets a 503 as its first answer, while Zoom still waits for it.
async fn refused_in_time(zoom: &ZoomSim, earlier: usize) {
    let since =
        move |ledger: &[Delivery]| -> Vec<Delivery> { ledger.iter().skip(earlier).cloned().collect() };
    let all = |ledger: &[Delivery]| since(ledger).iter().all(|delivery| !delivery.attempts.is_empty());
    let ledger = zoom.wait_for(A_WHILE, all).await.expect("a first answer to each");
    for delivery in since(&ledger) {
        let first = &delivery.attempts[0];
        assert_eq!(first.outcome, AttemptOutcome::Answered { status: 503 }, "{delivery:?}");
        assert!(first.latency_us < ZOOM_WAITS_MS * 1_000, "{first:?}");
    }
}
