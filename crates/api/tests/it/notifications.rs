//! Notifications: to whom, about what, live, by mail, and as each member wants it.

use domain::workspace::Role;
use serde_json::{Value, json};
use testkit::{Browser, TestApp, both_engines, sim};

async fn told(browser: &Browser) -> Vec<Value> {
    browser.get("/api/v1/notifications").await.expect(200)["items"].as_array().unwrap().clone()
}

async fn unread(browser: &Browser) -> Value {
    browser.get("/api/v1/notifications/unread").await.expect(200)
}

async fn mention(author: &Browser, lead: &Value, whom: &Browser) -> Value {
    let id = whom.session()["member"]["id"].as_str().unwrap();
    let body = format!("What do you think, [@you](member:{id})?");
    author
        .post(&format!("/api/v1/leads/{}/notes", lead["id"].as_str().unwrap()), &json!({"body": body}))
        .await
        .expect(201)
}

async fn register(app: &TestApp, people: usize) {
    app.zoom.register_many(sim::DEFAULT_MEETING, people).unwrap();
    app.settle().await;
}

both_engines! {
    async fn a_mention_reaches_whom_it_names_live_and_by_mail(app: TestApp) {
        let ines = app.owner("ines").await;
        let mara = app.colleague(&ines, Role::Member).await;
        let lead = ines.enter(&json!({"first_name": "Ada", "last_name": "Byron"})).await;
        let mut events = mara.events(None).await;
        events.wait_for("ready").await;
        let note = mention(&ines, &lead, &mara).await;
        assert_eq!(note["mentions"][0]["name"], "member");
        let news = told(&mara).await;
        assert_eq!((&news[0]["kind"], &news[0]["actor"]["name"], &news[0]["note_id"]), (&json!("mentioned"), &json!("ines"), &note["id"]));
        assert_eq!(news[0]["lead"], json!({"id": lead["id"], "display_name": "Ada Byron"}));
        assert_eq!(events.wait_for("notification").await.data, json!({"notification_id": news[0]["id"]}));
        assert_eq!(unread(&mara).await, json!({"count": 1, "capped": false}));
        assert!(told(&ines).await.is_empty());
        app.run_jobs().await;
        assert!(app.mails.take().is_empty(), "there is a minute to read it");
        app.advance(chrono::Duration::minutes(2));
        app.run_jobs().await;
        let mails = app.mails.take();
        assert_eq!(mails.len(), 1);
        assert_eq!((mails[0].to.as_str(), mails[0].subject.as_str()), (mara.email(), "ines mentioned you on Ada Byron"));
        assert!(mails[0].text.contains(&format!("{}/leads/{}", app.url, lead["id"].as_str().unwrap())), "{}", mails[0].text);
    }

    async fn what_was_read_is_not_mailed_and_rewriting_calls_only_new_ones(app: TestApp) {
        let ines = app.owner("ines").await;
        let mara = app.colleague(&ines, Role::Member).await;
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        let note = mention(&ines, &lead, &mara).await;
        let same = format!("{} Again.", note["body"].as_str().unwrap());
        ines.patch(&format!("/api/v1/notes/{}", note["id"].as_str().unwrap()), &json!({"body": same})).await.expect(200);
        let news = told(&mara).await;
        assert_eq!(news.len(), 1);
        let read = format!("/api/v1/notifications/{}/read", news[0]["id"].as_str().unwrap());
        ines.put(&read).await.expect_problem(404, "not_found");
        mara.put(&read).await.expect(204);
        assert_eq!(unread(&mara).await["count"], 0);
        assert!(told(&mara).await[0]["read_at"].is_string());
        app.advance(chrono::Duration::minutes(2));
        app.run_jobs().await;
        assert!(app.mails.take().is_empty());
        mara.delete(&read).await.expect(204);
        assert_eq!(unread(&mara).await["count"], 1);
    }

    async fn everybody_chooses_how_to_hear_of_things(app: TestApp) {
        let ines = app.owner("ines").await;
        let mara = app.colleague(&ines, Role::Member).await;
        let settings = mara.get("/api/v1/notification-settings").await.expect(200);
        let mailed: Vec<&Value> = settings["items"].as_array().unwrap().iter().filter(|item| item["mail"] == true).map(|item| &item["kind"]).collect();
        assert_eq!(mailed, ["assigned", "mentioned", "task_assigned", "task_due"]);
        let wanted = json!({"items": [{"kind": "mentioned", "in_app": false, "mail": true}, {"kind": "assigned", "in_app": true, "mail": false}]});
        let changed = mara.send(mara.request(reqwest::Method::PUT, "/api/v1/notification-settings").json(&wanted)).await.expect(200);
        assert_eq!(changed["items"].as_array().unwrap().len(), settings["items"].as_array().unwrap().len());
        let lead = ines.enter(&json!({"first_name": "Ada", "owner_id": mara.session()["member"]["id"]})).await;
        mention(&ines, &lead, &mara).await;
        let kinds: Vec<Value> = told(&mara).await.iter().map(|item| item["kind"].clone()).collect();
        assert_eq!(kinds, ["assigned"]);
        app.advance(chrono::Duration::minutes(2));
        app.run_jobs().await;
        let subjects: Vec<String> = app.mails.take().into_iter().map(|mail| mail.subject).collect();
        assert_eq!(subjects, ["ines mentioned you on Ada"]);
        let twice = json!({"items": [{"kind": "mentioned", "in_app": true, "mail": true}, {"kind": "mentioned", "in_app": true, "mail": false}]});
        let problem = mara.send(mara.request(reqwest::Method::PUT, "/api/v1/notification-settings").json(&twice)).await.expect_problem(422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"], "/items/1/kind");
    }

    async fn nobody_hears_of_leads_that_they_cannot_see(app: TestApp) {
        let ines = app.owner("ines").await;
        let mara = app.colleague(&ines, Role::Member).await;
        let hers = mara.session()["member"]["id"].clone();
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        let before = mention(&ines, &lead, &mara).await;
        ines.patch(&format!("/api/v1/members/{}", hers.as_str().unwrap()), &json!({"lead_scope": "own"})).await.expect(200);
        assert!(told(&mara).await.is_empty(), "{before}");
        assert_eq!(unread(&mara).await["count"], 0);
        mention(&ines, &lead, &mara).await;
        app.advance(chrono::Duration::minutes(2));
        app.run_jobs().await;
        assert!(app.mails.take().is_empty());
    }

    async fn a_thousand_registrations_are_one_line_until_it_is_read(app: TestApp) {
        let ines = app.owner("ines").await;
        app.connect_zoom(&ines).await;
        register(&app, 3).await;
        let news = told(&ines).await;
        assert_eq!(news.len(), 1);
        assert_eq!((&news[0]["kind"], &news[0]["actor"]), (&json!("captured"), &Value::Null));
        let until = json!({"until": news[0]["id"]});
        ines.post("/api/v1/notifications/read", &until).await.expect(204);
        assert_eq!(unread(&ines).await["count"], 0);
        register(&app, 2).await;
        assert_eq!(told(&ines).await.len(), 2);
        assert_eq!(ines.get("/api/v1/notifications?unread=true").await.expect(200)["items"].as_array().unwrap().len(), 1);
    }

    async fn who_hears_of_registrations_by_mail_only_gets_one_for_each_burst(app: TestApp) {
        let ines = app.owner("ines").await;
        let by_mail = json!({"items": [{"kind": "captured", "in_app": false, "mail": true}]});
        ines.send(ines.request(reqwest::Method::PUT, "/api/v1/notification-settings").json(&by_mail)).await.expect(200);
        app.connect_zoom(&ines).await;
        for _ in 0..2 {
            register(&app, 3).await;
            app.advance(chrono::Duration::minutes(2));
            app.run_jobs().await;
            assert_eq!(app.mails.take().len(), 1);
        }
        assert!(told(&ines).await.is_empty());
    }
}
