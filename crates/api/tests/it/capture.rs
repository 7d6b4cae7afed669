//! From a registration at Zoom to a lead on screen.

use serde_json::Value;
use testkit::{TestApp, both_engines, sim};

fn fixture(name: &str) -> Value {
    let path = format!("{}/../../fixtures/zoom/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

both_engines! {
    async fn a_registration_becomes_a_lead_with_answers_source_owner_and_origins(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        app.zoom.send("meeting.registration_created", fixture("meeting.registration_created").to_string());
        app.settle().await;

        let leads = owner.leads().await;
        assert_eq!(leads.len(), 1);
        let lead = owner.lead(&leads[0]["id"]).await;
        assert_eq!(lead["display_name"], "Ines Tarrow");
        assert_eq!(lead["primary_email"], "ines.tarrow@example.com");
        assert_eq!(lead["company"], "Tarrow Freight (example)");
        assert_eq!(lead["title"], "Operations Lead");
        assert_eq!(lead["country"], "PT");
        assert_eq!(lead["status"], "new");
        assert_eq!(lead["source"], "zoom_meeting");
        assert_eq!(lead["source_detail"], "Pipeline Clinic (weekly)");
        assert_eq!(lead["owner"]["name"], "ines");
        assert_eq!(lead["phones"][0]["raw"], "+351 555 0100");
        let registration = &lead["registrations"][0];
        assert_eq!(registration["meeting"]["zoom_id"], "86914520731");
        assert_eq!(registration["status"], "pending");
        assert_eq!(registration["registered_at"], "2026-12-02T09:31:07.384Z");
        let answer = |question: &str| {
            let answers = registration["answers"].as_array().unwrap();
            answers.iter().find(|answer| answer["question"] == question).map(|answer| answer["answer"].clone())
        };
        assert_eq!(answer("What CRM do you use today?").unwrap(), "A shared inbox");
        assert_eq!(answer("Purchasing time frame").unwrap(), "1-3 months");
        let origins: Vec<&str> =
            lead["field_origins"].as_array().unwrap().iter().map(|origin| origin["field"].as_str().unwrap()).collect();
        for field in ["company", "country", "email", "first_name", "last_name", "phone", "title"] {
            assert!(origins.contains(&field), "{field} in {origins:?}");
        }
        let timeline = owner.get(&format!("/api/v1/leads/{}/activities", lead["id"].as_str().unwrap())).await.expect(200);
        let kinds: Vec<&Value> = timeline["items"].as_array().unwrap().iter().map(|entry| &entry["kind"]).collect();
        assert_eq!(kinds, ["registered", "lead_created"]);
        assert!(!app.db.dump().await.windows(24).any(|bytes| bytes == b"fixture-registrant-token"), "the join link is a secret");
    }

    async fn the_same_delivery_any_number_of_times_in_any_order_is_one_lead(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        app.zoom.configure(|settings| {
            settings.duplicates = 3;
            settings.duplicate_ids = sim::DuplicateIds::Different;
            settings.shuffle_window = 16;
        });
        let mut registrants = app.zoom.register_many(sim::DEFAULT_MEETING, 10).unwrap();
        registrants.extend(app.zoom.register_many(sim::DEFAULT_WEBINAR, 10).unwrap());
        app.settle().await;
        for delivery in app.zoom.ledger() {
            app.zoom.send_again(delivery.id, sim::DuplicateIds::Same).unwrap();
        }
        app.settle().await;
        let leads = owner.leads().await;
        assert_eq!(leads.len(), registrants.len());
        for lead in leads {
            assert_eq!(owner.lead(&lead["id"]).await["registrations"].as_array().unwrap().len(), 1);
        }
    }
}
