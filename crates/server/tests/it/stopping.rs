//! SIGTERM: what runs is finished, what is held is given back, and the end is a clean one.

use crate::{
    facts::Facts,
    process::{Setup, until},
    stage::{owner, processed, stage},
};
use std::time::Duration;
use testkit::{PASSWORD, TestDb, sim::DEFAULT_MEETING};

const A_WHILE: Duration = Duration::from_secs(60);

testkit::both_engines! {
    async fn a_stopping_server_finishes_the_request_under_way(db: TestDb) {
        let setup = Setup::new(&db.url).with("CLOOP_PASSWORD_PASSES", "250");
        let mut server = setup.serve(&[]).await;
        let idle = server.cpu_ticks();
        let mut browser = setup.browser();
        let signing_up = tokio::spawn(async move {
            browser.sign_up("Ada", "ada.owner@cloop.example", PASSWORD).await;
            browser
        });
        // An idle server needs no processor, so now it is hashing the password.
        until("the request is under way", A_WHILE, async || server.cpu_ticks() > idle + 20).await;
        assert!(!signing_up.is_finished());
        server.terminate();
        let browser = signing_up.await.expect("signed up while the server was stopping");
        let status = server.ended().await;
        assert!(status.success(), "{status}: {}", server.log());

        let again = setup.serve(&[]).await;
        browser.get("/api/v1/session").await.expect(200);
        again.stop().await;
    }

    async fn a_stopping_worker_gives_back_what_it_has_not_begun(db: TestDb) {
        let (setup, zoom) = stage(&db.url);
        let server = setup.serve(&["--no-worker"]).await;
        let owner = owner(&setup, &zoom).await;
        zoom.register_many(DEFAULT_MEETING, 1_000).expect("registered");
        zoom.settled(A_WHILE).await.expect("answers");
        let facts = Facts::of(&db.url).await;
        let all = facts.count(JOBS).await;

        let worker = setup.start(&["worker"]);
        until("the worker has begun", A_WHILE, async || facts.count(JOBS).await < all).await;
        worker.stop().await;
        let left = facts.count(JOBS).await;
        assert!(left > 0, "it was asked to stop in the middle");
        assert_eq!(facts.count(&format!("{JOBS} AND locked_by IS NULL AND attempts = 0")).await, left);

        let worker = setup.start(&["worker"]);
        processed(&owner, A_WHILE).await;
        worker.stop().await;
        assert_eq!(facts.count(JOBS).await, 0);
        assert_eq!(facts.count("registrations").await, 1_000);
        server.stop().await;
    }

    async fn a_stopping_server_ends_the_live_streams(db: TestDb) {
        let setup = Setup::new(&db.url);
        let mut server = setup.serve(&[]).await;
        let mut browser = setup.browser();
        browser.sign_up("Ada", "ada.owner@cloop.example", PASSWORD).await;
        let mut events = browser.events(None).await;
        events.wait_for("ready").await;
        server.terminate();
        let ended = tokio::time::timeout(Duration::from_secs(5), events.next()).await;
        assert!(ended.expect("in time").is_none());
        assert!(server.ended().await.success(), "{}", server.log());
    }
}

const JOBS: &str = "jobs WHERE kind = 'process_zoom_deliveries'";
