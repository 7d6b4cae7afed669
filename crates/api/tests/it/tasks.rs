//! Tasks: planned, listed as they come due, done, and remembered.

use domain::workspace::Role;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Browser, TestApp, both_engines};

fn path(lead: &Value) -> String {
    format!("/api/v1/leads/{}/tasks", lead["id"].as_str().unwrap())
}

fn task_at(task: &Value) -> String {
    format!("/api/v1/tasks/{}", task["id"].as_str().unwrap())
}

async fn plan(browser: &Browser, lead: &Value, title: &str, due: Option<&str>) -> Value {
    browser.post(&path(lead), &json!({"title": title, "due_at": due})).await.expect(201)
}

/// Titles, page by page.
async fn titles(browser: &Browser, query: &str) -> Vec<String> {
    let (mut titles, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = browser.get(&format!("/api/v1/tasks?limit=2{query}{cursor}")).await.expect(200);
        titles.extend(
            page["items"].as_array().unwrap().iter().map(|task| task["title"].as_str().unwrap().to_owned()),
        );
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return titles,
        }
    }
}

both_engines! {
    async fn open_tasks_come_as_they_are_due_and_done_ones_latest_first(app: TestApp) {
        let ines = app.owner("ines").await;
        let (ada, ben) = (ines.enter(&json!({"first_name": "Ada"})).await, ines.enter(&json!({"first_name": "Ben"})).await);
        plan(&ines, &ada, "someday", None).await;
        let late = plan(&ines, &ben, "late", Some("2026-11-21T09:00:00Z")).await;
        plan(&ines, &ada, "tonight", Some("2026-11-22T20:00:00+01:00")).await;
        let friday = plan(&ines, &ada, "friday", Some("2026-11-27T09:00:00Z")).await;
        assert_eq!(late["lead"], json!({"id": ben["id"], "display_name": "Ben"}));
        assert_eq!((&late["assignee"]["name"], &late["created_by"]["name"], &late["priority"]), (&json!("ines"), &json!("ines"), &json!("normal")));
        assert_eq!(titles(&ines, "").await, ["late", "tonight", "friday", "someday"]);
        assert_eq!(titles(&ines, &format!("&lead_id={}", ada["id"].as_str().unwrap())).await, ["tonight", "friday", "someday"]);
        assert_eq!(titles(&ines, "&due_from=2026-11-22&due_before=2026-11-23").await, ["tonight"]);
        assert_eq!(ines.get("/api/v1/tasks/summary?assignee=me").await.expect(200), json!({"overdue": 1, "today": 1, "upcoming": 1, "unscheduled": 1}));
        ines.patch(&task_at(&friday), &json!({"completed": true})).await.expect(200);
        app.advance(chrono::Duration::minutes(1));
        let done = ines.patch(&task_at(&late), &json!({"completed": true})).await.expect(200);
        assert_eq!((&done["completed_by"]["name"], &done["version"]), (&json!("ines"), &json!(2)));
        assert_eq!(titles(&ines, "&state=done").await, ["late", "friday"]);
        assert_eq!(titles(&ines, "").await, ["tonight", "someday"]);
        let reopened = ines.patch(&task_at(&late), &json!({"completed": false})).await.expect(200);
        assert_eq!((&reopened["completed_at"], &reopened["completed_by"]), (&Value::Null, &Value::Null));
        let timeline = ines.get(&format!("/api/v1/leads/{}/activities", ben["id"].as_str().unwrap())).await.expect(200);
        let kinds: Vec<&Value> = timeline["items"].as_array().unwrap().iter().map(|entry| &entry["kind"]).collect();
        assert_eq!(kinds, ["task_reopened", "task_completed", "task_added", "lead_created"]);
        assert_eq!(timeline["items"][0]["detail"], json!({"title": "late"}));
    }

    async fn a_lead_shows_its_next_task_and_filters_know_tasks(app: TestApp) {
        let ines = app.owner("ines").await;
        let mara = app.colleague(&ines, Role::Member).await;
        let (ada, _) = (ines.enter(&json!({"first_name": "Ada"})).await, ines.enter(&json!({"first_name": "Ben"})).await);
        let cleo = ines.enter(&json!({"first_name": "Cleo"})).await;
        plan(&ines, &ada, "later", Some("2026-12-24T09:00:00Z")).await;
        let next = plan(&ines, &ada, "sooner", Some("2026-11-21T09:00:00Z")).await;
        let hers = mara.session()["member"]["id"].clone();
        ines.post(&path(&cleo), &json!({"title": "hers", "assignee_id": hers, "due_at": "2026-11-22T12:00:00Z"})).await.expect(201);
        let lead = ines.lead(&ada["id"]).await;
        assert_eq!((&lead["next_task"]["id"], &lead["next_task"]["title"]), (&next["id"], &json!("sooner")));
        assert_eq!(lead["next_task"]["assignee"]["name"], "ines");
        let with = async |filter: Value| ines.select(&filter, "display_name").await;
        assert_eq!(with(json!({"field": "task", "op": "not_empty"})).await, ["Ada", "Cleo"]);
        assert_eq!(with(json!({"field": "task", "op": "empty"})).await, ["Ben"]);
        assert_eq!(with(json!({"field": "task", "op": "any_of", "value": ["overdue"]})).await, ["Ada"]);
        assert_eq!(with(json!({"field": "task", "op": "any_of", "value": ["today"]})).await, ["Cleo"]);
        assert_eq!(with(json!({"field": "task", "op": "any_of", "value": ["mine"]})).await, ["Ada"]);
        assert_eq!(with(json!({"field": "task", "op": "none_of", "value": ["mine", "today"]})).await, ["Ben"]);
    }

    async fn wrong_tasks_are_pointed_at(app: TestApp) {
        let ines = app.owner("ines").await;
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        let nobody = "01a2016e-a2f5-70f6-be05-d34c6159badc";
        for (body, pointer) in [
            (json!({"title": " "}), "/title"),
            (json!({"title": "x".repeat(201)}), "/title"),
            (json!({"title": "x", "detail": "y".repeat(5_001)}), "/detail"),
            (json!({"title": "x", "due_at": "tomorrow"}), "/due_at"),
            (json!({"title": "x", "due_at": "9999-12-31T23:59:59Z"}), "/due_at"),
            (json!({"title": "x", "due_at": "2038-01-01T00:00:00Z"}), "/due_at"),
            (json!({"title": "x", "assignee_id": nobody}), "/assignee_id"),
            (json!({"title": "x", "priority": "urgent"}), "/priority"),
            (json!({"title": "x", "colour": "red"}), "/colour"),
        ] {
            let problem = ines.post(&path(&lead), &body).await.expect_problem(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}");
        }
        for query in ["state=late", "assignee=ines", "due_before=soon", "cursor=x", "limit=0"] {
            ines.get(&format!("/api/v1/tasks?{query}")).await.expect_problem(400, "malformed_query");
        }
        assert!(titles(&ines, "&state=all").await.is_empty());
    }

    async fn whoever_gets_a_task_must_see_the_lead_and_hears_of_it(app: TestApp) {
        let ines = app.owner("ines").await;
        let mara = app.colleague(&ines, Role::Member).await;
        let hers = mara.session()["member"]["id"].clone();
        ines.patch(&format!("/api/v1/members/{}", hers.as_str().unwrap()), &json!({"lead_scope": "own"})).await.expect(200);
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        let problem = ines.post(&path(&lead), &json!({"title": "call", "assignee_id": hers})).await.expect_problem(422, "invalid");
        assert_eq!((&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]), (&json!("/assignee_id"), &json!("cannot_see_lead")));
        let task = plan(&ines, &lead, "call", None).await;
        mara.get(&task_at(&task)).await.expect_problem(404, "not_found");
        assert!(titles(&mara, "").await.is_empty());
        ines.patch(&format!("/api/v1/leads/{}", lead["id"].as_str().unwrap()), &json!({"owner_id": hers})).await.expect(200);
        ines.patch(&task_at(&task), &json!({"assignee_id": hers})).await.expect(200);
        assert_eq!(titles(&mara, "&assignee=me").await, ["call"]);
        let told = mara.get("/api/v1/notifications").await.expect(200);
        let kinds: Vec<&Value> = told["items"].as_array().unwrap().iter().map(|item| &item["kind"]).collect();
        assert_eq!(kinds, ["task_assigned", "assigned"]);
        assert_eq!(told["items"][0]["task"], json!({"id": task["id"], "title": "call"}));
    }

    async fn a_reminder_comes_once_at_its_time_and_not_for_what_is_done(app: TestApp) {
        let ines = app.owner("ines").await;
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        let moved = plan(&ines, &lead, "moved", Some("2026-11-22T10:00:00Z")).await;
        let done = plan(&ines, &lead, "done", Some("2026-11-22T10:00:00Z")).await;
        ines.post(&path(&lead), &json!({"title": "early", "due_at": "2026-11-23T10:00:00Z", "remind_at": "2026-11-22T09:30:00Z"})).await.expect(201);
        ines.patch(&task_at(&moved), &json!({"due_at": "2026-11-22T11:00:00Z"})).await.expect(200);
        ines.patch(&task_at(&done), &json!({"completed": true})).await.expect(200);
        let told = async || {
            app.run_jobs().await;
            let page = ines.get("/api/v1/notifications").await.expect(200);
            let items = page["items"].as_array().unwrap().clone();
            items.iter().map(|item| item["task"]["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert!(told().await.is_empty());
        app.advance(chrono::Duration::minutes(31));
        assert_eq!(told().await, ["early"]);
        app.advance(chrono::Duration::minutes(31));
        assert_eq!(told().await, ["early"]);
        app.advance(chrono::Duration::minutes(60));
        assert_eq!(told().await, ["moved", "early"]);
        assert_eq!(told().await, ["moved", "early"]);
    }

    async fn a_deleted_task_comes_back(app: TestApp) {
        let ines = app.owner("ines").await;
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        let task = plan(&ines, &lead, "call", None).await;
        ines.delete(&task_at(&task)).await.expect(204);
        ines.get(&task_at(&task)).await.expect_problem(404, "not_found");
        assert_eq!(ines.lead(&lead["id"]).await["next_task"], Value::Null);
        ines.post(&format!("{}/restore", task_at(&task)), &json!({})).await.expect(200);
        assert_eq!(titles(&ines, "").await, ["call"]);
        let stale = ines.request(Method::PATCH, &task_at(&task)).header("if-match", "\"1\"").json(&json!({"title": "x"}));
        ines.send(stale).await.expect_problem(412, "version_conflict");
    }
}
