//! Two workspaces: whatever the other one asks for, no row of this one is seen or changed.

use crate::spec::operations;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Browser, TestApp, both_engines, sim};

async fn everything(browser: &Browser) -> Value {
    let leads = browser.leads().await;
    let mut pages = vec![
        json!(leads),
        browser.get("/api/v1/zoom").await.expect(200),
        browser.get("/api/v1/zoom/deliveries").await.expect(200),
        browser.get("/api/v1/session").await.expect(200)["workspace"].clone(),
        browser.get("/api/v1/pipelines").await.expect(200),
        browser.get("/api/v1/tags").await.expect(200),
        browser.get("/api/v1/members").await.expect(200),
        browser.get("/api/v1/teams").await.expect(200),
        browser.get("/api/v1/views").await.expect(200),
    ];
    for lead in &leads {
        pages.push(browser.lead(&lead["id"]).await);
        let path = format!("/api/v1/leads/{}/activities", lead["id"].as_str().unwrap());
        pages.push(browser.get(&path).await.expect(200));
    }
    json!(pages)
}

fn ids(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => object.values().for_each(|value| ids(value, found)),
        Value::Array(values) => values.iter().for_each(|value| ids(value, found)),
        Value::String(text) if text.len() == 36 && text.parse::<uuid::Uuid>().is_ok() => {
            found.push(text.clone())
        }
        _ => {}
    }
}

both_engines! {
    async fn no_id_cursor_or_filter_reaches_into_another_workspace(app: TestApp) {
        let (ines, stranger) = (app.owner("ines").await, app.owner("stranger").await);
        app.connect_zoom(&ines).await;
        app.zoom.register_many(sim::DEFAULT_MEETING, 60).unwrap();
        app.settle().await;
        let tag = ines.post("/api/v1/tags", &json!({"name": "Canary"})).await.expect(201);
        ines.post("/api/v1/teams", &json!({"name": "Canaries"})).await.expect(201);
        ines.post("/api/v1/views", &json!({"name": "Canary", "visibility": "workspace"})).await.expect(201);
        let lead = ines.leads().await[0]["id"].as_str().unwrap().to_owned();
        ines.put(&format!("/api/v1/leads/{lead}/tags/{}", tag["id"].as_str().unwrap())).await.expect(204);
        let before = everything(&ines).await;
        let mut targets = Vec::new();
        ids(&before, &mut targets);
        targets.sort();
        targets.dedup();
        assert!(targets.len() > 100);
        let cursor = ines.get("/api/v1/leads?limit=1").await.expect(200)["next_cursor"].as_str().unwrap().to_owned();

        let operations = operations();
        let reachable = operations.iter().filter(|operation| !operation.is_public() && operation.id != "sign_out");
        for operation in reachable {
            let takes_id = operation.path.contains('{');
            for id in targets.iter().take(if takes_id { usize::MAX } else { 1 }) {
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
                let leaked = targets.iter().find(|target| text.contains(*target) && !path.contains(*target));
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
        assert_eq!(everything(&ines).await, before, "nothing changed");
        let mut own = stranger.events(Some(&targets[0])).await;
        assert_eq!(own.next().await.unwrap().name, "ready");
    }
}
