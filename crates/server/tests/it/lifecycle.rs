//! Starting: against which schemas, beside whom, and how the work is split.

use crate::{
    facts::Facts,
    process::{Setup, until},
    stage::{owner, processed, stage},
};
use std::time::Duration;
use testkit::{Engine, PASSWORD, TestDb, mysql_url, sim::DEFAULT_MEETING};

testkit::both_engines! {
    async fn a_second_server_on_a_taken_port_says_so_and_ends(db: TestDb) {
        let setup = Setup::new(&db.url);
        let first = setup.serve(&[]).await;
        let address = format!("cannot listen on 127.0.0.1:{}", setup.port);
        setup.run(&["serve"]).refused(&[&address]);
        first.stop().await;
    }

    async fn a_schema_of_a_newer_build_is_refused(db: TestDb) {
        let facts = Facts::of(&db.url).await;
        facts
            .execute("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_of_the_future', 0)")
            .await;
        let setup = Setup::new(&db.url);
        for command in ["serve", "worker", "migrate"] {
            setup.run(&[command]).refused(&["newer Cloop", "m20991231_of_the_future"]);
        }
        let doctor = setup.run(&["doctor"]);
        assert!(!doctor.status.success() && doctor.stdout.contains("m20991231_of_the_future"), "{doctor:?}");
    }

    async fn a_column_that_nobody_declared_is_refused(db: TestDb) {
        Facts::of(&db.url).await.execute("ALTER TABLE leads ADD COLUMN shoe_size INTEGER").await;
        let setup = Setup::new(&db.url);
        for command in ["serve", "worker"] {
            setup.run(&[command]).refused(&["leads.shoe_size", "privacy"]);
        }
    }

    async fn the_server_receives_while_other_processes_work(db: TestDb) {
        let (setup, zoom) = stage(&db.url);
        let server = setup.serve(&["--no-worker"]).await;
        let owner = owner(&setup, &zoom).await;
        let mut events = owner.events(None).await;
        events.wait_for("ready").await;
        zoom.register_many(DEFAULT_MEETING, 1_000).expect("registered");
        zoom.settled(Duration::from_secs(60)).await.expect("answers");
        let facts = Facts::of(&db.url).await;
        assert_eq!(facts.count("deliveries WHERE state = 'received'").await, 1_000);
        assert_eq!(facts.count("jobs WHERE attempts > 0").await, 0);
        assert_eq!(facts.count("leads").await, 0);

        let workers = [setup.start(&["worker"]), setup.start(&["worker"])];
        until("both workers hold jobs", Duration::from_secs(60), async || {
            facts.count("(SELECT DISTINCT locked_by FROM jobs WHERE locked_by IS NOT NULL) AS workers").await == 2
        })
        .await;
        events.wait_for("lead.captured").await;
        processed(&owner, Duration::from_secs(60)).await;
        let registrations = facts.tally("registrations", "registrant_key").await;
        assert_eq!(registrations.len(), 1_000);
        assert!(registrations.values().all(|count| *count == 1), "{registrations:?}");
        assert_eq!(owner.leads().await.len(), 1_000);
        for worker in workers {
            worker.stop().await;
        }
        server.stop().await;
    }

    async fn a_delivery_that_cannot_be_opened_holds_up_no_other(db: TestDb) {
        let (setup, zoom) = stage(&db.url);
        let server = setup.serve(&["--no-worker"]).await;
        let owner = owner(&setup, &zoom).await;
        zoom.register_many(DEFAULT_MEETING, 100).expect("registered");
        zoom.settled(Duration::from_secs(60)).await.expect("answers");
        let facts = Facts::of(&db.url).await;
        let jobs = facts.count("jobs WHERE kind = 'process_zoom_deliveries'").await;
        assert!(jobs < 100, "deliveries that were stored together share a job: {jobs}");
        facts.execute("UPDATE deliveries SET body = 'damaged' WHERE id = (SELECT id FROM (SELECT MIN(id) AS id FROM deliveries) AS oldest)").await;

        let worker = setup.start(&["worker"]);
        until("the others are leads", Duration::from_secs(30), async || owner.leads().await.len() == 99).await;
        assert_eq!(facts.count("deliveries WHERE state = 'received'").await, 1);
        worker.stop().await;
        server.stop().await;
    }

    async fn migrating_twice_is_fine(db: TestDb) {
        let setup = Setup::new(&db.url);
        setup.run(&["migrate"]).succeeded();
        setup.run(&["migrate"]).succeeded();
        assert!(setup.run(&["doctor"]).succeeded().stdout.contains("ok    schema: complete"));
    }
}

#[tokio::test]
async fn sqlite_is_migrated_at_start() {
    let db = TestDb::empty(Engine::Sqlite).await;
    let setup = Setup::new(&db.url);
    setup.serve(&[]).await.stop().await;
    assert!(Facts::of(&db.url).await.count("seaql_migrations").await > 0);
}

#[tokio::test]
async fn mysql_is_migrated_only_when_told_to() {
    if mysql_url().is_none() {
        return;
    }
    let db = TestDb::empty(Engine::MySql).await;
    let setup = Setup::new(&db.url);
    setup.run(&["serve"]).refused(&["migration", "`cloop migrate`"]);
    setup.run(&["worker"]).refused(&["`cloop migrate`"]);
    setup.serve(&["--migrate"]).await.stop().await;
    setup.serve(&[]).await.stop().await;
}

#[tokio::test]
async fn two_servers_may_share_one_sqlite_file() {
    let db = TestDb::new(Engine::Sqlite).await;
    let (one, two) = (Setup::new(&db.url), Setup::new(&db.url));
    let servers = [one.serve(&[]).await, two.serve(&[]).await];
    let mut browser = one.browser();
    browser.sign_up("Ada", "ada.owner@cloop.example", PASSWORD).await;
    two.browser().sign_in("ada.owner@cloop.example", PASSWORD).await;
    for server in servers {
        server.stop().await;
    }
}
