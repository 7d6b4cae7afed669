//! Notes: written, pinned, rewritten by their authors, and shown on the timeline as they are.

use domain::workspace::Role;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Browser, TestApp, both_engines};

fn at(lead: &Value, what: &str) -> String {
    format!("/api/v1/leads/{}/{what}", lead["id"].as_str().unwrap())
}

fn note_at(note: &Value) -> String {
    format!("/api/v1/notes/{}", note["id"].as_str().unwrap())
}

async fn bodies(browser: &Browser, lead: &Value, query: &str) -> Vec<String> {
    let page = browser.get(&format!("{}{query}", at(lead, "notes"))).await.expect(200);
    page["items"].as_array().unwrap().iter().map(|note| note["body"].as_str().unwrap().to_owned()).collect()
}

both_engines! {
    async fn a_note_is_on_the_lead_and_on_its_timeline(app: TestApp) {
        let ines = app.owner("ines").await;
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        let first = ines.post(&at(&lead, "notes"), &json!({"body": "Called.\r\n\r\n**Wants** a quote. "})).await.expect(201);
        assert_eq!((&first["body"], &first["version"], &first["pinned"]), (&json!("Called.\n\n**Wants** a quote."), &json!(1), &json!(false)));
        assert_eq!((&first["author"]["name"], &first["edited_at"], &first["mentions"]), (&json!("ines"), &Value::Null, &json!([])));
        ines.post(&at(&lead, "notes"), &json!({"body": "Budget is fixed", "pinned": true})).await.expect(201);
        assert_eq!(bodies(&ines, &lead, "").await, ["Budget is fixed", "Called.\n\n**Wants** a quote."]);
        assert_eq!(bodies(&ines, &lead, "?pinned=true").await, ["Budget is fixed"]);
        let one = ines.get(&format!("{}?limit=1", at(&lead, "notes"))).await.expect(200);
        assert_eq!(bodies(&ines, &lead, &format!("?limit=1&cursor={}", one["next_cursor"].as_str().unwrap())).await, ["Called.\n\n**Wants** a quote."]);
        let timeline = ines.get(&at(&lead, "activities")).await.expect(200);
        let notes: Vec<&Value> = timeline["items"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "note_added").map(|entry| &entry["note"]["body"]).collect();
        assert_eq!(notes, [&json!("Budget is fixed"), &json!("Called.\n\n**Wants** a quote.")]);
    }

    async fn its_author_rewrites_it_and_anybody_pins_it(app: TestApp) {
        let ines = app.owner("ines").await;
        let mara = app.colleague(&ines, Role::Member).await;
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        let note = mara.post(&at(&lead, "notes"), &json!({"body": "first"})).await.expect(201);
        ines.patch(&note_at(&note), &json!({"body": "mine now"})).await.expect_problem(403, "not_the_author");
        let pinned = ines.patch(&note_at(&note), &json!({"pinned": true})).await.expect(200);
        assert_eq!((&pinned["pinned"], &pinned["edited_at"], &pinned["version"]), (&json!(true), &Value::Null, &json!(2)));
        app.advance(chrono::Duration::minutes(5));
        let stale = mara.request(Method::PATCH, &note_at(&note)).header("if-match", "\"1\"").json(&json!({"body": "second"}));
        mara.send(stale).await.expect_problem(412, "version_conflict");
        let fresh = mara.request(Method::PATCH, &note_at(&note)).header("if-match", "\"2\"").json(&json!({"body": "second"}));
        let answer = mara.send(fresh).await;
        assert_eq!(answer.headers["etag"], "\"3\"");
        let rewritten = answer.expect(200);
        assert_eq!((&rewritten["body"], &rewritten["pinned"]), (&json!("second"), &json!(true)));
        assert!(rewritten["edited_at"].as_str().unwrap() > rewritten["created_at"].as_str().unwrap());
    }

    async fn a_deleted_note_is_nowhere_until_it_comes_back_or_thirty_days_pass(app: TestApp) {
        let ines = app.owner("ines").await;
        let mara = app.colleague(&ines, Role::Member).await;
        let lead = mara.enter(&json!({"first_name": "Ada"})).await;
        let note = ines.post(&at(&lead, "notes"), &json!({"body": "a secret plan"})).await.expect(201);
        mara.delete(&note_at(&note)).await.expect_problem(403, "not_the_author");
        ines.delete(&note_at(&note)).await.expect(204);
        ines.delete(&note_at(&note)).await.expect_problem(404, "not_found");
        ines.patch(&note_at(&note), &json!({"pinned": true})).await.expect_problem(404, "not_found");
        assert!(bodies(&mara, &lead, "").await.is_empty());
        let timeline = mara.get(&at(&lead, "activities")).await.expect(200);
        assert!(!timeline.to_string().contains("secret plan"));
        mara.post(&format!("{}/restore", note_at(&note)), &json!({})).await.expect_problem(403, "not_the_author");
        ines.post(&format!("{}/restore", note_at(&note)), &json!({})).await.expect(200);
        assert_eq!(bodies(&mara, &lead, "").await, ["a secret plan"]);
        ines.delete(&note_at(&note)).await.expect(204);
        app.advance(chrono::Duration::days(31));
        app.sweep().await;
        let ines = app.colleague(&ines, Role::Owner).await;
        ines.post(&format!("{}/restore", note_at(&note)), &json!({})).await.expect_problem(404, "not_found");
    }

    async fn what_is_in_the_bin_keeps_its_notes_as_they_are(app: TestApp) {
        let ines = app.owner("ines").await;
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        let kept = ines.post(&at(&lead, "notes"), &json!({"body": "One"})).await.expect(201);
        let gone = ines.post(&at(&lead, "notes"), &json!({"body": "Two"})).await.expect(201);
        ines.delete(&note_at(&gone)).await.expect(204);
        ines.delete(&format!("/api/v1/leads/{}", lead["id"].as_str().unwrap())).await.expect(204);
        ines.patch(&note_at(&kept), &json!({"pinned": true})).await.expect_problem(409, "lead_in_bin");
        ines.delete(&note_at(&kept)).await.expect_problem(409, "lead_in_bin");
        ines.post(&format!("{}/restore", note_at(&gone)), &json!({})).await.expect_problem(409, "lead_in_bin");
        assert_eq!(bodies(&ines, &lead, "").await, ["One"]);
    }

    async fn wrong_notes_are_refused_and_keys_make_one(app: TestApp) {
        let ines = app.owner("ines").await;
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        for body in ["", " \n\t ", &"x".repeat(20_001)] {
            let problem = ines.post(&at(&lead, "notes"), &json!({"body": body})).await.expect_problem(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], "/body");
        }
        for _ in 0..2 {
            let once = ines.request(Method::POST, &at(&lead, "notes")).header("idempotency-key", "n1").json(&json!({"body": "once"}));
            ines.send(once).await.expect(201);
        }
        assert_eq!(bodies(&ines, &lead, "").await, ["once"]);
        let viewer = app.colleague(&ines, Role::Viewer).await;
        viewer.post(&at(&lead, "notes"), &json!({"body": "no"})).await.expect_problem(403, "forbidden");
        assert_eq!(bodies(&viewer, &lead, "").await, ["once"]);
        ines.delete(&format!("/api/v1/leads/{}", lead["id"].as_str().unwrap())).await.expect(204);
        ines.post(&at(&lead, "notes"), &json!({"body": "late"})).await.expect_problem(409, "lead_in_bin");
    }
}
