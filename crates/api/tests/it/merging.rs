//! Two leads that are one person become one, and two again.

mod identity;

use crate::{editing::member_id, fixture};
use chrono::Duration;
use domain::workspace::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::{Browser, TestApp, both_engines, sim};

fn path(lead: &Value) -> String {
    format!("/api/v1/leads/{}", lead["id"].as_str().unwrap())
}

async fn merge(browser: &Browser, lead: &Value, other: &Value, take: &[&str]) -> Value {
    let body = json!({"other_id": other["id"], "take_from_other": take});
    browser.post(&format!("{}/merge", path(lead)), &body).await.expect(200)
}

fn undo_path(merge: &Value) -> String {
    format!("/api/v1/merges/{}/undo", merge["id"].as_str().unwrap())
}

async fn undo(browser: &Browser, merge: &Value) -> Value {
    browser.post(&undo_path(merge), &json!({})).await.expect(200)
}

fn words(list: &Value, field: &str) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|item| item[field].as_str().unwrap().to_owned()).collect()
}

async fn kinds(browser: &Browser, lead: &Value) -> Vec<String> {
    let page = browser.get(&format!("{}/activities", path(lead))).await.expect(200);
    page["items"].as_array().unwrap().iter().map(|entry| entry["kind"].as_str().unwrap().to_owned()).collect()
}

/// Without what says that something happened to the record.
fn facts(lead: &Value) -> Value {
    let mut lead = lead.clone();
    for field in ["version", "updated_at"] {
        lead[field] = Value::Null;
    }
    let origins = lead["field_origins"].as_array_mut().unwrap();
    origins.sort_by_key(|origin| origin["field"].as_str().unwrap().to_owned());
    lead
}

async fn pair(browser: &Browser) -> (Value, Value) {
    let ada = json!({"first_name": "Ada", "company": "Tarrow", "emails": ["ada@tarrow.example"], "phones": ["+4930901820"]});
    let other = json!({
        "first_name": "A.", "last_name": "Lovelace", "title": "COO", "country": "PT", "status": "qualified",
        "emails": ["lovelace@tarrow.example", "ada@home.example"], "phones": ["+49 30 901820", "+351 211 234 567"],
    });
    (browser.enter(&ada).await, browser.enter(&other).await)
}

both_engines! {
    async fn the_survivor_has_everything_of_both(app: TestApp) {
        let ines = app.owner("ines").await;
        let tag = async |name: &str| ines.post("/api/v1/tags", &json!({"name": name})).await.expect(201);
        let (hot, key, cold) = (tag("hot").await, tag("key").await, tag("cold").await);
        let (ada, other) = pair(&ines).await;
        for (lead, tag) in [(&ada, &hot), (&ada, &key), (&other, &key), (&other, &cold)] {
            ines.put(&format!("{}/tags/{}", path(lead), tag["id"].as_str().unwrap())).await.expect(204);
        }
        let merged = merge(&ines, &ada, &other, &["title", "status", "first_name"]).await;
        let lead = &merged["lead"];
        assert_eq!((&lead["id"], &lead["display_name"]), (&ada["id"], &json!("A. Lovelace")));
        assert_eq!((&lead["company"], &lead["title"], &lead["country"]), (&json!("Tarrow"), &json!("COO"), &json!("PT")));
        assert_eq!(lead["status"], "qualified");
        let emails: Vec<&Value> = lead["emails"].as_array().unwrap().iter().map(|email| &email["raw"]).collect();
        assert_eq!(emails, ["ada@tarrow.example", "lovelace@tarrow.example", "ada@home.example"]);
        let phones: Vec<&Value> = lead["phones"].as_array().unwrap().iter().map(|phone| &phone["raw"]).collect();
        assert_eq!(phones, ["+4930901820", "+351 211 234 567"], "one number is there once");
        assert_eq!(words(&lead["tags"], "name"), BTreeSet::from(["hot", "key", "cold"].map(String::from)));
        assert_eq!(words(&lead["field_origins"], "field").len(), 7);
        assert_eq!(merged["merged"], json!({"id": other["id"], "display_name": "A. Lovelace"}));
        assert_eq!((&merged["merged_by"]["name"], &merged["undone_at"], &merged["kept"]), (&json!("ines"), &Value::Null, &json!([])));
        assert_eq!(merged["undo_until"], "2026-12-22T09:00:00.123456Z");
        assert_eq!(kinds(&ines, &ada).await, ["merged", "tagged", "tagged", "tagged", "tagged", "lead_created", "lead_created"]);
        let timeline = ines.get(&format!("{}/activities", path(&ada))).await.expect(200);
        assert_eq!(timeline["items"][0]["detail"], json!({"name": "A. Lovelace", "emails": ["lovelace@tarrow.example", "ada@home.example"]}));
        let listed = ines.get(&format!("{}/merges", path(&ada))).await.expect(200);
        assert_eq!(listed, json!({"items": [merged], "next_cursor": null}));
    }

    async fn notes_tasks_and_custom_values_come_along_and_go_back(app: TestApp) {
        let ines = app.owner("ines").await;
        let mut options = Vec::new();
        for (name, kind) in [("Budget", "number"), ("Region", "text"), ("Plans", "multi_choice")] {
            let mut body = json!({"name": name, "kind": kind, "privacy_class": "ordinary"});
            if kind == "multi_choice" {
                body["options"] = json!(["a", "b", "c"]);
            }
            let field = ines.post("/api/v1/fields", &body).await.expect(201);
            options = field["options"].as_array().unwrap().iter().map(|option| option["id"].clone()).collect();
        }
        let ada = ines.enter(&json!({"first_name": "Ada", "custom": {"budget": 1, "plans": [options[0]]}})).await;
        let other = ines.enter(&json!({"first_name": "A.", "custom": {"budget": 2, "region": "north", "plans": [options[2], options[1]]}})).await;
        let note = ines.post(&format!("{}/notes", path(&other)), &json!({"body": "from the other one"})).await.expect(201);
        let task = ines.post(&format!("{}/tasks", path(&other)), &json!({"title": "call"})).await.expect(201);
        let merged = merge(&ines, &ada, &other, &["custom.budget"]).await;
        assert_eq!(merged["lead"]["custom"], json!({"budget": 2, "region": "north", "plans": options}));
        assert_eq!(merged["lead"]["next_task"]["id"], task["id"]);
        let notes = ines.get(&format!("{}/notes", path(&ada))).await.expect(200);
        assert_eq!(notes["items"][0]["id"], note["id"]);
        let undone = undo(&ines, &merged).await;
        assert_eq!((&undone["lead"]["custom"], &undone["restored"]["custom"]), (&ada["custom"], &json!({"budget": 2, "region": "north", "plans": [options[1], options[2]]})));
        assert_eq!((&undone["lead"]["next_task"], &undone["restored"]["next_task"]["id"]), (&Value::Null, &task["id"]));
        let wrong = json!({"other_id": other["id"], "take_from_other": ["custom.shoe_size"]});
        ines.post(&format!("{}/merge", path(&ada)), &wrong).await.expect_problem(422, "invalid");
    }

    async fn who_was_merged_away_is_found_at_the_survivor_and_nowhere_else(app: TestApp) {
        let ines = app.owner("ines").await;
        let (ada, other) = pair(&ines).await;
        merge(&ines, &ada, &other, &[]).await;
        for word in ["lovelace@tarrow.example", "ada@home.example", "351211234567", "lovelace"] {
            let found = ines.send(ines.request(reqwest::Method::GET, "/api/v1/leads/search").query(&[("q", word)])).await.expect(200);
            let ids: Vec<&Value> = found["items"].as_array().unwrap().iter().map(|lead| &lead["id"]).collect();
            assert_eq!(ids, [&ada["id"]], "{word}");
        }
        assert_eq!(ines.leads().await.len(), 1);
        let deleted = |value: bool| json!({"field": "deleted", "op": "is", "value": value});
        assert_eq!(ines.select(&deleted(false), "display_name").await, ["Ada Lovelace"]);
        assert!(ines.select(&deleted(true), "-created_at").await.is_empty(), "it is not in the bin either");
        assert_eq!(ines.get("/api/v1/leads/count").await.expect(200)["count"], 1);
        assert_eq!(ines.select(&json!({"field": "email", "op": "is", "value": "ada@home.example"}), "-score").await, ["Ada Lovelace"]);
        let gone = ines.get(&path(&other)).await.expect_problem(404, "lead_merged");
        assert_eq!(gone["lead_id"], ada["id"]);
        for answer in [
            ines.patch(&path(&other), &json!({"title": "CTO"})).await,
            ines.delete(&path(&other)).await,
            ines.post(&format!("{}/restore", path(&other)), &json!({})).await,
            ines.get(&format!("{}/merges", path(&other))).await,
        ] {
            assert_eq!(answer.expect_problem(404, "lead_merged")["lead_id"], ada["id"]);
        }
        ines.get(&format!("{}/activities", path(&other))).await.expect_problem(404, "not_found");
        let problem = ines.post("/api/v1/leads", &json!({"emails": ["ada@home.example"]})).await.expect_problem(409, "lead_exists");
        assert_eq!(problem["lead_id"], ada["id"]);
        // Somebody who may not know of the survivor does not hear of it.
        let mate = app.colleague(&ines, Role::Member).await;
        let id = member_id(&ines, mate.email()).await;
        ines.patch(&format!("/api/v1/members/{id}"), &json!({"lead_scope": "own"})).await.expect(200);
        mate.get(&path(&other)).await.expect_problem(404, "not_found");
    }

    async fn a_chain_of_merges_leads_to_its_end_and_comes_apart_from_there(app: TestApp) {
        let ines = app.owner("ines").await;
        let (a, b) = pair(&ines).await;
        let c = ines.enter(&json!({"first_name": "Countess", "emails": ["c@tarrow.example"]})).await;
        let first = merge(&ines, &b, &a, &[]).await;
        let second = merge(&ines, &c, &b, &["first_name"]).await;
        for lead in [&a, &b] {
            assert_eq!(ines.get(&path(lead)).await.expect_problem(404, "lead_merged")["lead_id"], c["id"]);
        }
        assert_eq!(ines.lead(&c["id"]).await["emails"].as_array().unwrap().len(), 4);
        let early = ines.post(&undo_path(&first), &json!({})).await.expect_problem(404, "lead_merged");
        assert_eq!(early["lead_id"], c["id"], "the later one comes first");
        undo(&ines, &second).await;
        undo(&ines, &first).await;
        for lead in [&a, &b, &c] {
            assert_eq!(facts(&ines.lead(&lead["id"]).await), facts(lead));
        }
    }

    async fn what_cannot_be_merged_is_said_so_and_nothing_happens(app: TestApp) {
        let ines = app.owner("ines").await;
        let (ada, other) = pair(&ines).await;
        let merge = format!("{}/merge", path(&ada));
        let same = ines.post(&merge, &json!({"other_id": ada["id"]})).await.expect_problem(422, "invalid");
        assert_eq!(same["errors"][0]["pointer"], "/other_id");
        let wrong = json!({"other_id": other["id"], "take_from_other": ["title", "emails", "custom.x"]});
        let wrong = ines.post(&merge, &wrong).await.expect_problem(422, "invalid");
        assert_eq!(words(&wrong["errors"], "pointer"), BTreeSet::from(["/take_from_other/1", "/take_from_other/2"].map(String::from)));
        for field in ["lead_version", "other_version"] {
            let stale = json!({"other_id": other["id"], field: 7});
            ines.post(&merge, &stale).await.expect_problem(412, "version_conflict");
        }
        ines.post(&merge, &json!({"other_id": "01a2016e-a2f5-70f6-be05-d34c6159badc"})).await.expect_problem(404, "not_found");
        let stranger = app.owner("stranger").await.enter(&json!({"first_name": "S"})).await;
        ines.post(&merge, &json!({"other_id": stranger["id"]})).await.expect_problem(404, "not_found");
        // Both have to be seen.
        let mate = app.colleague(&ines, Role::Member).await;
        let mate_id = member_id(&ines, mate.email()).await;
        ines.patch(&format!("/api/v1/members/{mate_id}"), &json!({"lead_scope": "own"})).await.expect(200);
        let own = mate.enter(&json!({"first_name": "Own"})).await;
        mate.post(&format!("{}/merge", path(&own)), &json!({"other_id": ada["id"]})).await.expect_problem(404, "not_found");
        mate.post(&merge, &json!({"other_id": own["id"]})).await.expect_problem(404, "not_found");
        ines.delete(&path(&other)).await.expect(204);
        ines.post(&merge, &json!({"other_id": other["id"]})).await.expect_problem(409, "lead_in_bin");
        ines.post(&format!("{}/merge", path(&other)), &json!({"other_id": ada["id"]})).await.expect_problem(409, "lead_in_bin");
        let now = ines.lead(&ada["id"]).await;
        assert_eq!((facts(&now), &now["version"]), (facts(&ada), &ada["version"]));
    }

    async fn of_eight_who_merge_one_pair_at_once_one_does(app: TestApp) {
        let ines = app.owner("ines").await;
        let (ada, other) = pair(&ines).await;
        let attempts = (0..8).map(async |n| {
            // Half of them the other way round.
            let (lead, gone) = if n % 2 == 0 { (&ada, &other) } else { (&other, &ada) };
            ines.post(&format!("{}/merge", path(lead)), &json!({"other_id": gone["id"]})).await
        });
        let answers = futures_util::future::join_all(attempts).await;
        let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 200);
        assert_eq!(won.len(), 1);
        let survivor = won.into_iter().next().unwrap().expect(200)["lead"]["id"].clone();
        for answer in lost {
            assert_eq!(answer.expect_problem(404, "lead_merged")["lead_id"], survivor);
        }
        let leads = ines.leads().await;
        assert_eq!((leads.len(), &leads[0]["id"]), (1, &survivor));
        assert_eq!(ines.lead(&survivor).await["emails"].as_array().unwrap().len(), 3);
    }

    async fn registrations_that_come_later_find_the_survivor(app: TestApp) {
        let ines = app.owner("ines").await;
        app.connect_zoom(&ines).await;
        app.zoom.send("meeting.registration_created", fixture("meeting.registration_created").to_string());
        app.settle().await;
        let captured = ines.leads().await[0].clone();
        let ada = ines.enter(&json!({"first_name": "Ada"})).await;
        let merged = merge(&ines, &ada, &captured, &[]).await;
        assert_eq!(merged["lead"]["registrations"].as_array().unwrap().len(), 1);
        app.zoom.send("webinar.registration_created", {
            let mut again = fixture("webinar.registration_created");
            again["payload"]["object"]["registrant"]["email"] = json!("ines.tarrow@example.com");
            again.to_string()
        });
        app.zoom.register_many(sim::DEFAULT_MEETING, 1).unwrap();
        app.settle().await;
        assert_eq!(ines.leads().await.len(), 2, "the survivor and somebody new");
        assert_eq!(ines.lead(&ada["id"]).await["registrations"].as_array().unwrap().len(), 2);
        let undone = undo(&ines, &merged).await;
        assert_eq!(undone["restored"]["registrations"].as_array().unwrap().len(), 1);
        assert_eq!(undone["lead"]["registrations"].as_array().unwrap().len(), 1, "what came since stays");
    }

    async fn an_undo_keeps_what_was_changed_since_and_names_it(app: TestApp) {
        let ines = app.owner("ines").await;
        let tag = ines.post("/api/v1/tags", &json!({"name": "cold"})).await.expect(201);
        let tag_path = |lead: &Value| format!("{}/tags/{}", path(lead), tag["id"].as_str().unwrap());
        let (ada, other) = pair(&ines).await;
        ines.put(&tag_path(&other)).await.expect(204);
        let other = ines.lead(&other["id"]).await;
        let merged = merge(&ines, &ada, &other, &[]).await;
        ines.patch(&path(&ada), &json!({"last_name": "King", "status": "working"})).await.expect(200);
        ines.delete(&tag_path(&ada)).await.expect(204);
        // One of the addresses that came goes, one that is new comes, and the rest is in another order.
        let emails = json!(["new@tarrow.example", "lovelace@tarrow.example", "ada@tarrow.example"]);
        ines.patch(&path(&ada), &json!({"emails": emails})).await.expect(200);
        let undone = undo(&ines, &merged).await;
        let kept = undone["kept"].as_array().unwrap().iter().map(|field| field.as_str().unwrap());
        assert_eq!(kept.collect::<BTreeSet<_>>(), BTreeSet::from(["last_name", "status", "emails", "tags"]));
        let lead = &undone["lead"];
        assert_eq!((&lead["display_name"], &lead["status"], &lead["title"]), (&json!("Ada King"), &json!("working"), &Value::Null));
        let addresses: Vec<(&Value, &Value)> =
            lead["emails"].as_array().unwrap().iter().map(|email| (&email["raw"], &email["primary"])).collect();
        assert_eq!(addresses, [(&json!("new@tarrow.example"), &json!(true)), (&json!("ada@tarrow.example"), &json!(false))]);
        assert_eq!(lead["tags"], json!([]));
        assert_eq!(facts(&undone["restored"]), facts(&other), "the other one is what it was");
        let listed = ines.get(&format!("{}/merges", path(&ada))).await.expect(200);
        assert_eq!(words(&listed["items"][0]["kept"], "field").len(), 4);
        assert!(listed["items"][0]["undone_at"].is_string());
        let problem = ines.post(&undo_path(&merged), &json!({})).await.expect_problem(409, "merge_undone");
        assert_eq!(problem["status"], 409);
        assert_eq!(kinds(&ines, &ada).await[0], "merge_undone");
        assert_eq!(kinds(&ines, &other).await[..2], ["merge_undone", "merged_away"]);
        assert_eq!(ines.leads().await.len(), 2);
    }

    async fn what_somebody_else_has_by_now_does_not_come_back(app: TestApp) {
        let ines = app.owner("ines").await;
        let tag = ines.post("/api/v1/tags", &json!({"name": "cold"})).await.expect(201);
        let team = ines.post("/api/v1/teams", &json!({"name": "South"})).await.expect(201);
        let (ada, other) = pair(&ines).await;
        ines.patch(&path(&ada), &json!({"team_id": team["id"]})).await.expect(200);
        ines.put(&format!("{}/tags/{}", path(&other), tag["id"].as_str().unwrap())).await.expect(204);
        let merged = merge(&ines, &ada, &other, &[]).await;
        ines.delete(&format!("/api/v1/tags/{}", tag["id"].as_str().unwrap())).await.expect(204);
        ines.delete(&format!("/api/v1/teams/{}", team["id"].as_str().unwrap())).await.expect(204);
        ines.patch(&path(&ada), &json!({"emails": ["ada@tarrow.example", "ada@home.example"]})).await.expect(200);
        let third = ines.enter(&json!({"emails": ["lovelace@tarrow.example"]})).await;
        let undone = undo(&ines, &merged).await;
        assert!(undone["kept"].as_array().unwrap().contains(&json!("emails")));
        let restored = &undone["restored"];
        assert_eq!(words(&restored["emails"], "raw"), BTreeSet::from(["ada@home.example".to_owned()]));
        assert_eq!(restored["primary_email"], "ada@home.example");
        assert_eq!((&restored["tags"], &undone["lead"]["team"]), (&json!([]), &Value::Null));
        assert_eq!(ines.lead(&third["id"]).await["emails"], third["emails"]);
    }

    async fn undoing_needs_both_leads_and_has_its_time(app: TestApp) {
        let ines = app.owner("ines").await;
        let (ada, other) = pair(&ines).await;
        let mate = app.colleague(&ines, Role::Member).await;
        let mate_id = member_id(&ines, mate.email()).await;
        ines.patch(&path(&ada), &json!({"owner_id": mate_id})).await.expect(200);
        let merged = merge(&ines, &ada, &other, &[]).await;
        ines.patch(&format!("/api/v1/members/{mate_id}"), &json!({"lead_scope": "own"})).await.expect(200);
        mate.get(&path(&ada)).await.expect(200);
        mate.post(&undo_path(&merged), &json!({})).await.expect_problem(404, "not_found");
        ines.delete(&path(&ada)).await.expect(204);
        ines.post(&undo_path(&merged), &json!({})).await.expect_problem(409, "lead_in_bin");
        ines.post(&format!("{}/restore", path(&ada)), &json!({})).await.expect(200);
        app.advance(Duration::days(30));
        let mut ines = ines;
        ines.sign_in("ines@cloop.example", testkit::PASSWORD).await;
        ines.post(&undo_path(&merged), &json!({})).await.expect_problem(410, "undo_expired");
        app.advance(Duration::seconds(1));
        app.sweep().await;
        ines.post(&undo_path(&merged), &json!({})).await.expect_problem(410, "undo_expired");
        let journals: BTreeSet<String> =
            app.db.rows().await["merges"].iter().map(|row| row["journal"].clone()).collect();
        assert_eq!(journals, BTreeSet::from(["NULL".to_owned()]), "what was is forgotten");
        assert_eq!(ines.get(&path(&other)).await.expect_problem(404, "lead_merged")["lead_id"], ada["id"]);
        // With the survivor goes everybody who became part of it.
        let c = ines.enter(&json!({"first_name": "Countess"})).await;
        merge(&ines, &c, &ada, &[]).await;
        ines.delete(&path(&c)).await.expect(204);
        app.advance(Duration::days(31));
        app.sweep().await;
        let rows = app.db.rows().await;
        for table in ["leads", "merges", "activities", "lead_emails", "lead_tags", "search_words", "match_keys"] {
            assert!(rows[table].is_empty(), "{table}");
        }
    }

    async fn the_live_stream_tells_of_both_leads(app: TestApp) {
        let ines = app.owner("ines").await;
        let (ada, other) = pair(&ines).await;
        let mut events = ines.events(None).await;
        events.wait_for("ready").await;
        let merged = merge(&ines, &ada, &other, &[]).await;
        assert_eq!(events.wait_for("lead.updated").await.data["lead_id"], ada["id"]);
        assert_eq!(events.wait_for("lead.deleted").await.data["lead_id"], other["id"]);
        undo(&ines, &merged).await;
        let told = [events.wait_for("lead.updated").await, events.wait_for("lead.updated").await];
        let told: Vec<&Value> = told.iter().map(|event| &event.data["lead_id"]).collect();
        assert_eq!(told, [&ada["id"], &other["id"]]);
    }
}
