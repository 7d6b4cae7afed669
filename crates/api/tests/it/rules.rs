//! Assignment and scoring rules: on capture and through the API alike, fair at once, explained, and tried without a trace.

use chrono::Duration;
use domain::workspace::Role;
use futures_util::future::join_all;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use testkit::{Browser, TestApp, both_engines, sim};

const RULES: &str = "/api/v1/assignment-rules";
const SCORING: &str = "/api/v1/scoring-rules";

async fn member_id(browser: &Browser, name: &str) -> String {
    let members = browser.get("/api/v1/members").await.expect(200);
    let found = members["items"].as_array().unwrap().iter().find(|member| member["name"] == name);
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

fn path(base: &str, of: &Value) -> String {
    format!("{base}/{}", of["id"].as_str().unwrap())
}

fn is(field: &str, op: &str, value: Value) -> Value {
    json!({"field": field, "op": op, "value": value})
}

async fn rule(browser: &Browser, rule: Value) -> Value {
    browser.post(RULES, &rule).await.expect(201)
}

async fn scoring(browser: &Browser, rule: Value) -> Value {
    browser.post(SCORING, &rule).await.expect(201)
}

/// What the rules said on the timeline.
async fn said(browser: &Browser, lead: &Value) -> Vec<Value> {
    let entries = browser.get(&format!("{}/activities", path("/api/v1/leads", lead))).await.expect(200);
    let entries = entries["items"].as_array().unwrap().iter();
    entries.filter(|entry| entry["kind"] == "assigned_by_rule").map(|entry| entry["detail"].clone()).collect()
}

/// How many leads each owner has.
async fn owned(browser: &Browser) -> BTreeMap<String, usize> {
    let mut owned = BTreeMap::new();
    for lead in browser.leads().await {
        *owned.entry(lead["owner"]["name"].as_str().unwrap_or("nobody").to_owned()).or_default() += 1;
    }
    owned
}

async fn score(browser: &Browser, lead: &Value) -> (i64, Vec<(String, i64)>) {
    let found = browser.get(&format!("{}/score", path("/api/v1/leads", lead))).await.expect(200);
    let reason =
        |reason: &Value| (reason["name"].as_str().unwrap().to_owned(), reason["points"].as_i64().unwrap());
    (found["score"].as_i64().unwrap(), found["reasons"].as_array().unwrap().iter().map(reason).collect())
}

both_engines! {
    async fn rules_decide_on_capture_and_through_the_api_alike_and_say_why(app: TestApp) {
        let ines = app.owner("ines").await;
        app.colleague(&ines, Role::Admin).await;
        app.colleague(&ines, Role::Member).await;
        let (admin, member) = (member_id(&ines, "admin").await, member_id(&ines, "member").await);
        let team = ines.post("/api/v1/teams", &json!({"name": "South"})).await.expect(201);
        let made = rule(&ines, json!({"name": " Zoom ", "mode": "fixed", "target_ids": [admin], "team_id": team["id"],
            "filter": is("source", "any_of", json!(["zoom_meeting", "zoom_webinar"]))})).await;
        assert_eq!((&made["name"], &made["position"], &made["targets"][0]["name"]), (&json!("Zoom"), &json!(0), &json!("admin")));
        rule(&ines, json!({"name": "Acme", "mode": "fixed", "target_ids": [member], "filter": is("company", "is", json!("acme"))})).await;
        app.connect_zoom(&ines).await;
        app.zoom.register_random(sim::DEFAULT_MEETING).unwrap();
        app.settle().await;
        let captured = ines.leads().await[0].clone();
        assert_eq!((&captured["owner"]["name"], &captured["team"]["name"]), (&json!("admin"), &json!("South")));
        let why = said(&ines, &captured).await;
        assert_eq!(why, [json!({"rule": "Zoom", "to": "admin", "reason": "The rule names one person."})]);
        let entered = ines.enter(&json!({"first_name": "Ada", "company": "ACME"})).await;
        assert_eq!((&entered["owner"]["name"], &entered["version"]), (&json!("member"), &json!(1)));
        assert_eq!(said(&ines, &entered).await[0]["rule"], "Acme");
        // What a person decides stays, and what no rule matches is the enterer's.
        let own = member_id(&ines, "ines").await;
        for (owner, expected) in [(json!(own), json!("ines")), (Value::Null, Value::Null)] {
            let given = ines.enter(&json!({"first_name": "Bo", "company": "Acme", "owner_id": owner})).await;
            assert_eq!(given["owner"]["name"], expected);
            assert_eq!(said(&ines, &given).await, Vec::<Value>::new());
        }
        let other = ines.enter(&json!({"first_name": "Cy"})).await;
        assert_eq!((&other["owner"]["name"], said(&ines, &other).await.len()), (&json!("ines"), 0));
        // Registering again is no new lead, so nothing is decided again.
        ines.patch(&path("/api/v1/leads", &captured), &json!({"owner_id": own})).await.expect(200);
        app.zoom.register_random(sim::DEFAULT_MEETING).unwrap();
        app.settle().await;
        assert_eq!(ines.lead(&captured["id"]).await["owner"]["name"], "ines");
    }

    async fn whoever_a_rule_gives_a_lead_to_hears_of_it(app: TestApp) {
        let ines = app.owner("ines").await;
        let mara = app.colleague(&ines, Role::Member).await;
        rule(&ines, json!({"name": "All", "mode": "fixed", "target_ids": [member_id(&ines, "member").await]})).await;
        let entered = ines.enter(&json!({"first_name": "Ada"})).await;
        app.connect_zoom(&ines).await;
        app.zoom.register_random(sim::DEFAULT_MEETING).unwrap();
        app.settle().await;
        let told = mara.get("/api/v1/notifications").await.expect(200);
        let kinds: Vec<(&str, &Value)> = told["items"].as_array().unwrap().iter()
            .map(|item| (item["kind"].as_str().unwrap(), &item["lead"]["id"])).collect();
        let captured = ines.leads().await.into_iter().find(|lead| lead["id"] != entered["id"]).unwrap();
        assert_eq!(kinds, [("captured", &captured["id"]), ("assigned", &entered["id"])]);
        assert_eq!(ines.get("/api/v1/notifications").await.expect(200)["items"], json!([]));
    }

    async fn scores_follow_fields_tasks_and_the_calendar(app: TestApp) {
        let ines = app.owner("ines").await;
        let ada = ines.enter(&json!({"first_name": "Ada"})).await;
        let field = ines.post("/api/v1/fields", &json!({"name": "Renewal", "kind": "date", "privacy_class": "ordinary"})).await.expect(201);
        let key = field["key"].as_str().unwrap();
        let today = app.now().format("%Y-%m-%d").to_string();
        ines.patch(&path("/api/v1/leads", &ada), &json!({"custom": {key: today}})).await.expect(200);
        scoring(&ines, json!({"name": "Renews", "points": 4, "filter": is(&format!("custom.{key}"), "in_last", json!({"count": 15, "unit": "days"}))})).await;
        scoring(&ines, json!({"name": "Planned", "points": 1, "filter": is("task", "not_empty", Value::Null)})).await;
        app.run_jobs().await;
        assert_eq!(ines.lead(&ada["id"]).await["score"], 4);
        let task = ines.post(&format!("{}/tasks", path("/api/v1/leads", &ada)), &json!({"title": "Call"})).await.expect(201);
        assert_eq!(ines.lead(&ada["id"]).await["score"], 5);
        ines.delete(&path("/api/v1/tasks", &task)).await.expect(204);
        assert_eq!(ines.lead(&ada["id"]).await["score"], 4);
        app.advance(Duration::days(20));
        app.sweep().await;
        app.run_jobs().await;
        let mut browser = ines.clone();
        browser.sign_in("ines@cloop.example", testkit::PASSWORD).await;
        assert_eq!(browser.lead(&ada["id"]).await["score"], 0);
        browser.patch(&path("/api/v1/leads", &ada), &json!({"custom": {key: app.now().format("%Y-%m-%d").to_string()}})).await.expect(200);
        assert_eq!(browser.lead(&ada["id"]).await["score"], 4);
        browser.delete(&format!("{}?discard_values=true", path("/api/v1/fields", &field))).await.expect(204);
        app.run_jobs().await;
        assert_eq!(browser.lead(&ada["id"]).await["score"], 0);
    }

    async fn turns_are_fair_however_many_come_at_once(app: TestApp) {
        let ines = app.owner("ines").await;
        app.colleague(&ines, Role::Admin).await;
        app.colleague(&ines, Role::Member).await;
        let mut targets = Vec::new();
        for name in ["ines", "admin", "member"] {
            targets.push(member_id(&ines, name).await);
        }
        rule(&ines, json!({"name": "All", "mode": "round_robin", "target_ids": targets})).await;
        app.connect_zoom(&ines).await;
        app.zoom.register_many(sim::DEFAULT_MEETING, 8).unwrap();
        app.settle().await;
        // Often enough that luck does not make it fair.
        for round in 0..6 {
            let forms: Vec<Value> = (0..8).map(|n| json!({"first_name": format!("Lead {round}.{n}")})).collect();
            join_all(forms.iter().map(|form| ines.enter(form))).await;
            let owned = owned(&ines).await;
            assert_eq!(owned.values().sum::<usize>(), 8 * (round + 2));
            let (least, most) = (owned.values().min().unwrap(), owned.values().max().unwrap());
            assert!(owned.len() == 3 && most - least <= 1, "{owned:?}");
        }
    }

    async fn whoever_has_the_fewest_open_leads_is_next(app: TestApp) {
        let ines = app.owner("ines").await;
        app.colleague(&ines, Role::Admin).await;
        let (own, admin) = (member_id(&ines, "ines").await, member_id(&ines, "admin").await);
        let stages = ines.get("/api/v1/pipelines").await.expect(200)["items"][0]["stages"].clone();
        for (owner, stage) in [(&own, 0), (&own, 0), (&admin, 0), (&admin, 4), (&admin, 4), (&admin, 4)] {
            ines.enter(&json!({"first_name": "Old", "owner_id": owner, "stage_id": stages[stage]["id"]})).await;
        }
        rule(&ines, json!({"name": "Even", "mode": "least_loaded", "target_ids": [own, admin]})).await;
        let next = async || ines.enter(&json!({"first_name": "New"})).await["owner"]["name"].as_str().unwrap().to_owned();
        assert_eq!([next().await, next().await, next().await], ["admin", "ines", "admin"], "won leads weigh nothing");
        let forms = vec![json!({"first_name": "Many"}); 7];
        join_all(forms.iter().map(|form| ines.enter(form))).await;
        let open = async |owner: &str| ines.select(&json!({"all": [is("owner", "any_of", json!([owner])), is("stage", "any_of", json!([stages[0]["id"]]))]}), "created_at").await.len();
        assert_eq!((open(&own).await, open(&admin).await), (7, 6));
    }

    async fn who_cannot_work_on_leads_is_passed_over_and_an_empty_rule_hands_on(app: TestApp) {
        let ines = app.owner("ines").await;
        app.colleague(&ines, Role::Admin).await;
        app.colleague(&ines, Role::Member).await;
        let (admin, member) = (member_id(&ines, "admin").await, member_id(&ines, "member").await);
        rule(&ines, json!({"name": "First", "mode": "round_robin", "target_ids": [member]})).await;
        let both = rule(&ines, json!({"name": "Second", "mode": "round_robin", "target_ids": [member, admin]})).await;
        ines.patch(&format!("/api/v1/members/{member}"), &json!({"role": "viewer"})).await.expect(200);
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        assert_eq!(lead["owner"]["name"], "admin");
        let why = said(&ines, &lead).await;
        assert_eq!(why[0]["reason"], "“First” matched, but nobody it names can work on leads. It was their turn, as one of 1. Passed over, because they cannot work on leads: member.");
        assert_eq!((&why[0]["rule"], &why[0]["to"]), (&json!("Second"), &json!("admin")));
        ines.patch(&path(RULES, &both), &json!({"enabled": false})).await.expect(200);
        let lead = ines.enter(&json!({"first_name": "Bo"})).await;
        assert_eq!(lead["owner"]["name"], "ines");
        let nobody = json!({"rule": "First", "to": null, "reason": "“First” matched, but nobody it names can work on leads. No other rule matched."});
        assert_eq!(said(&ines, &lead).await, [nobody]);
        // A team shares what nobody is named for.
        let team = ines.post("/api/v1/teams", &json!({"name": "South"})).await.expect(201);
        ines.put(&format!("{}/members/{admin}", path("/api/v1/teams", &team))).await.expect(204);
        rule(&ines, json!({"name": "Team", "mode": "round_robin", "team_id": team["id"], "position": 0})).await;
        let lead = ines.enter(&json!({"first_name": "Cy"})).await;
        assert_eq!((&lead["owner"]["name"], &lead["team"]["name"]), (&json!("admin"), &json!("South")));
    }

    async fn rules_are_ordered_edited_and_checked(app: TestApp) {
        let ines = app.owner("ines").await;
        app.colleague(&ines, Role::Viewer).await;
        let (own, viewer) = (member_id(&ines, "ines").await, member_id(&ines, "viewer").await);
        let names = async || {
            let items = ines.get(RULES).await.expect(200)["items"].as_array().unwrap().clone();
            assert!((0..).zip(&items).all(|(at, rule)| rule["position"] == at));
            items.iter().map(|rule| rule["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let fixed = |name: &str| json!({"name": name, "mode": "fixed", "target_ids": [own]});
        let a = rule(&ines, fixed("A")).await;
        rule(&ines, fixed("B")).await;
        let c = rule(&ines, fixed("C")).await;
        ines.patch(&path(RULES, &c), &json!({"position": 0})).await.expect(200);
        assert_eq!(names().await, ["C", "A", "B"]);
        ines.patch(&path(RULES, &c), &json!({"position": 99})).await.expect(200);
        assert_eq!(names().await, ["A", "B", "C"]);
        let request = ines.request(reqwest::Method::PATCH, &path(RULES, &c)).header("if-match", "\"1\"");
        ines.send(request.json(&json!({"name": "D"}))).await.expect_problem(412, "version_conflict");
        ines.delete(&path(RULES, &a)).await.expect(204);
        ines.delete(&path(RULES, &a)).await.expect_problem(404, "not_found");
        for (wrong, pointer) in [
            (json!({"name": " ", "mode": "fixed", "target_ids": [own]}), "/name"),
            (json!({"name": "A", "mode": "fixed", "target_ids": []}), "/target_ids"),
            (json!({"name": "A", "mode": "fixed", "target_ids": [own, viewer]}), "/target_ids/1"),
            (json!({"name": "A", "mode": "least_loaded", "target_ids": []}), "/target_ids"),
            (json!({"name": "A", "mode": "fixed", "target_ids": [own], "team_id": own}), "/team_id"),
            (json!({"name": "A", "mode": "round_robin", "target_ids": [own, own.replace('0', "1")]}), "/target_ids/1"),
            (json!({"name": "A", "mode": "lottery", "target_ids": [own]}), "/mode"),
            (json!({"name": "A", "mode": "fixed", "target_ids": [own], "filter": is("owner", "any_of", json!(["me"]))}), "/filter/value"),
            (json!({"name": "A", "mode": "fixed", "target_ids": [own], "filter": {"all": [is("shoe", "is", json!(1))]}}), "/filter/all/0/field"),
        ] {
            let problem = ines.post(RULES, &wrong).await.expect_problem(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
        }
        for (wrong, pointer) in [
            (json!({"name": "A", "points": 1001}), "/points"),
            (json!({"name": "A", "points": 1, "half_life_days": 0}), "/half_life_days"),
            (json!({"name": "A", "points": 1, "filter": {"not": is("score", "is", json!(1))}}), "/filter"),
            (json!({"name": "A", "points": 1, "filter": is("owner", "any_of", json!(["me"]))}), "/filter/value"),
        ] {
            let problem = ines.post(SCORING, &wrong).await.expect_problem(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
        }
        assert_eq!(names().await, ["B", "C"]);
    }

    async fn a_dry_run_tells_and_leaves_no_trace(app: TestApp) {
        let ines = app.owner("ines").await;
        app.colleague(&ines, Role::Admin).await;
        let (own, admin) = (member_id(&ines, "ines").await, member_id(&ines, "admin").await);
        for name in ["Ada", "Bo", "Cy"] {
            ines.enter(&json!({"first_name": name, "company": "Acme"})).await;
        }
        ines.enter(&json!({"first_name": "Di"})).await;
        let saved = rule(&ines, json!({"name": "Turns", "mode": "round_robin", "target_ids": [own, admin], "filter": is("company", "is", json!("acme"))})).await;
        scoring(&ines, json!({"name": "Company", "points": 7, "filter": is("company", "not_empty", Value::Null)})).await;
        app.run_jobs().await;
        let before = app.db.dump().await;
        let tried = ines.post(&format!("{RULES}/dry-run"), &json!({})).await.expect(200);
        let line = |trial: &Value| format!("{} {} {}", trial["lead"]["display_name"].as_str().unwrap(), trial["rule"]["name"].as_str().unwrap_or("-"), trial["owner"]["name"].as_str().unwrap_or("-"));
        let lines = |tried: &Value| tried["items"].as_array().unwrap().iter().map(line).collect::<Vec<_>>();
        assert_eq!(lines(&tried), ["Di - -", "Cy Turns ines", "Bo Turns admin", "Ada Turns ines"]);
        assert_eq!((&tried["items"][0]["reason"], &tried["items"][1]["rule"]["id"]), (&json!("No rule matches."), &saved["id"]));
        let unsaved = json!({"name": "Even", "mode": "least_loaded", "target_ids": [admin, own]});
        let filter = is("display_name", "any_of", json!(["x"]));
        ines.post(&format!("{RULES}/dry-run"), &json!({"rule": unsaved, "filter": filter})).await.expect_problem(422, "invalid");
        let tried = ines.post(&format!("{RULES}/dry-run"), &json!({"rule": unsaved, "limit": 2})).await.expect(200);
        assert_eq!(lines(&tried), ["Di Even admin", "Cy Even admin"], "the owner has four already");
        assert_eq!(tried["items"][0]["rule"]["id"], Value::Null);
        let problem = ines.post(&format!("{RULES}/dry-run"), &json!({"rule": {"name": "", "mode": "fixed", "target_ids": [own]}})).await;
        assert_eq!(problem.expect_problem(422, "invalid")["errors"][0]["pointer"], "/rule/name");
        let tried = ines.post(&format!("{SCORING}/dry-run"), &json!({"rule": {"name": "Half", "points": -3}, "limit": 1})).await.expect(200);
        assert_eq!((&tried["items"][0]["score"], &tried["items"][0]["reasons"]), (&json!(-3), &json!([{"rule": "Half", "points": -3}])));
        let tried = ines.post(&format!("{SCORING}/dry-run"), &json!({"filter": is("first_name", "is", json!("ada"))})).await.expect(200);
        assert_eq!((tried["items"].as_array().unwrap().len(), &tried["items"][0]["score"]), (1, &json!(7)));
        assert!(app.db.dump().await == before, "a dry run wrote something");
    }

    async fn a_score_follows_the_lead_and_the_rules_and_is_no_edit(app: TestApp) {
        let ines = app.owner("ines").await;
        let ada = ines.enter(&json!({"first_name": "Ada", "company": "Acme"})).await;
        let bo = ines.enter(&json!({"first_name": "Bo"})).await;
        let company = scoring(&ines, json!({"name": "Company", "points": 40, "filter": is("company", "not_empty", Value::Null)})).await;
        let tag = ines.post("/api/v1/tags", &json!({"name": "Hot"})).await.expect(201);
        scoring(&ines, json!({"name": "Hot", "points": -15, "filter": is("tag", "any_of", json!([tag["id"]]))})).await;
        app.run_jobs().await;
        let scored = ines.lead(&ada["id"]).await;
        assert_eq!(scored["score"], 40);
        for same in ["version", "updated_at", "last_activity_at"] {
            assert_eq!(scored[same], ada[same], "{same}");
        }
        assert_eq!(ines.lead(&bo["id"]).await["score"], 0);
        // A change of the lead counts at once, without a job.
        let tagged = format!("{}/tags/{}", path("/api/v1/leads", &ada), tag["id"].as_str().unwrap());
        ines.put(&tagged).await.expect(204);
        assert_eq!(ines.lead(&ada["id"]).await["score"], 25);
        assert_eq!(score(&ines, &ada).await, (25, vec![("Company".to_owned(), 40), ("Hot".to_owned(), -15)]));
        let changed = ines.patch(&path("/api/v1/leads", &bo), &json!({"company": "Beta"})).await.expect(200);
        assert_eq!(changed["score"], 40);
        assert_eq!(ines.enter(&json!({"first_name": "Cy", "company": "C"})).await["score"], 40);
        assert_eq!(ines.select(&json!({"all": []}), "-score").await, ["Cy", "Bo", "Ada"]);
        // So does what many leads refer to, and a rule, as soon as the jobs have run.
        ines.delete(&path("/api/v1/tags", &tag)).await.expect(204);
        ines.patch(&path(SCORING, &company), &json!({"points": 5})).await.expect(200);
        app.run_jobs().await;
        assert_eq!(ines.lead(&ada["id"]).await["score"], 5);
        ines.delete(&path(SCORING, &company)).await.expect(204);
        app.run_jobs().await;
        assert_eq!(ines.lead(&ada["id"]).await["score"], 0);
        // What is captured is scored as it comes.
        scoring(&ines, json!({"name": "Zoom", "points": 9, "filter": is("meeting", "not_empty", Value::Null)})).await;
        app.connect_zoom(&ines).await;
        app.zoom.register_random(sim::DEFAULT_MEETING).unwrap();
        app.settle().await;
        assert_eq!(ines.leads().await[0]["score"], 9);
    }

    async fn points_lose_half_of_their_worth_and_the_sweep_keeps_up(app: TestApp) {
        let ines = app.owner("ines").await;
        let ada = ines.enter(&json!({"first_name": "Ada"})).await;
        scoring(&ines, json!({"name": "Fresh", "points": 100, "half_life_days": 10})).await;
        scoring(&ines, json!({"name": "Young", "points": 7, "filter": is("created_at", "in_last", json!({"count": 15, "unit": "days"}))})).await;
        scoring(&ines, json!({"name": "Still", "points": 1, "since": "stage_since"})).await;
        app.run_jobs().await;
        let mut browser = ines.clone();
        for (days, expected) in [(0, 108), (10, 58), (20, 26)] {
            app.sweep().await;
            app.run_jobs().await;
            browser.sign_in("ines@cloop.example", testkit::PASSWORD).await;
            let lead = browser.lead(&ada["id"]).await;
            assert_eq!(lead["score"], expected, "after {days} days");
            assert_eq!((&lead["version"], score(&browser, &ada).await.0), (&json!(1), expected));
            app.advance(Duration::days(10));
        }
        let hidden = app.colleague(&ines, Role::Member).await;
        browser.sign_in("ines@cloop.example", testkit::PASSWORD).await;
        let id = member_id(&browser, "member").await;
        browser.patch(&format!("/api/v1/members/{id}"), &json!({"lead_scope": "own"})).await.expect(200);
        hidden.get(&format!("{}/score", path("/api/v1/leads", &ada))).await.expect_problem(404, "not_found");
    }
}
