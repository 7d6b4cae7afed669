//! The audit: every operation that changes settings or people leaves an entry; who reads it, and for how long.

use crate::spec::{Operation, operations};
use chrono::Duration;
use domain::workspace::Role;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Browser, TestApp, both_engines, sim};

/// Operations of the settings and of Zoom that change nothing that stays.
const HARMLESS: [&str; 3] = ["start_zoom_authorization", "try_assignment_rules", "try_scoring_rules"];
/// Elsewhere in the document, and audited, too.
const ALSO: [&str; 5] = ["create_view", "delete_lead", "delete_view", "restore_lead", "update_view"];

fn is_audited(operation: &Operation) -> bool {
    let tag = operation.spec["tags"][0].as_str().unwrap();
    let changes_settings = !operation.method.is_safe() && ["settings", "zoom"].contains(&tag);
    changes_settings && !HARMLESS.contains(&operation.id.as_str()) || ALSO.contains(&operation.id.as_str())
}

async fn entries(browser: &Browser, query: &str) -> Vec<Value> {
    browser.get(&format!("/api/v1/audit?{query}")).await.expect(200)["items"].as_array().unwrap().clone()
}

/// Something of every kind that the paths of the document name.
struct World {
    ines: Browser,
    member: String,
    connection: String,
    made: u32,
}

impl World {
    async fn new(app: &TestApp) -> Self {
        let ines = app.owner("ines").await;
        app.colleague(&ines, Role::Member).await;
        app.connect_zoom(&ines).await;
        let members = ines.get("/api/v1/members").await.expect(200);
        let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
        let member = members["items"].as_array().unwrap().iter().find(|member| member["name"] == "member");
        let member = id(member.unwrap());
        let connection = id(&ines.get("/api/v1/zoom").await.expect(200)["connections"][0]);
        Self { ines, member, connection, made: 0 }
    }

    async fn make(&mut self, path: &str, mut body: Value) -> String {
        self.made += 1;
        body["name"] = json!(format!("Thing {}", self.made));
        self.ines.post(path, &body).await.expect(201)["id"].as_str().unwrap().to_owned()
    }

    /// The path of an operation, with something fresh in place of every parameter.
    async fn path(&mut self, operation: &Operation) -> String {
        let mut path = operation.path.clone();
        let fill = |path: &str, name: &str, id: &str| path.replace(&format!("{{{name}}}"), id);
        for name in [
            "field_id",
            "pipeline_id",
            "stage_id",
            "tag_id",
            "team_id",
            "view_id",
            "rule_id",
            "lead_id",
            "member_id",
            "connection_id",
        ] {
            if !path.contains(name) {
                continue;
            }
            let pipeline = json!({"stages": [{"name": "A", "kind": "open"}, {"name": "B", "kind": "open"}]});
            let id = match name {
                "field_id" => {
                    let field = json!({"kind": "text", "privacy_class": "special"});
                    self.make("/api/v1/fields", field).await
                }
                "pipeline_id" => self.make("/api/v1/pipelines", pipeline).await,
                "stage_id" => {
                    let pipeline = self.make("/api/v1/pipelines", pipeline).await;
                    self.make(&format!("/api/v1/pipelines/{pipeline}/stages"), json!({})).await
                }
                "tag_id" => self.make("/api/v1/tags", json!({})).await,
                "team_id" => {
                    let team = self.make("/api/v1/teams", json!({})).await;
                    if operation.id == "remove_team_member" {
                        self.ines
                            .put(&format!("/api/v1/teams/{team}/members/{}", self.member))
                            .await
                            .expect(204);
                    }
                    team
                }
                "view_id" => self.make("/api/v1/views", json!({"visibility": "workspace"})).await,
                "rule_id" if path.contains("assignment") => {
                    let rule = json!({"mode": "fixed", "target_ids": [self.member]});
                    self.make("/api/v1/assignment-rules", rule).await
                }
                "rule_id" => self.make("/api/v1/scoring-rules", json!({"points": 1})).await,
                "lead_id" => {
                    let lead = self.ines.enter(&json!({"first_name": "Ada"})).await;
                    let id = lead["id"].as_str().unwrap().to_owned();
                    if operation.id == "restore_lead" {
                        self.ines.delete(&format!("/api/v1/leads/{id}")).await.expect(204);
                    }
                    id
                }
                "member_id" => self.member.clone(),
                _ => self.connection.clone(),
            };
            path = fill(&path, name, &id);
        }
        assert!(!path.contains('{'), "{path}: say what to put there");
        path
    }

    async fn body(&self, app: &TestApp, operation: &Operation) -> Value {
        match operation.id.as_str() {
            "connect_zoom" => {
                let (code, state) = app.authorize(&self.ines, sim::DEFAULT_HOST).await;
                json!({"code": code, "state": state})
            }
            "create_assignment_rule" => json!({"name": "Rule", "mode": "fixed", "target_ids": [self.member]}),
            "create_view" => json!({"name": "View", "visibility": "workspace"}),
            _ => operation.body(),
        }
    }
}

both_engines! {
    async fn every_operation_that_changes_settings_or_people_leaves_an_entry(app: TestApp) {
        let mut world = World::new(&app).await;
        let mut audited: Vec<Operation> = operations().into_iter().filter(is_audited).collect();
        audited.sort_by_key(|operation| operation.id == "disconnect_zoom");
        assert!(audited.len() > 25, "{}", audited.len());
        for operation in &audited {
            let path = world.path(operation).await;
            let mut request = world.ines.request(operation.method.clone(), &path);
            if operation.has_body() {
                request = request.json(&world.body(&app, operation).await);
            }
            let before = entries(&world.ines, "limit=1").await[0]["id"].clone();
            let answer = world.ines.send(request).await;
            assert!(answer.status.is_success(), "{}: {}", operation.id, answer.text());
            let now = entries(&world.ines, "limit=2").await;
            assert_eq!(now[1]["id"], before, "{} leaves one entry", operation.id);
            assert_eq!(now[0]["actor"]["name"], "ines", "{}", operation.id);
            let object = now[0]["object_id"].as_str().unwrap();
            let is_named = operation.method == Method::POST || path.contains(object);
            assert!(is_named, "{} names {object}, not {path}", operation.id);
        }
    }

    async fn what_is_refused_leaves_nothing_and_repeating_leaves_one(app: TestApp) {
        let ines = app.owner("ines").await;
        assert_eq!(entries(&ines, "").await, Vec::<Value>::new());
        let create = || ines.request(Method::POST, "/api/v1/tags").header("idempotency-key", "k").json(&json!({"name": "Hot"}));
        ines.send(create()).await.expect(201);
        ines.send(create()).await.expect(201);
        ines.post("/api/v1/tags", &json!({"name": "hot"})).await.expect_problem(409, "name_taken");
        ines.post("/api/v1/views", &json!({"name": "Mine"})).await.expect(201);
        let all = entries(&ines, "").await;
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!((&all[0]["action"], &all[0]["object_kind"], &all[0]["label"]), (&json!("created"), &json!("tag"), &json!("Hot")));
    }

    async fn the_audit_is_filtered_paged_and_for_those_who_run_the_workspace(app: TestApp) {
        let ines = app.owner("ines").await;
        let (admin, member) = (app.colleague(&ines, Role::Admin).await, app.colleague(&ines, Role::Member).await);
        for name in ["A", "B", "C"] {
            admin.post("/api/v1/tags", &json!({"name": name})).await.expect(201);
        }
        let team = ines.post("/api/v1/teams", &json!({"name": "South"})).await.expect(201);
        member.get("/api/v1/audit").await.expect_problem(403, "forbidden");
        let labels = |entries: &[Value]| entries.iter().map(|entry| entry["label"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(labels(&entries(&admin, "").await), ["South", "C", "B", "A"]);
        assert_eq!(labels(&entries(&ines, "object=tag").await), ["C", "B", "A"]);
        assert_eq!(labels(&entries(&ines, &format!("object={}", team["id"].as_str().unwrap())).await), ["South"]);
        let who = entries(&ines, "object=tag").await[0]["actor"]["id"].as_str().unwrap().to_owned();
        assert_eq!(labels(&entries(&ines, &format!("actor={who}")).await), ["C", "B", "A"]);
        ines.get("/api/v1/audit?object=shoe").await.expect_problem(400, "malformed_query");
        let first = ines.get("/api/v1/audit?limit=3").await.expect(200);
        let rest = entries(&ines, &format!("limit=3&cursor={}", first["next_cursor"].as_str().unwrap())).await;
        assert_eq!((first["items"].as_array().unwrap().len(), labels(&rest)), (3, vec!["A".to_owned()]));
    }

    async fn a_lead_tells_what_members_did_once_and_a_year_long(app: TestApp) {
        let ines = app.owner("ines").await;
        app.connect_zoom(&ines).await;
        app.zoom.register_random(sim::DEFAULT_MEETING).unwrap();
        app.settle().await;
        let lead = ines.leads().await[0].clone();
        let path = format!("/api/v1/leads/{}", lead["id"].as_str().unwrap());
        ines.patch(&path, &json!({"company": "Acme"})).await.expect(200);
        ines.delete(&path).await.expect(204);
        ines.post(&format!("{path}/restore"), &json!({})).await.expect(200);
        let first = ines.get(&format!("{path}/audit?limit=2")).await.expect(200);
        let rest = ines.get(&format!("{path}/audit?limit=2&cursor={}", first["next_cursor"].as_str().unwrap())).await.expect(200);
        let actions = |page: &Value| page["items"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!((actions(&first), actions(&rest)), (vec!["restored".to_owned(), "deleted".to_owned()], vec!["fields_changed".to_owned()]));
        assert_eq!((&first["items"][0]["label"], &rest["next_cursor"]), (&lead["display_name"], &Value::Null));
        let mut browser = ines.clone();
        for (days, expected) in [(364, 3), (2, 0)] {
            app.advance(Duration::days(days));
            app.sweep().await;
            browser.sign_in("ines@cloop.example", testkit::PASSWORD).await;
            assert_eq!(entries(&browser, "").await.len(), expected);
        }
    }
}
