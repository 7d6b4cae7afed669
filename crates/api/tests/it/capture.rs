//! From a registration at Zoom to a lead on screen.

use crate::fixture;
use serde_json::{Value, json};
use testkit::{TestApp, both_engines, sim};

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

    async fn one_person_at_two_meetings_is_one_lead_whatever_the_spelling(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        let mut second = fixture("webinar.registration_created");
        second["payload"]["object"]["registrant"]["email"] = json!(" INES.Tarrow@Example.com");
        second["payload"]["object"]["registrant"]["org"] = json!("Somebody else's claim");
        second["payload"]["object"]["registrant"]["city"] = json!("Porto");
        app.zoom.send("webinar.registration_created", second.to_string());
        app.zoom.send("meeting.registration_created", fixture("meeting.registration_created").to_string());
        app.settle().await;
        let leads = owner.leads().await;
        assert_eq!(leads.len(), 1);
        let lead = owner.lead(&leads[0]["id"]).await;
        assert_eq!(lead["emails"].as_array().unwrap().len(), 1);
        assert_eq!(lead["registrations"].as_array().unwrap().len(), 2);
    }

    async fn an_older_delivery_changes_nothing_and_a_newer_one_renews_the_answers(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        let at = |event_ts: i64, status: &str| {
            let mut body = fixture("meeting.registration_created");
            body["event_ts"] = json!(event_ts);
            body["payload"]["object"]["registrant"]["status"] = json!(status);
            body["payload"]["object"]["topic"] = json!(format!("Topic of {status}"));
            body.to_string()
        };
        for (event_ts, status) in [(1_796_203_867_384, "pending"), (1_796_203_900_000, "approved"), (1_796_203_800_000, "denied")] {
            app.zoom.send("meeting.registration_created", at(event_ts, status));
            app.settle().await;
        }
        let leads = owner.leads().await;
        let lead = owner.lead(&leads[0]["id"]).await;
        let registrations = lead["registrations"].as_array().unwrap();
        assert_eq!(registrations.len(), 1);
        assert_eq!(registrations[0]["status"], "approved");
        assert_eq!(registrations[0]["meeting"]["topic"], "Topic of approved");
    }

    async fn a_form_that_arrives_late_still_fills_the_gaps_that_only_it_can(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        let mut newer = fixture("meeting.registration_created");
        newer["event_ts"] = json!(1_796_203_900_000_i64);
        newer["payload"]["object"]["registrant"]["org"] = json!("");
        newer["payload"]["object"]["registrant"]["job_title"] = json!("Head of Operations");
        app.zoom.send("meeting.registration_created", newer.to_string());
        app.settle().await;
        app.zoom.send("meeting.registration_created", fixture("meeting.registration_created").to_string());
        app.settle().await;
        let leads = owner.leads().await;
        assert_eq!(leads.len(), 1);
        assert_eq!(leads[0]["company"], "Tarrow Freight (example)");
        assert_eq!(leads[0]["title"], "Head of Operations", "nothing is overwritten");
    }

    async fn odd_but_honest_registrations_all_become_leads(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        let mut expected = Vec::new();
        for (number, (first, last, shown)) in [
            (json!("李"), json!("小龍"), "李 小龍"),
            (json!("محمد"), json!(""), "محمد"),
            (json!("  Zoë\u{0}\u{202e}  "), json!(null), "Zoë"),
            (json!(""), json!(" "), "odd3@example.com"),
            (json!(42), json!("<b>O'Brien</b>"), "42 <b>O'Brien</b>"),
        ]
        .into_iter()
        .enumerate()
        {
            let mut body = fixture("meeting.registration_created");
            let object = &mut body["payload"]["object"];
            object["id"] = if number % 2 == 0 { json!(9_007_199_254_740_993_i64) } else { json!("9007199254740993") };
            object["an_unknown_field"] = json!({"deep": [1, 2, 3]});
            let registrant = object["registrant"].as_object_mut().unwrap();
            registrant.clear();
            registrant.insert("id".into(), json!(format!("odd{number}")));
            registrant.insert("first_name".into(), first);
            registrant.insert("last_name".into(), last);
            registrant.insert("email".into(), json!(format!("odd{number}@example.com")));
            app.zoom.send("meeting.registration_created", body.to_string());
            expected.push(shown.to_owned());
        }
        app.settle().await;
        let mut shown = Vec::new();
        for lead in owner.leads().await {
            shown.push(lead["display_name"].as_str().unwrap().to_owned());
            let lead = owner.lead(&lead["id"]).await;
            assert_eq!(lead["registrations"][0]["meeting"]["zoom_id"], "9007199254740993");
            assert_eq!(lead["registrations"][0]["answers"], json!([]));
        }
        shown.sort();
        expected.sort();
        assert_eq!(shown, expected);
    }

    async fn what_cannot_be_understood_is_kept_with_a_reason_and_blocks_nothing(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        let mut no_meeting = fixture("meeting.registration_created");
        no_meeting["payload"]["object"]["id"] = json!("not a number");
        let mut nobody = fixture("meeting.registration_created");
        nobody["payload"]["object"]["registrant"] = json!({"first_name": "Nobody"});
        app.zoom.send("meeting.registration_created", no_meeting.to_string());
        app.zoom.send("meeting.registration_created", nobody.to_string());
        app.zoom.send("meeting.registration_created", fixture("meeting.registration_created").to_string());
        app.zoom.send("meeting.started", fixture("meeting.started").to_string());
        app.settle().await;
        assert_eq!(owner.leads().await.len(), 1);
        let failed = owner.get("/api/v1/zoom/deliveries?state=failed").await.expect(200);
        let mut reasons: Vec<&str> =
            failed["items"].as_array().unwrap().iter().map(|item| item["error"].as_str().unwrap()).collect();
        reasons.sort_unstable();
        assert_eq!(
            reasons,
            [
                "The meeting's number is missing or not a 64-bit integer.",
                "The registrant has neither an id nor an email address."
            ]
        );
        assert_eq!(owner.get("/api/v1/zoom").await.expect(200)["deliveries"]["failed"], 2);
        let ignored = owner.get("/api/v1/zoom/deliveries?state=ignored").await.expect(200);
        assert_eq!(ignored["items"][0]["event"], "meeting.started");
    }

    async fn five_hundred_at_once_are_five_hundred_leads(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        let registrants = app.zoom.register_many(sim::DEFAULT_WEBINAR, 500).unwrap();
        app.settle().await;
        let leads = owner.leads().await;
        assert_eq!(leads.len(), registrants.len());
        let ids: std::collections::BTreeSet<&str> = leads.iter().map(|lead| lead["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), 500, "each lead on one page only");
        let emails: std::collections::BTreeSet<String> =
            leads.iter().map(|lead| lead["primary_email"].to_string()).collect();
        assert_eq!(emails.len(), 500);
    }

    async fn raw_bodies_are_sealed_and_gone_after_a_week(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        app.zoom.send("meeting.registration_created", fixture("meeting.registration_created").to_string());
        app.settle().await;
        let dump = app.db.dump().await;
        let has = |dump: &[u8], text: &str| dump.windows(text.len()).any(|bytes| bytes == text.as_bytes());
        assert!(has(&dump, "Tarrow Freight"), "the lead is there");
        assert!(!has(&dump, "fixture-registrant-token"), "the join link is a secret");
        assert!(!has(&dump, "402918"), "so is the pin");

        assert_eq!(app.sealed_bodies().await, 1);
        app.advance(chrono::Duration::days(7) + chrono::Duration::seconds(1));
        app.sweep().await;
        let fresh = owner_again(&app).await;
        let kept = fresh.get("/api/v1/zoom/deliveries").await.expect(200);
        assert_eq!(kept["items"][0]["state"], "processed", "the row stays, for recognising repetitions");
        assert_eq!(app.sealed_bodies().await, 0);
        app.advance(chrono::Duration::days(84));
        app.sweep().await;
        let fresh = owner_again(&app).await;
        assert_eq!(fresh.get("/api/v1/zoom/deliveries").await.expect(200)["items"], json!([]));
        assert_eq!(fresh.leads().await.len(), 1, "the lead is not a delivery");
    }
}

/// The session did not live as long as the test's clock ran.
async fn owner_again(app: &TestApp) -> testkit::Browser {
    let mut browser = app.browser();
    browser.sign_in("ines@cloop.example", testkit::PASSWORD).await;
    browser
}
