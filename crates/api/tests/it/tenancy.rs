//! Two workspaces: whatever the other one asks for, no row of this one is seen or changed.

use crate::spec::operations;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use testkit::{Browser, TestApp, both_engines, sim};

/// One of whatever a workspace can have.
async fn fill(app: &TestApp, browser: &Browser) {
    app.connect_zoom(browser).await;
    app.zoom.register_many(sim::DEFAULT_MEETING, 20).unwrap();
    app.settle().await;
    let lead = browser.leads().await[0]["id"].as_str().unwrap().to_owned();
    let me = browser.session()["member"]["id"].clone();
    let tag = browser.post("/api/v1/tags", &json!({"name": "Canary"})).await.expect(201);
    browser.put(&format!("/api/v1/leads/{lead}/tags/{}", tag["id"].as_str().unwrap())).await.expect(204);
    for (path, body) in [
        ("/api/v1/teams", json!({"name": "Canaries"})),
        ("/api/v1/views", json!({"name": "Canary", "visibility": "workspace"})),
        (
            "/api/v1/fields",
            json!({"name": "Canary", "kind": "choice", "privacy_class": "ordinary", "options": ["A", "B"]}),
        ),
        ("/api/v1/assignment-rules", json!({"name": "Canary", "mode": "fixed", "target_ids": [me]})),
        ("/api/v1/scoring-rules", json!({"name": "Canary", "points": 3})),
        (&format!("/api/v1/leads/{lead}/notes"), json!({"body": "Canary"})),
        (&format!("/api/v1/leads/{lead}/tasks"), json!({"title": "Canary"})),
    ] {
        browser.post(path, &body).await.expect(201);
    }
    let twin = json!({"first_name": "Canary", "company": "Cage", "phones": ["+351 210 000 100"]});
    let (one, other) = (browser.enter(&twin).await, browser.enter(&twin).await);
    browser.enter(&twin).await;
    browser
        .post(
            &format!("/api/v1/leads/{}/merge", one["id"].as_str().unwrap()),
            &json!({"other_id": other["id"]}),
        )
        .await
        .expect(200);
    let selection =
        json!({"selection": {"ids": [lead]}, "action": {"kind": "edit", "change": {"title": "Canary"}}});
    browser.post("/api/v1/bulk", &selection).await.expect(202);
    app.advance(chrono::Duration::minutes(1));
    app.run_jobs().await;
}

/// What its own members see of a workspace, page by page.
async fn everything(browser: &Browser) -> Value {
    let leads = browser.leads().await;
    let mut pages = vec![json!(leads), browser.get("/api/v1/session").await.expect(200)["workspace"].clone()];
    for path in [
        "assignment-rules",
        "audit",
        "bulk",
        "duplicates",
        "fields",
        "members",
        "notifications",
        "pipelines",
        "scoring-rules",
        "tags",
        "tasks",
        "teams",
        "views",
        "zoom",
        "zoom/deliveries",
    ] {
        let page = browser.get(&format!("/api/v1/{path}")).await.expect(200);
        assert!(page.get("items").is_none_or(|items| *items != json!([])), "{path} has no canary");
        pages.push(page);
    }
    let (mut details, mut around) = (Vec::new(), Vec::new());
    for lead in &leads {
        details.push(browser.lead(&lead["id"]).await);
        for what in ["activities", "merges", "notes"] {
            let path = format!("/api/v1/leads/{}/{what}", lead["id"].as_str().unwrap());
            around.push(browser.get(&path).await.expect(200));
        }
    }
    pages.extend([json!(details), json!(around)]);
    json!(pages)
}

/// Every id, and the place that it has in the pages: `items/lead/id`.
fn ids(value: &Value, place: &str, found: &mut BTreeMap<String, BTreeSet<String>>) {
    match value {
        Value::Object(object) => {
            object.iter().for_each(|(key, value)| ids(value, &format!("{place}/{key}"), found));
        }
        Value::Array(values) => values.iter().for_each(|value| ids(value, place, found)),
        Value::String(text) if text.len() == 36 && text.parse::<uuid::Uuid>().is_ok() => {
            found.entry(place.to_owned()).or_default().insert(text.clone());
        }
        _ => {}
    }
}

both_engines! {
    async fn no_id_cursor_or_filter_reaches_into_another_workspace(app: TestApp) {
        let (ines, stranger) = (app.owner("ines").await, app.owner("stranger").await);
        // Whoever does not act for themselves is told of it.
        app.colleague(&ines, domain::workspace::Role::Member).await;
        fill(&app, &ines).await;
        let before = everything(&ines).await;
        let mut places = BTreeMap::new();
        for (page, number) in before.as_array().unwrap().iter().zip(0..) {
            ids(page, &format!("{number}"), &mut places);
        }
        let all: BTreeSet<&String> = places.values().flatten().collect();
        assert!(all.len() > 100);
        // Ids from one place are alike: two of each are asked with, all of them are looked for.
        let targets: BTreeSet<&String> = places.values().flat_map(|ids| ids.iter().take(2)).collect();
        let cursor = ines.get("/api/v1/leads?limit=1").await.expect(200)["next_cursor"].as_str().unwrap().to_owned();

        let operations = operations();
        let reachable = operations.iter().filter(|operation| !operation.is_public() && operation.id != "sign_out");
        for operation in reachable {
            let takes_id = operation.path.contains('{');
            for id in targets.iter().copied().take(if takes_id { usize::MAX } else { 1 }) {
                if operation.id == "stream_events" {
                    continue;
                }
                let path = operation.path_with(id);
                let path = if operation.id == "list_leads" { format!("{path}?cursor={cursor}") } else { path };
                let mut request = stranger.request(operation.method.clone(), &path);
                if operation.has_body() {
                    request = request.json(&operation.body());
                }
                let answer = stranger.send(request).await;
                if takes_id {
                    assert_eq!(answer.status, 404, "{} {path}", operation.id);
                }
                let text = answer.text();
                let leaked = all.iter().find(|target| text.contains(**target) && !path.contains(**target));
                assert_eq!(leaked, None, "{} {path}", operation.id);
                assert!(!text.contains("example.org") && !text.contains("ines@"), "{text}");
            }
        }
        let canary = before[0][0]["display_name"].as_str().unwrap();
        let found = stranger.send(stranger.request(Method::GET, "/api/v1/leads/search").query(&[("q", canary)])).await;
        assert!(found.expect(200)["items"].as_array().unwrap().is_empty());
        for field in ["owner", "team", "pipeline", "stage", "tag", "meeting"] {
            for target in &targets {
                let filter = json!({"field": field, "op": "any_of", "value": [target]});
                let request = stranger.request(Method::GET, "/api/v1/leads/count");
                let count = stranger.send(request.query(&[("filter", filter.to_string())])).await.expect(200);
                assert_eq!(count["count"], 0, "{field} {target}");
            }
        }
        // Nor can what is somebody else's be written into what is one's own.
        let own = stranger.enter(&json!({"first_name": "Own"})).await;
        let own = own["id"].as_str().unwrap();
        for target in &targets {
            for field in ["owner_id", "team_id", "stage_id"] {
                let mut change = json!({});
                change[field] = json!(target);
                let answer = stranger.patch(&format!("/api/v1/leads/{own}"), &change).await;
                assert_eq!(answer.expect_problem(422, "invalid")["errors"][0]["pointer"], format!("/{field}"));
            }
            stranger.put(&format!("/api/v1/leads/{own}/tags/{target}")).await.expect_problem(404, "not_found");
        }
        let mine = json!({"selection": {"ids": all}, "action": {"kind": "delete"}});
        let bulk = stranger.post("/api/v1/bulk", &mine).await.expect(202);
        app.run_jobs().await;
        let bulk = stranger.get(&format!("/api/v1/bulk/{}", bulk["id"].as_str().unwrap())).await.expect(200);
        assert_eq!((&bulk["state"], &bulk["changed"], &bulk["skipped"]), (&json!("done"), &json!(0), &json!(all.len())));
        assert_eq!(everything(&ines).await, before, "nothing changed");
        let mut own = stranger.events(Some(all.first().unwrap())).await;
        assert_eq!(own.next().await.unwrap().name, "ready");
    }
}
