//! Pairs of leads that may be one person: found, told why, dismissed, gone.

use crate::editing::member_id;
use chrono::Duration;
use domain::workspace::Role;
use serde_json::{Value, json};
use testkit::{Browser, TestApp, both_engines};

/// Runs what waits for a quiet moment.
async fn settle(app: &TestApp) {
    app.advance(Duration::seconds(2));
    app.run_jobs().await;
}

fn path(lead: &Value) -> String {
    format!("/api/v1/leads/{}", lead["id"].as_str().unwrap())
}

fn dismissal(pair: &Value) -> String {
    format!("/api/v1/duplicates/{}/dismissal", pair["id"].as_str().unwrap())
}

async fn list(browser: &Browser, query: &str) -> Vec<Value> {
    browser.get(&format!("/api/v1/duplicates{query}")).await.expect(200)["items"].as_array().unwrap().clone()
}

/// Names of both, score, and kinds of the reasons.
fn brief(pair: &Value) -> (String, String, i64, Vec<String>) {
    let name = |side: &str| pair[side]["display_name"].as_str().unwrap().to_owned();
    let kinds =
        pair["reasons"].as_array().unwrap().iter().map(|reason| reason["kind"].as_str().unwrap().to_owned());
    (name("lead"), name("other"), pair["score"].as_i64().unwrap(), kinds.collect())
}

both_engines! {
    async fn every_reason_finds_its_pair_best_first(app: TestApp) {
        let ines = app.owner("ines").await;
        for lead in [
            json!({"first_name": "Mail", "emails": ["a.da@gmail.com"]}),
            json!({"first_name": "Box", "emails": ["ada+zoom@googlemail.com"]}),
            json!({"first_name": "Grace", "last_name": "Hopper", "company": "Tarrow GmbH"}),
            json!({"first_name": "Gracé", "last_name": "HOPPER", "company": "tarrow"}),
            json!({"first_name": "Anna", "phones": ["+49 30 901820"]}),
            json!({"company": "Nobody", "phones": ["+4930901820"]}),
            json!({"first_name": "Katherine", "last_name": "Johnson", "company": "Langley"}),
            json!({"first_name": "Katharine", "last_name": "Johnson", "company": "Langley Inc."}),
            json!({"first_name": "Alan", "last_name": "Turing", "emails": ["alan@park.example"]}),
            json!({"first_name": "Alan", "last_name": "Turing", "emails": ["turing@park.example"]}),
            json!({"first_name": "Alan", "last_name": "Turing", "emails": ["turing@gmail.com"]}),
        ] {
            ines.enter(&lead).await;
        }
        assert!(list(&ines, "").await.is_empty(), "not while people type");
        settle(&app).await;
        let found: Vec<_> = list(&ines, "").await.iter().map(brief).collect();
        let pair = |one: &str, other: &str, score, kind: &str| (one.to_owned(), other.to_owned(), score, vec![kind.to_owned()]);
        assert_eq!(found, [
            pair("Mail", "Box", 95, "email"),
            pair("Grace Hopper", "Gracé HOPPER", 90, "name_company"),
            pair("Anna", "Nobody", 85, "phone"),
            pair("Alan Turing", "Alan Turing", 75, "name"),
            pair("Katherine Johnson", "Katharine Johnson", 60, "name"),
        ]);
        assert_eq!(list(&ines, "").await[0]["reasons"], json!([{"kind": "email", "detail": "ada@gmail.com"}]));
        assert_eq!(ines.get("/api/v1/duplicates/count").await.expect(200), json!({"count": 5, "capped": false}));
        let (mut paged, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = ines.get(&format!("/api/v1/duplicates?limit=2{cursor}")).await.expect(200);
            paged.extend(page["items"].as_array().unwrap().iter().map(brief));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(paged, found);
        let box_lead = list(&ines, "").await[0]["other"].clone();
        let of_lead = ines.get(&format!("{}/duplicates", path(&box_lead))).await.expect(200);
        assert_eq!((of_lead["items"].as_array().unwrap().len(), &of_lead["items"][0]["lead"]["id"]), (1, &box_lead["id"]));
    }

    async fn a_pair_goes_when_its_leads_do_or_are_alike_no_more(app: TestApp) {
        let ines = app.owner("ines").await;
        let lead = json!({"first_name": "Ada", "last_name": "Lovelace", "company": "Tarrow"});
        let (a, b) = (ines.enter(&lead).await, ines.enter(&lead).await);
        settle(&app).await;
        assert_eq!(list(&ines, "").await.len(), 1);
        ines.delete(&path(&b)).await.expect(204);
        assert!(list(&ines, "").await.is_empty());
        assert_eq!(ines.get("/api/v1/duplicates/count").await.expect(200)["count"], 0);
        settle(&app).await;
        ines.post(&format!("{}/restore", path(&b)), &json!({})).await.expect(200);
        settle(&app).await;
        assert_eq!(list(&ines, "").await.len(), 1);
        ines.patch(&path(&b), &json!({"company": "Elsewhere"})).await.expect(200);
        settle(&app).await;
        assert!(list(&ines, "").await.is_empty());
        ines.patch(&path(&b), &json!({"company": "TARROW Ltd"})).await.expect(200);
        settle(&app).await;
        assert_eq!(list(&ines, "").await.len(), 1);
        let merged = ines.post(&format!("{}/merge", path(&a)), &json!({"other_id": b["id"]})).await.expect(200);
        assert!(list(&ines, "").await.is_empty());
        settle(&app).await;
        let undo = format!("/api/v1/merges/{}/undo", merged["id"].as_str().unwrap());
        ines.post(&undo, &json!({})).await.expect(200);
        settle(&app).await;
        assert_eq!(list(&ines, "").await.len(), 1);
        // The one that is left is a stranger to everybody else.
        assert!(list(&app.owner("stranger").await, "").await.is_empty());
    }

    async fn not_the_same_is_remembered_whatever_is_edited(app: TestApp) {
        let ines = app.owner("ines").await;
        let lead = json!({"first_name": "Ada", "last_name": "Lovelace", "company": "Tarrow"});
        let (a, _) = (ines.enter(&lead).await, ines.enter(&lead).await);
        settle(&app).await;
        let pair = list(&ines, "").await.remove(0);
        for _ in 0..2 {
            ines.put(&dismissal(&pair)).await.expect(204);
        }
        assert!(list(&ines, "").await.is_empty());
        assert!(ines.get(&format!("{}/duplicates", path(&a))).await.expect(200)["items"].as_array().unwrap().is_empty());
        assert_eq!(list(&ines, "?dismissed=true").await[0]["dismissed_at"], "2026-11-22T09:00:02.123456Z");
        for company in ["Elsewhere", "Tarrow"] {
            ines.patch(&path(&a), &json!({"company": company})).await.expect(200);
            settle(&app).await;
            assert!(list(&ines, "").await.is_empty());
        }
        for _ in 0..2 {
            ines.delete(&dismissal(&pair)).await.expect(204);
        }
        assert_eq!((list(&ines, "").await.len(), list(&ines, "?dismissed=true").await.len()), (1, 0));
    }

    async fn both_leads_have_to_be_seen(app: TestApp) {
        let ines = app.owner("ines").await;
        let (mate, viewer) = (app.colleague(&ines, Role::Member).await, app.colleague(&ines, Role::Viewer).await);
        let lead = json!({"first_name": "Ada", "last_name": "Lovelace", "company": "Tarrow"});
        ines.enter(&lead).await;
        let own = mate.enter(&lead).await;
        settle(&app).await;
        let pair = list(&mate, "").await.remove(0);
        assert_eq!(list(&viewer, "").await.len(), 1);
        viewer.put(&dismissal(&pair)).await.expect_problem(403, "forbidden");
        let id = member_id(&ines, mate.email()).await;
        ines.patch(&format!("/api/v1/members/{id}"), &json!({"lead_scope": "own"})).await.expect(200);
        assert!(list(&mate, "").await.is_empty());
        assert_eq!(mate.get("/api/v1/duplicates/count").await.expect(200)["count"], 0);
        assert!(mate.get(&format!("{}/duplicates", path(&own))).await.expect(200)["items"].as_array().unwrap().is_empty());
        mate.put(&dismissal(&pair)).await.expect_problem(404, "not_found");
        mate.delete(&dismissal(&pair)).await.expect_problem(404, "not_found");
    }

    async fn a_number_that_everybody_shares_says_nothing(app: TestApp) {
        let ines = app.owner("ines").await;
        for n in 0..26 {
            ines.enter(&json!({"company": format!("Office {n}"), "phones": ["+4930901820"]})).await;
        }
        settle(&app).await;
        let known = list(&ines, "?limit=100").await.len();
        let last = ines.enter(&json!({"company": "Office", "phones": ["+4930901820"]})).await;
        settle(&app).await;
        assert_eq!(list(&ines, "?limit=100").await.len(), known);
        assert!(ines.get(&format!("{}/duplicates", path(&last))).await.expect(200)["items"].as_array().unwrap().is_empty());
    }
}
