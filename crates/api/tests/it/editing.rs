//! Leads as people enter, edit, tag, delete and restore them.

use domain::workspace::Role;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::{Browser, TestApp, both_engines};

fn path(lead: &Value) -> String {
    format!("/api/v1/leads/{}", lead["id"].as_str().unwrap())
}

async fn timeline(browser: &Browser, lead: &Value) -> Vec<(String, Value)> {
    let page = browser.get(&format!("{}/activities", path(lead))).await.expect(200);
    let entry = |entry: &Value| (entry["kind"].as_str().unwrap().to_owned(), entry["detail"].clone());
    page["items"].as_array().unwrap().iter().map(entry).collect()
}

both_engines! {
    async fn a_lead_can_be_entered_with_everything(app: TestApp) {
        let ines = app.owner("ines").await;
        let tag = ines.post("/api/v1/tags", &json!({"name": "Key account", "color": "purple"})).await.expect(201);
        let team = ines.post("/api/v1/teams", &json!({"name": "South"})).await.expect(201);
        let stage = ines.get("/api/v1/pipelines").await.expect(200)["items"][0]["stages"][2].clone();
        let answer = ines.post("/api/v1/leads", &json!({
            "first_name": " Łukasz ", "last_name": "Żółć", "company": "Tarrow", "title": "COO", "country": "PL",
            "emails": ["Lukasz@Tarrow.example", "lz@bücher.example", "LUKASZ@tarrow.example"],
            "phones": ["+48 22 555 01 00", "+48225550100", "desk 7"], "status": "working", "team_id": team["id"],
            "stage_id": stage["id"], "value": {"amount_minor": 125_050, "currency": "EUR"}, "tag_ids": [tag["id"]],
        })).await;
        assert_eq!(answer.header("etag"), "\"1\"");
        let location = answer.header("location").to_owned();
        let lead = answer.expect(201);
        assert_eq!(location, path(&lead));
        assert_eq!(lead["display_name"], "Łukasz Żółć");
        assert_eq!(lead["source"], "manual");
        assert_eq!(lead["owner"]["name"], "ines");
        assert_eq!(lead["team"], team);
        assert_eq!((&lead["stage"]["id"], &lead["stage"]["name"]), (&stage["id"], &json!("Qualified")));
        assert_eq!(lead["value"], json!({"amount_minor": 125_050, "currency": "EUR"}));
        assert_eq!(lead["tags"], json!([tag]));
        let emails: Vec<&Value> = lead["emails"].as_array().unwrap().iter().map(|email| &email["normalized"]).collect();
        assert_eq!(emails, ["lukasz@tarrow.example", "lz@xn--bcher-kva.example"]);
        let phones: Vec<(&Value, &Value)> =
            lead["phones"].as_array().unwrap().iter().map(|phone| (&phone["raw"], &phone["e164"])).collect();
        assert_eq!(phones, [(&json!("+48 22 555 01 00"), &json!("+48225550100")), (&json!("desk 7"), &Value::Null)]);
        let origins: BTreeSet<&str> =
            lead["field_origins"].as_array().unwrap().iter().filter(|origin| origin["origin"] == "member").map(|origin| origin["field"].as_str().unwrap()).collect();
        assert_eq!(origins, BTreeSet::from(["company", "country", "email", "first_name", "last_name", "phone", "title", "value"]));
        assert_eq!(ines.lead(&lead["id"]).await, lead);
    }

    async fn every_wrong_field_is_pointed_at_and_nothing_is_written(app: TestApp) {
        let ines = app.owner("ines").await;
        let problem = ines.post("/api/v1/leads", &json!({
            "country": "Poland", "emails": ["a@b.example", "nobody"], "phones": ["call me"], "value": {"amount_minor": 1, "currency": "XXQ"},
        })).await.expect_problem(422, "invalid");
        let pointers: BTreeSet<&str> =
            problem["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
        assert_eq!(pointers, BTreeSet::from(["/country", "/emails/1", "/phones/0", "/value"]));
        for (body, pointer) in [
            (json!({}), "/first_name"),
            (json!({"first_name": " "}), "/first_name"),
            (json!({"first_name": "A", "owner_id": "01a2016e-a2f5-70f6-be05-d34c6159badc"}), "/owner_id"),
            (json!({"first_name": "A", "stage_id": "01a2016e-a2f5-70f6-be05-d34c6159badc"}), "/stage_id"),
            (json!({"first_name": "A", "tag_ids": ["01a2016e-a2f5-70f6-be05-d34c6159badc"]}), "/tag_ids/0"),
            (json!({"first_name": "A", "value": {"amount_minor": 1.5, "currency": "EUR"}}), "/value/amount_minor"),
            (json!({"first_name": "A", "shoe_size": 44}), "/shoe_size"),
        ] {
            let problem = ines.post("/api/v1/leads", &body).await.expect_problem(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}");
        }
        assert!(ines.leads().await.is_empty());
    }

    async fn an_address_belongs_to_one_lead(app: TestApp) {
        let ines = app.owner("ines").await;
        let first = ines.enter(&json!({"emails": ["ada@tarrow.example"]})).await;
        assert_eq!(first["display_name"], "ada@tarrow.example");
        let double = json!({"first_name": "Ada", "emails": ["ada2@tarrow.example", "ADA@Tarrow.example"]});
        let problem = ines.post("/api/v1/leads", &double).await.expect_problem(409, "lead_exists");
        assert_eq!((&problem["lead_id"], &problem["errors"][0]["pointer"]), (&first["id"], &json!("/emails/1")));
        let second = ines.enter(&json!({"first_name": "Ada", "emails": ["ada2@tarrow.example"]})).await;
        let change = json!({"emails": ["ada@tarrow.example"]});
        ines.patch(&path(&second), &change).await.expect_problem(409, "lead_exists");
        // Somebody who may not know of the other lead learns that there is one, and no more.
        let mate = app.colleague(&ines, Role::Member).await;
        let id = member_id(&ines, mate.email()).await;
        ines.patch(&format!("/api/v1/members/{id}"), &json!({"lead_scope": "own"})).await.expect(200);
        let problem = mate.post("/api/v1/leads", &double).await.expect_problem(409, "lead_exists");
        assert_eq!(problem["lead_id"], Value::Null);
    }

    async fn the_same_key_makes_one_lead(app: TestApp) {
        let ines = app.owner("ines").await;
        let send = async |key: &str, name: &str| {
            let request = ines.request(Method::POST, "/api/v1/leads").header("idempotency-key", key);
            ines.send(request.json(&json!({"first_name": name}))).await
        };
        let first = send("a key", "Ada").await.expect(201);
        ines.patch(&path(&first), &json!({"title": "COO"})).await.expect(200);
        let again = send("a key", "Ada").await.expect(201);
        assert_eq!((&again["id"], &again["title"]), (&first["id"], &json!("COO")), "as it is now");
        send("a key", "Grace").await.expect_problem(422, "idempotency_mismatch");
        assert_ne!(send("another key", "Ada").await.expect(201)["id"], first["id"]);
        send(&"k".repeat(256), "Ada").await.expect_problem(400, "malformed_query");
        let at_once = tokio::join!(send("race", "A"), send("race", "A"), send("race", "A"), send("race", "A"));
        let ids: BTreeSet<String> =
            [at_once.0, at_once.1, at_once.2, at_once.3].into_iter().map(|answer| answer.expect(201)["id"].to_string()).collect();
        assert_eq!(ids.len(), 1);
        assert_eq!(ines.leads().await.len(), 3);
    }

    async fn a_patch_changes_what_it_names_and_the_timeline_says_what_was(app: TestApp) {
        let ines = app.owner("ines").await;
        let mate = app.colleague(&ines, Role::Member).await;
        let mate_id = member_id(&ines, mate.email()).await;
        let lead = ines.enter(&json!({"first_name": "Ada", "company": "Tarrow", "emails": ["ada@tarrow.example"]})).await;
        let changed = mate.patch(&path(&lead), &json!({
            "last_name": "Lovelace", "company": null, "status": "qualified", "owner_id": mate_id, "phones": ["+44 20 7946 0000"],
            "value": {"amount_minor": 5, "currency": "EUR"},
        })).await;
        assert_eq!(changed.header("etag"), "\"2\"");
        let changed = changed.expect(200);
        assert_eq!((&changed["display_name"], &changed["company"]), (&json!("Ada Lovelace"), &Value::Null));
        assert_eq!(changed["emails"], lead["emails"]);
        assert_eq!(changed["owner"]["id"].as_str(), Some(&*mate_id));
        let entries = timeline(&ines, &lead).await;
        assert_eq!(entries[0].0, "fields_changed");
        assert_eq!(entries[0].1["changes"], json!([
            {"field": "last_name", "from": null, "to": "Lovelace"},
            {"field": "company", "from": "Tarrow", "to": null},
            {"field": "value", "from": null, "to": "0.05 EUR"},
            {"field": "phone", "from": null, "to": "+44 20 7946 0000"},
            {"field": "status", "from": "new", "to": "qualified"},
        ]));
        assert_eq!(entries[1], ("owner_changed".to_owned(), json!({"from": "ines", "to": "member"})));
        // Changing nothing is no change.
        let same = mate.patch(&path(&lead), &json!({"last_name": "Lovelace", "status": "qualified"})).await;
        assert_eq!(same.header("etag"), "\"2\"");
        assert_eq!(timeline(&ines, &lead).await.len(), entries.len());
        let company = |lead: &Value| lead["field_origins"].as_array().unwrap().iter().any(|origin| origin["field"] == "company");
        assert!(company(&lead) && !company(&changed), "a value that is gone came from nowhere");
    }

    async fn who_saw_an_older_version_is_told(app: TestApp) {
        let ines = app.owner("ines").await;
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        let patch = async |seen: &str, body: Value| {
            let request = ines.request(Method::PATCH, &path(&lead)).header("if-match", seen);
            ines.send(request.json(&body)).await
        };
        patch("\"1\"", json!({"title": "COO"})).await.expect(200);
        for stale in ["\"1\"", "W/\"1\"", "\"nonsense\""] {
            patch(stale, json!({"title": "CTO"})).await.expect_problem(412, "version_conflict");
        }
        patch("*", json!({"company": "Tarrow"})).await.expect(200);
        let now = ines.lead(&lead["id"]).await;
        assert_eq!((&now["title"], &now["company"], &now["version"]), (&json!("COO"), &json!("Tarrow"), &json!(3)));
        let request = ines.request(Method::DELETE, &path(&lead)).header("if-match", "\"2\"");
        ines.send(request).await.expect_problem(412, "version_conflict");
    }

    async fn eight_people_at_once_lose_nothing(app: TestApp) {
        let ines = app.owner("ines").await;
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        // Each field by one of them, without a word about versions.
        let fields = ["first_name", "last_name", "company", "title"];
        let tags: Vec<Value> = futures_util::future::join_all((0..4).map(async |n| {
            ines.post("/api/v1/tags", &json!({"name": format!("tag {n}")})).await.expect(201)
        })).await;
        let edits = fields.iter().map(async |field| ines.patch(&path(&lead), &json!({*field: field})).await.expect(200));
        let tagging = tags.iter().map(async |tag| {
            ines.put(&format!("{}/tags/{}", path(&lead), tag["id"].as_str().unwrap())).await.expect(204)
        });
        tokio::join!(futures_util::future::join_all(edits), futures_util::future::join_all(tagging));
        let now = ines.lead(&lead["id"]).await;
        for field in fields {
            assert_eq!(now[field], field);
        }
        assert_eq!(now["tags"].as_array().unwrap().len(), 4);
        assert_eq!(now["version"], 9);
        // One field by all of them, each on the version they saw: whoever is late looks again.
        let count = async |name: usize| loop {
            let seen = ines.get(&path(&lead)).await;
            let tag = seen.header("etag").to_owned();
            let title = seen.expect(200)["title"].as_str().unwrap().to_owned();
            let request = ines.request(Method::PATCH, &path(&lead)).header("if-match", tag);
            let answer = ines.send(request.json(&json!({"title": format!("{title} {name}")}))).await;
            if answer.status == 200 {
                return;
            }
            answer.expect_problem(412, "version_conflict");
        };
        futures_util::future::join_all((0..8).map(count)).await;
        let title = ines.lead(&lead["id"]).await["title"].as_str().unwrap().to_owned();
        let words: BTreeSet<&str> = title.split(' ').collect();
        assert_eq!(words.len(), 9, "{title}");
    }

    async fn the_bin_gives_back_what_it_took_unless_the_address_is_taken(app: TestApp) {
        let ines = app.owner("ines").await;
        let lead = ines.enter(&json!({"first_name": "Ada", "emails": ["ada@tarrow.example"]})).await;
        ines.delete(&path(&lead)).await.expect(204);
        ines.delete(&path(&lead)).await.expect(204);
        assert!(ines.leads().await.is_empty());
        assert!(ines.get("/api/v1/leads/search?q=ada").await.expect(200)["items"].as_array().unwrap().is_empty());
        assert_eq!(ines.select(&json!({"field": "deleted", "op": "is", "value": true}), "-created_at").await, ["Ada"]);
        assert!(ines.lead(&lead["id"]).await["deleted_at"].is_string());
        ines.patch(&path(&lead), &json!({"title": "COO"})).await.expect_problem(409, "lead_in_bin");

        let other = ines.enter(&json!({"first_name": "Grace", "emails": ["ada@tarrow.example"]})).await;
        let restore = format!("{}/restore", path(&lead));
        let problem = ines.post(&restore, &json!({})).await.expect_problem(409, "lead_exists");
        assert_eq!(problem["lead_id"], other["id"]);
        ines.patch(&path(&other), &json!({"emails": []})).await.expect(200);
        let back = ines.post(&restore, &json!({})).await.expect(200);
        assert_eq!((&back["deleted_at"], &back["emails"]), (&Value::Null, &lead["emails"]));
        assert_eq!(ines.get("/api/v1/leads/search?q=ada").await.expect(200)["items"][0]["id"], lead["id"]);
        let kinds: Vec<String> = timeline(&ines, &lead).await.into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, ["lead_restored", "lead_deleted", "lead_created"]);

        ines.delete(&path(&lead)).await.expect(204);
        app.advance(chrono::Duration::days(29));
        app.sweep().await;
        assert_eq!(ines.get(&path(&lead)).await.status, 401, "a session ends before the bin does");
        let mut ines = ines;
        ines.sign_in("ines@cloop.example", testkit::PASSWORD).await;
        ines.get(&path(&lead)).await.expect(200);
        app.advance(chrono::Duration::days(2));
        app.sweep().await;
        ines.sign_in("ines@cloop.example", testkit::PASSWORD).await;
        ines.get(&path(&lead)).await.expect_problem(404, "not_found");
    }

    async fn tags_come_and_go_and_say_so(app: TestApp) {
        let ines = app.owner("ines").await;
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        let tag = ines.post("/api/v1/tags", &json!({"name": "Hot"})).await.expect(201);
        assert_eq!(tag["color"], "gray");
        let problem = ines.post("/api/v1/tags", &json!({"name": "HÖT"})).await.expect_problem(409, "name_taken");
        assert_eq!(problem["errors"][0]["pointer"], "/name");
        let on_lead = format!("{}/tags/{}", path(&lead), tag["id"].as_str().unwrap());
        for _ in 0..2 {
            ines.put(&on_lead).await.expect(204);
        }
        ines.patch(&format!("/api/v1/tags/{}", tag["id"].as_str().unwrap()), &json!({"color": "red"})).await.expect(200);
        assert_eq!(ines.lead(&lead["id"]).await["tags"][0]["color"], "red");
        for _ in 0..2 {
            ines.delete(&on_lead).await.expect(204);
        }
        let entries = timeline(&ines, &lead).await;
        assert_eq!(entries[..2], [("untagged".to_owned(), json!({"tag": "Hot"})), ("tagged".to_owned(), json!({"tag": "Hot"}))]);
        ines.put(&on_lead).await.expect(204);
        ines.delete(&format!("/api/v1/tags/{}", tag["id"].as_str().unwrap())).await.expect(204);
        assert_eq!(ines.lead(&lead["id"]).await["tags"], json!([]));
    }

    async fn every_change_reaches_the_live_stream(app: TestApp) {
        let ines = app.owner("ines").await;
        let mut events = ines.events(None).await;
        events.wait_for("ready").await;
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        assert_eq!(events.wait_for("lead.captured").await.data["lead_id"], lead["id"]);
        ines.patch(&path(&lead), &json!({"title": "COO"})).await.expect(200);
        assert_eq!(events.wait_for("lead.updated").await.data["lead_id"], lead["id"]);
        ines.delete(&path(&lead)).await.expect(204);
        assert_eq!(events.wait_for("lead.deleted").await.data["lead_id"], lead["id"]);
    }
}

pub(crate) async fn member_id(browser: &Browser, email: &str) -> String {
    let members = browser.get("/api/v1/members").await.expect(200);
    let found = members["items"].as_array().unwrap().iter().find(|member| member["email"] == email);
    found.unwrap()["id"].as_str().unwrap().to_owned()
}
