//! Two workspaces: whatever the other one asks for, no row of this one is seen or changed.

use crate::spec::operations;
use serde_json::{Value, json};
use testkit::{Browser, TestApp, both_engines, sim};

async fn everything(browser: &Browser) -> Value {
    let leads = browser.leads().await;
    let mut pages = vec![
        json!(leads),
        browser.get("/api/v1/zoom").await.expect(200),
        browser.get("/api/v1/zoom/deliveries").await.expect(200),
        browser.get("/api/v1/session").await.expect(200)["workspace"].clone(),
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
                let path = if operation.id.starts_with("list_l") { format!("{path}?cursor={cursor}") } else { path };
                let mut request = stranger.request(operation.method.clone(), &path);
                if operation.has_body() {
                    request = request.json(&json!({}));
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
        assert_eq!(everything(&ines).await, before, "nothing changed");
        let mut own = stranger.events(Some(&targets[0])).await;
        assert_eq!(own.next().await.unwrap().name, "ready");
    }
}
