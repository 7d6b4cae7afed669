//! The live stream.

use testkit::{TestApp, both_engines, sim};

both_engines! {
    async fn a_new_lead_appears_on_the_stream_of_its_workspace_only(app: TestApp) {
        let (ines, bexley) = (app.owner("ines").await, app.owner("bexley").await);
        app.connect_zoom(&ines).await;
        app.connect_zoom_user(&bexley, sim::STRANGER).await;
        let (mut live, mut other) = (ines.events(None).await, bexley.events(None).await);
        assert_eq!(live.next().await.unwrap().name, "ready");
        assert_eq!(other.next().await.unwrap().name, "ready");
        app.zoom.register_random(sim::DEFAULT_MEETING).unwrap();
        app.settle().await;
        let event = live.wait_for("lead.captured").await;
        let leads = ines.leads().await;
        assert_eq!(event.data["lead_id"], leads[0]["id"]);
        live.wait_for("lead.updated").await;

        // The other stream is alive and has heard of nothing but its own.
        let meeting = sim::Meeting::new(sim::MeetingKind::Meeting, sim::STRANGER, "Their own");
        let meeting = app.zoom.create_meeting(meeting).unwrap();
        app.zoom.register_random(meeting).unwrap();
        app.settle().await;
        let event = other.next().await.unwrap();
        assert_eq!(event.name, "lead.captured");
        assert_eq!(event.data["lead_id"], bexley.leads().await[0]["id"]);
    }

    async fn a_stream_that_comes_back_gets_what_it_missed(app: TestApp) {
        let ines = app.owner("ines").await;
        app.connect_zoom(&ines).await;
        let mut live = ines.events(None).await;
        app.zoom.register_random(sim::DEFAULT_MEETING).unwrap();
        app.settle().await;
        let last = live.wait_for("lead.updated").await.id.unwrap();
        drop(live);
        app.advance(chrono::Duration::minutes(5));
        app.zoom.register_random(sim::DEFAULT_MEETING).unwrap();
        app.settle().await;
        app.advance(chrono::Duration::minutes(5));
        let newest = ines.leads().await[0]["id"].clone();
        let mut live = ines.events(Some(&last)).await;
        assert_eq!(live.next().await.unwrap().name, "ready");
        loop {
            let event = live.wait_for("lead.captured").await;
            if event.data["lead_id"] == newest {
                break;
            }
        }
    }

    async fn signing_out_ends_the_stream(app: TestApp) {
        let ines = app.owner("ines").await;
        app.connect_zoom(&ines).await;
        let mut live = ines.events(None).await;
        assert_eq!(live.next().await.unwrap().name, "ready");
        ines.delete("/api/v1/session").await;
        app.advance(chrono::Duration::seconds(2));
        app.zoom.register_random(sim::DEFAULT_MEETING).unwrap();
        app.settle().await;
        assert!(live.next().await.is_none(), "nothing is shown to somebody who left");
        ines.get("/api/v1/events").await.expect_problem(401, "unauthenticated");
    }
}
