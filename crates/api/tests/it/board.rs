//! Pipelines, their stages, and leads that move through them.

use serde_json::{Value, json};
use testkit::{Browser, TestApp, both_engines};

async fn pipeline(browser: &Browser) -> Value {
    browser.get("/api/v1/pipelines").await.expect(200)["items"][0].clone()
}

fn names(pipeline: &Value) -> Vec<&str> {
    pipeline["stages"].as_array().unwrap().iter().map(|stage| stage["name"].as_str().unwrap()).collect()
}

fn id<'a>(pipeline: &'a Value, name: &str) -> &'a str {
    let stages = pipeline["stages"].as_array().unwrap();
    stages.iter().find(|stage| stage["name"] == name).unwrap()["id"].as_str().unwrap()
}

both_engines! {
    async fn a_workspace_starts_with_a_pipeline_and_new_leads_in_its_first_stage(app: TestApp) {
        let ines = app.owner("ines").await;
        let sales = pipeline(&ines).await;
        assert_eq!(names(&sales), ["New", "Contacted", "Qualified", "Proposal", "Won", "Lost"]);
        let kinds: Vec<&Value> = sales["stages"].as_array().unwrap().iter().map(|stage| &stage["kind"]).collect();
        assert_eq!(kinds, ["open", "open", "open", "open", "won", "lost"]);
        app.connect_zoom(&ines).await;
        app.zoom.register_random(testkit::sim::DEFAULT_MEETING).unwrap();
        app.settle().await;
        ines.enter(&json!({"first_name": "Ada"})).await;
        for lead in ines.leads().await {
            assert_eq!((&lead["stage"]["name"], &lead["pipeline_id"]), (&json!("New"), &sales["id"]));
        }
    }

    async fn a_lost_lead_says_why_and_a_won_one_need_not(app: TestApp) {
        let ines = app.owner("ines").await;
        let sales = pipeline(&ines).await;
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        let path = format!("/api/v1/leads/{}", lead["id"].as_str().unwrap());
        let lost = id(&sales, "Lost");
        let problem = ines.patch(&path, &json!({"stage_id": lost})).await.expect_problem(422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"], "/lost_reason");
        app.advance(chrono::Duration::hours(1));
        let moved = ines.patch(&path, &json!({"stage_id": lost, "lost_reason": "No budget"})).await.expect(200);
        assert_eq!((&moved["stage"]["kind"], &moved["lost_reason"]), (&json!("lost"), &json!("No budget")));
        assert_ne!(moved["stage_since"], lead["stage_since"]);
        let entry = ines.get(&format!("{path}/activities")).await.expect(200)["items"][0].clone();
        assert_eq!(entry["detail"], json!({"from": "New", "to": "Lost", "lost_reason": "No budget"}));
        let won = ines.patch(&path, &json!({"stage_id": id(&sales, "Won")})).await.expect(200);
        assert_eq!(won["lost_reason"], Value::Null);
    }

    async fn totals_count_what_is_seen_filtered_and_rotting(app: TestApp) {
        let ines = app.owner("ines").await;
        let sales = pipeline(&ines).await;
        let contacted = id(&sales, "Contacted");
        ines.patch(&format!("/api/v1/stages/{contacted}"), &json!({"rotting_days": 7})).await.expect(200);
        let enter = async |name: &str, stage: &str, value: Value| {
            ines.enter(&json!({"first_name": name, "stage_id": id(&sales, stage), "value": value})).await
        };
        let euros = |amount: i64| json!({"amount_minor": amount, "currency": "EUR"});
        enter("Old", "Contacted", euros(100)).await;
        app.advance(chrono::Duration::days(8));
        let mut ines = ines.clone();
        ines.sign_in("ines@cloop.example", testkit::PASSWORD).await;
        let enter = async |name: &str, stage: &str, value: Value| {
            ines.enter(&json!({"first_name": name, "stage_id": id(&sales, stage), "value": value})).await
        };
        enter("Young", "Contacted", euros(20)).await;
        enter("Yen", "Contacted", json!({"amount_minor": 7, "currency": "JPY"})).await;
        enter("Free", "New", Value::Null).await;
        let binned = enter("Binned", "New", euros(5)).await;
        ines.delete(&format!("/api/v1/leads/{}", binned["id"].as_str().unwrap())).await.expect(204);
        let totals = async |query: &str| {
            let path = format!("/api/v1/pipelines/{}/totals{query}", sales["id"].as_str().unwrap());
            ines.get(&path).await.expect(200)["items"].as_array().unwrap().clone()
        };
        let all = totals("").await;
        assert_eq!(all.len(), 6);
        assert_eq!((&all[0]["count"], &all[0]["values"], &all[0]["rotting"]), (&json!(1), &json!([]), &json!(0)));
        assert_eq!((&all[1]["count"], &all[1]["rotting"]), (&json!(3), &json!(1)));
        let mut values = all[1]["values"].as_array().unwrap().clone();
        values.sort_by_key(|value| value["currency"].as_str().unwrap().to_owned());
        assert_eq!(json!(values), json!([euros(120), {"amount_minor": 7, "currency": "JPY"}]));
        let filter = "?filter=%7B%22field%22%3A%22display_name%22%2C%22op%22%3A%22is%22%2C%22value%22%3A%22old%22%7D";
        assert_eq!(totals(filter).await[1]["values"], json!([euros(100)]));
    }

    async fn stages_are_added_moved_renamed_and_deleted_with_somewhere_to_go(app: TestApp) {
        let ines = app.owner("ines").await;
        let sales = pipeline(&ines).await;
        let stages = format!("/api/v1/pipelines/{}/stages", sales["id"].as_str().unwrap());
        let demo = ines.post(&stages, &json!({"name": "Demo", "position": 2, "rotting_days": 14})).await.expect(201);
        assert_eq!(names(&pipeline(&ines).await), ["New", "Contacted", "Demo", "Qualified", "Proposal", "Won", "Lost"]);
        let stage = format!("/api/v1/stages/{}", demo["id"].as_str().unwrap());
        ines.patch(&stage, &json!({"name": "Show", "position": 0, "rotting_days": null})).await.expect(200);
        let now = pipeline(&ines).await;
        assert_eq!(names(&now), ["Show", "New", "Contacted", "Qualified", "Proposal", "Won", "Lost"]);
        assert_eq!(now["stages"][0]["rotting_days"], Value::Null);
        let positions: Vec<i64> = now["stages"].as_array().unwrap().iter().map(|stage| stage["position"].as_i64().unwrap()).collect();
        assert_eq!(positions, [0, 1, 2, 3, 4, 5, 6]);
        ines.patch(&stage, &json!({"rotting_days": 0})).await.expect_problem(422, "invalid");

        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        assert_eq!(lead["stage"]["name"], "Show");
        ines.delete(&stage).await.expect_problem(409, "stage_in_use");
        ines.delete(&format!("{stage}?move_to={}", demo["id"].as_str().unwrap())).await.expect_problem(404, "not_found");
        ines.delete(&format!("{stage}?move_to={}", id(&now, "Contacted"))).await.expect(204);
        let moved = ines.lead(&lead["id"]).await;
        assert_eq!((&moved["stage"]["name"], &moved["version"]), (&json!("Contacted"), &json!(2)));
        // A pipeline without an open stage would have nowhere to begin.
        for name in ["New", "Contacted", "Qualified"] {
            let to = id(&now, "Proposal");
            ines.delete(&format!("/api/v1/stages/{}?move_to={to}", id(&now, name))).await.expect(204);
        }
        let last = format!("/api/v1/stages/{}", id(&now, "Proposal"));
        ines.delete(&format!("{last}?move_to={}", id(&now, "Won"))).await.expect_problem(409, "stage_in_use");
        ines.patch(&last, &json!({"kind": "won"})).await.expect_problem(409, "stage_in_use");
    }

    async fn pipelines_are_made_moved_and_deleted_when_empty(app: TestApp) {
        let ines = app.owner("ines").await;
        let sales = pipeline(&ines).await;
        let stages = json!([{"name": "Begin", "kind": "open"}, {"name": "End", "kind": "won"}]);
        let partners = ines.post("/api/v1/pipelines", &json!({"name": "Partners", "stages": stages})).await.expect(201);
        assert_eq!(names(&partners), ["Begin", "End"]);
        ines.post("/api/v1/pipelines", &json!({"name": "PARTNERS"})).await.expect_problem(409, "name_taken");
        let problem = ines.post("/api/v1/pipelines", &json!({"name": "X", "stages": [{"name": "End", "kind": "won"}]})).await;
        assert_eq!(problem.expect_problem(422, "invalid")["errors"][0]["pointer"], "/stages");
        let path = format!("/api/v1/pipelines/{}", partners["id"].as_str().unwrap());
        ines.patch(&path, &json!({"position": 0})).await.expect(200);
        assert_eq!(pipeline(&ines).await["name"], "Partners");
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        assert_eq!(lead["stage"]["name"], "Begin", "the first pipeline is where leads begin");
        ines.delete(&path).await.expect_problem(409, "pipeline_in_use");
        let change = json!({"stage_id": id(&sales, "New")});
        ines.patch(&format!("/api/v1/leads/{}", lead["id"].as_str().unwrap()), &change).await.expect(200);
        ines.delete(&path).await.expect(204);
        let last = format!("/api/v1/pipelines/{}", sales["id"].as_str().unwrap());
        ines.delete(&last).await.expect_problem(409, "pipeline_in_use");
    }
}
