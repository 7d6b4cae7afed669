//! Saved views: one's own and shared ones.

use domain::workspace::Role;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Browser, TestApp, both_engines};

async fn names(browser: &Browser) -> Vec<String> {
    let views = browser.get("/api/v1/views").await.expect(200);
    views["items"].as_array().unwrap().iter().map(|view| view["name"].as_str().unwrap().to_owned()).collect()
}

fn path(view: &Value) -> String {
    format!("/api/v1/views/{}", view["id"].as_str().unwrap())
}

both_engines! {
    async fn a_view_keeps_its_question_and_belongs_to_its_author(app: TestApp) {
        let ines = app.owner("ines").await;
        let (member, viewer) = (app.colleague(&ines, Role::Member).await, app.colleague(&ines, Role::Viewer).await);
        let filter = json!({"all": [{"field": "owner", "op": "any_of", "value": ["me"]}]});
        let body = json!({"name": " Mine ", "filter": filter, "columns": ["display_name", "value"], "sort": "-value"});
        let mine = member.post("/api/v1/views", &body).await.expect(201);
        assert_eq!((&mine["name"], &mine["visibility"], &mine["mine"], &mine["filter"]), (&json!("Mine"), &json!("private"), &json!(true), &filter));
        assert_eq!((&mine["columns"], &mine["sort"]), (&json!(["display_name", "value"]), &json!("-value")));
        assert!(names(&ines).await.is_empty(), "private, also from owners");
        ines.get(&path(&mine)).await.expect_problem(405, "method_not_allowed");
        ines.patch(&path(&mine), &json!({"name": "Theirs"})).await.expect_problem(404, "not_found");

        let shared = member.patch(&path(&mine), &json!({"visibility": "workspace", "sort": null})).await.expect(200);
        assert_eq!((&shared["version"], &shared["sort"], &shared["filter"]), (&json!(2), &Value::Null, &filter));
        assert_eq!(names(&viewer).await, ["Mine"]);
        viewer.patch(&path(&mine), &json!({"name": "Theirs"})).await.expect_problem(403, "forbidden");
        viewer.delete(&path(&mine)).await.expect_problem(403, "forbidden");
        let own = json!({"name": "Own", "visibility": "workspace"});
        viewer.post("/api/v1/views", &own).await.expect_problem(403, "forbidden");
        viewer.post("/api/v1/views", &json!({"name": "Own"})).await.expect(201);
        assert_eq!(names(&viewer).await, ["Mine", "Own"]);
        let request = ines.request(Method::PATCH, &path(&mine)).header("if-match", "\"1\"");
        ines.send(request.json(&json!({"name": "Everybody's"}))).await.expect_problem(412, "version_conflict");
        ines.patch(&path(&mine), &json!({"name": "Everybody's"})).await.expect(200);
        ines.delete(&path(&mine)).await.expect(204);
        assert!(names(&member).await.is_empty());
    }

    async fn a_wrong_view_is_pointed_at(app: TestApp) {
        let ines = app.owner("ines").await;
        let body = json!({
            "name": " ", "filter": {"all": [{"field": "shoe_size", "op": "is", "value": 1}]}, "columns": [""], "sort": "shoe_size",
        });
        let problem = ines.post("/api/v1/views", &body).await.expect_problem(422, "invalid");
        let pointers: Vec<&str> = problem["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
        assert_eq!(pointers, ["/name", "/filter/all/0/field", "/columns", "/sort"]);
        let problem = ines.post("/api/v1/views", &json!({"name": "A", "filter": 7})).await.expect_problem(422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"], "/filter");
        assert!(names(&ines).await.is_empty());
    }
}
