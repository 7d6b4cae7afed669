//! Members, teams, and how far each of them sees: the same leads in every list, count, search, page and stream.

use crate::editing::member_id;
use domain::workspace::Role;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::{Browser, TestApp, both_engines};

/// What somebody sees by every way there is.
async fn sees(browser: &Browser, all: &[Value]) -> BTreeSet<String> {
    let name = |lead: &Value| lead["display_name"].as_str().unwrap().to_owned();
    let listed: BTreeSet<String> = browser.leads().await.iter().map(name).collect();
    let count = browser.get("/api/v1/leads/count").await.expect(200);
    assert_eq!(count, json!({"count": listed.len(), "capped": false}));
    let found = browser.get("/api/v1/leads/search?q=lead&limit=50").await.expect(200);
    assert_eq!(found["items"].as_array().unwrap().iter().map(name).collect::<BTreeSet<_>>(), listed);
    let pipeline =
        browser.get("/api/v1/pipelines").await.expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
    let totals = browser.get(&format!("/api/v1/pipelines/{pipeline}/totals")).await.expect(200);
    let standing: u64 =
        totals["items"].as_array().unwrap().iter().map(|stage| stage["count"].as_u64().unwrap()).sum();
    assert_eq!(standing, listed.len() as u64);
    for lead in all {
        let is_listed = listed.contains(&name(lead));
        let path = format!("/api/v1/leads/{}", lead["id"].as_str().unwrap());
        let expected = if is_listed { 200 } else { 404 };
        for path in [path.clone(), format!("{path}/activities"), format!("{path}/access")] {
            assert_eq!(browser.get(&path).await.status, expected, "{path}");
        }
    }
    listed
}

both_engines! {
    async fn a_scope_decides_alike_everywhere(app: TestApp) {
        let ines = app.owner("ines").await;
        let (member, viewer) = (app.colleague(&ines, Role::Member).await, app.colleague(&ines, Role::Viewer).await);
        let member_id_ = member_id(&ines, member.email()).await;
        let viewer_id = member_id(&ines, viewer.email()).await;
        let team = ines.post("/api/v1/teams", &json!({"name": "South"})).await.expect(201);
        let enter = async |name: &str, owner: Value, team: Value| {
            ines.enter(&json!({"first_name": name, "last_name": "Lead", "owner_id": owner, "team_id": team})).await
        };
        let all = [
            enter("Mine", json!(member_id_), Value::Null).await,
            enter("Theirs", json!(viewer_id), Value::Null).await,
            enter("Team", Value::Null, team["id"].clone()).await,
            enter("Nobody", Value::Null, Value::Null).await,
        ];
        let set = |names: &[&str]| names.iter().map(|name| format!("{name} Lead")).collect::<BTreeSet<_>>();
        let everything = set(&["Mine", "Theirs", "Team", "Nobody"]);
        let scope = async |id: &str, scope: &str| {
            ines.patch(&format!("/api/v1/members/{id}"), &json!({"lead_scope": scope})).await.expect(200)
        };
        assert_eq!(sees(&member, &all).await, everything);
        scope(&member_id_, "own").await;
        assert_eq!(sees(&member, &all).await, set(&["Mine"]));
        scope(&member_id_, "team").await;
        assert_eq!(sees(&member, &all).await, set(&["Mine"]), "of no team yet");
        let in_team = |id: &str| format!("/api/v1/teams/{}/members/{id}", team["id"].as_str().unwrap());
        ines.put(&in_team(&member_id_)).await.expect(204);
        assert_eq!(sees(&member, &all).await, set(&["Mine", "Team"]));
        for _ in 0..2 {
            ines.put(&in_team(&viewer_id)).await.expect(204);
        }
        assert_eq!(sees(&member, &all).await, set(&["Mine", "Team", "Theirs"]));
        ines.delete(&in_team(&viewer_id)).await.expect(204);
        assert_eq!(sees(&member, &all).await, set(&["Mine", "Team"]));
        // Owners see everything, whatever their scope says.
        let own_id = member_id(&ines, ines.email()).await;
        scope(&own_id, "own").await;
        assert_eq!(sees(&ines, &all).await, everything);

        let access = async |lead: &Value| {
            let path = format!("/api/v1/leads/{}/access", lead["id"].as_str().unwrap());
            let who = ines.get(&path).await.expect(200);
            let pair = |entry: &Value| format!("{} {}", entry["member"]["name"].as_str().unwrap(), entry["because"].as_str().unwrap());
            who["items"].as_array().unwrap().iter().map(pair).collect::<Vec<_>>()
        };
        assert_eq!(access(&all[0]).await, ["ines role", "member owner", "viewer scope"]);
        assert_eq!(access(&all[2]).await, ["ines role", "member team", "viewer scope"]);
        assert_eq!(access(&all[3]).await, ["ines role", "viewer scope"]);
    }

    async fn what_is_out_of_reach_cannot_be_changed_and_what_is_given_away_is_gone(app: TestApp) {
        let ines = app.owner("ines").await;
        let member = app.colleague(&ines, Role::Member).await;
        let id = member_id(&ines, member.email()).await;
        ines.patch(&format!("/api/v1/members/{id}"), &json!({"lead_scope": "own"})).await.expect(200);
        let lead = ines.enter(&json!({"first_name": "Ada"})).await;
        let path = format!("/api/v1/leads/{}", lead["id"].as_str().unwrap());
        let tag = ines.post("/api/v1/tags", &json!({"name": "Hot"})).await.expect(201);
        let tag = format!("{path}/tags/{}", tag["id"].as_str().unwrap());
        member.patch(&path, &json!({"title": "COO"})).await.expect_problem(404, "not_found");
        member.delete(&path).await.expect_problem(404, "not_found");
        member.put(&tag).await.expect_problem(404, "not_found");
        member.post(&format!("{path}/restore"), &json!({})).await.expect_problem(404, "not_found");
        assert_eq!(ines.lead(&lead["id"]).await, lead);
        let own = member.enter(&json!({"first_name": "Grace"})).await;
        let given = member.patch(&format!("/api/v1/leads/{}", own["id"].as_str().unwrap()), &json!({"owner_id": null})).await;
        assert_eq!(given.expect(200)["owner"], Value::Null);
        member.get(&format!("/api/v1/leads/{}", own["id"].as_str().unwrap())).await.expect_problem(404, "not_found");
    }

    async fn the_stream_tells_only_of_what_one_may_know(app: TestApp) {
        let ines = app.owner("ines").await;
        let member = app.colleague(&ines, Role::Member).await;
        let id = member_id(&ines, member.email()).await;
        ines.patch(&format!("/api/v1/members/{id}"), &json!({"lead_scope": "own"})).await.expect(200);
        let mut events = member.events(None).await;
        events.wait_for("ready").await;
        let hidden = ines.enter(&json!({"first_name": "Hidden"})).await;
        let own = member.enter(&json!({"first_name": "Own"})).await;
        let first = events.wait_for("lead.captured").await;
        assert_eq!(first.data["lead_id"], own["id"]);
        assert_ne!(first.data["lead_id"], hidden["id"]);
    }

    async fn roles_are_given_by_those_who_may_and_an_owner_stays(app: TestApp) {
        let ines = app.owner("ines").await;
        let (admin, member) = (app.colleague(&ines, Role::Admin).await, app.colleague(&ines, Role::Member).await);
        let path = |id: &str| format!("/api/v1/members/{id}");
        let own = path(&member_id(&ines, ines.email()).await);
        let member_path = path(&member_id(&ines, member.email()).await);
        ines.patch(&own, &json!({"role": "admin"})).await.expect_problem(409, "last_owner");
        admin.patch(&own, &json!({"role": "member"})).await.expect_problem(403, "forbidden");
        admin.patch(&member_path, &json!({"role": "owner"})).await.expect_problem(403, "forbidden");
        ines.patch(&member_path, &json!({"role": "king"})).await.expect_problem(422, "invalid");
        // A new role counts from the next request on.
        assert_eq!(member.post("/api/v1/teams", &json!({"name": "A"})).await.status, 403);
        assert_eq!(admin.patch(&member_path, &json!({"role": "admin"})).await.expect(200)["role"], "admin");
        member.post("/api/v1/teams", &json!({"name": "A"})).await.expect(201);
        ines.patch(&member_path, &json!({"role": "owner"})).await.expect(200);
        ines.patch(&own, &json!({"role": "viewer"})).await.expect(200);
        assert_eq!(ines.send(ines.request(Method::POST, "/api/v1/leads").json(&json!({"first_name": "A"}))).await.status, 403);
    }

    async fn a_team_has_a_name_of_its_own_and_its_leads_outlive_it(app: TestApp) {
        let ines = app.owner("ines").await;
        let team = ines.post("/api/v1/teams", &json!({"name": " South "})).await.expect(201);
        assert_eq!(team["name"], "South");
        ines.post("/api/v1/teams", &json!({"name": "söuth"})).await.expect_problem(409, "name_taken");
        let path = format!("/api/v1/teams/{}", team["id"].as_str().unwrap());
        assert_eq!(ines.patch(&path, &json!({"name": "North"})).await.expect(200)["name"], "North");
        let lead = ines.enter(&json!({"first_name": "Ada", "team_id": team["id"]})).await;
        ines.delete(&path).await.expect(204);
        assert_eq!(ines.lead(&lead["id"]).await["team"], Value::Null);
        assert_eq!(ines.get("/api/v1/teams").await.expect(200)["items"], json!([]));
    }
}
