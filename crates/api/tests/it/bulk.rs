//! Acts on many leads: what they change and tell, how far they reach, and how they are taken back.

use domain::workspace::Role;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use testkit::{Browser, Row, TestApp, both_engines, sim};

const BULK: &str = "/api/v1/bulk";

fn path(base: &str, of: &Value) -> String {
    format!("{base}/{}", of["id"].as_str().unwrap())
}

async fn begin(browser: &Browser, selection: Value, action: Value) -> Value {
    let begun = browser.post(BULK, &json!({"selection": selection, "action": action})).await.expect(202);
    assert_eq!((&begun["state"], &begun["done"]), (&json!("running"), &json!(0)));
    begun
}

/// Begins it, does it, and says how it ended.
async fn act(app: &TestApp, browser: &Browser, selection: Value, action: Value) -> Value {
    let begun = begin(browser, selection, action).await;
    app.run_jobs().await;
    browser.get(&path(BULK, &begun)).await.expect(200)
}

async fn undo(app: &TestApp, browser: &Browser, bulk: &Value) -> Value {
    let undoing = browser.post(&format!("{}/undo", path(BULK, bulk)), &json!({})).await.expect(202);
    assert_eq!(undoing["state"], "undoing");
    app.run_jobs().await;
    let undone = browser.get(&path(BULK, bulk)).await.expect(200);
    assert_eq!((&undone["state"], &undone["undo_until"]), (&json!("undone"), &Value::Null));
    undone
}

/// Looked at, changed, skipped.
fn numbers(bulk: &Value) -> [i64; 3] {
    ["done", "changed", "skipped"].map(|name| bulk[name].as_i64().unwrap())
}

async fn people(browser: &Browser, names: &[&str]) -> Vec<Value> {
    let mut leads = Vec::new();
    for name in names {
        let emails = json!([format!("{}@box.example", name.to_lowercase())]);
        leads.push(browser.enter(&json!({"first_name": name, "company": "Acme", "emails": emails})).await);
    }
    leads
}

fn ids(leads: &[Value]) -> Value {
    leads.iter().map(|lead| lead["id"].clone()).collect()
}

async fn stages(browser: &Browser) -> BTreeMap<String, Value> {
    let pipelines = browser.get("/api/v1/pipelines").await.expect(200);
    let stages = pipelines["items"][0]["stages"].as_array().unwrap().iter();
    stages.map(|stage| (stage["name"].as_str().unwrap().to_owned(), stage["id"].clone())).collect()
}

async fn timeline(browser: &Browser, lead: &Value) -> Vec<Value> {
    let entries = browser.get(&format!("{}/activities", path("/api/v1/leads", lead))).await.expect(200);
    entries["items"].as_array().unwrap().clone()
}

/// Everything that is known of leads, without what tells that something happened.
async fn substance(app: &TestApp) -> BTreeMap<String, Vec<Row>> {
    let mut tables = app.db.rows().await;
    let about_leads =
        ["field_values", "lead_emails", "lead_phones", "lead_tags", "leads", "search_words", "stage_stays"];
    tables.retain(|table, _| about_leads.contains(&table.as_str()));
    for row in tables.values_mut().flatten() {
        for told in ["first_response_at", "last_activity_at", "tagged_at", "updated_at", "version"] {
            row.remove(told);
        }
    }
    for rows in tables.values_mut() {
        rows.sort();
    }
    tables
}

both_engines! {
    async fn many_leads_change_as_if_each_had_been_changed_alone(app: TestApp) {
        let ines = app.owner("ines").await;
        let mara = app.colleague(&ines, Role::Member).await;
        let hers = mara.session()["member"]["id"].clone();
        let stages = stages(&ines).await;
        let leads = people(&ines, &["Ada", "Bo", "Cy"]).await;
        app.run_jobs().await;
        app.advance(chrono::Duration::hours(1));
        let change = json!({"company": " Beta ", "country": "PT", "status": "working", "owner_id": hers,
            "stage_id": stages["Lost"], "lost_reason": "Price"});
        let done = act(&app, &ines, json!({"filter": null}), json!({"kind": "edit", "change": change})).await;
        assert_eq!((&done["state"], &done["total"], &done["created_by"]["name"]), (&json!("done"), &json!(3), &json!("ines")));
        assert_eq!((numbers(&done), done["kind"].as_str()), ([3, 3, 0], Some("edit")));
        for lead in &leads {
            let now = ines.lead(&lead["id"]).await;
            assert_eq!((&now["company"], &now["country"], &now["status"]), (&json!("Beta"), &json!("PT"), &json!("working")));
            assert_eq!((&now["owner"]["id"], &now["stage"]["name"], &now["lost_reason"]), (&hers, &json!("Lost"), &json!("Price")));
            assert_eq!(now["version"].as_i64().unwrap(), lead["version"].as_i64().unwrap() + 1);
            assert_eq!((&now["last_activity_at"], &now["stage_since"]), (&json!(app.now()), &json!(app.now())));
            let origin = now["field_origins"].as_array().unwrap().iter().find(|origin| origin["field"] == "country").unwrap();
            assert_eq!(origin["origin"], "member");
            let told = timeline(&ines, lead).await;
            let told: BTreeMap<&str, &Value> = told.iter().map(|entry| (entry["kind"].as_str().unwrap(), &entry["detail"])).collect();
            assert_eq!(told["owner_changed"], &json!({"from": "ines", "to": "member"}));
            assert_eq!(told["stage_changed"], &json!({"from": "New", "to": "Lost", "lost_reason": "Price"}));
            let fields: Vec<&Value> = told["fields_changed"]["changes"].as_array().unwrap().iter().map(|change| &change["field"]).collect();
            assert_eq!(fields, ["company", "country", "status"]);
        }
        assert_eq!(ines.get("/api/v1/leads/search?q=beta").await.expect(200)["items"].as_array().unwrap().len(), 3);
        assert_eq!(ines.get("/api/v1/leads/search?q=acme").await.expect(200)["items"].as_array().unwrap().len(), 0);
        // Whoever got them hears of it once, and whoever did it finds it in the audit.
        let told = mara.get("/api/v1/notifications").await.expect(200);
        assert_eq!((told["items"].as_array().unwrap().len(), &told["items"][0]["kind"], &told["items"][0]["others"]), (1, &json!("assigned"), &json!(2)));
        let audit = ines.get(&format!("/api/v1/audit?object={}", done["id"].as_str().unwrap())).await.expect(200);
        assert_eq!((&audit["items"][0]["action"], &audit["items"][0]["label"]), (&json!("created"), &json!("edit")));
        // What is so already is no change.
        let again = act(&app, &ines, json!({"ids": ids(&leads)}), json!({"kind": "edit", "change": change})).await;
        assert_eq!((numbers(&again), &again["undo_until"]), ([3, 0, 0], &Value::Null));
        assert_eq!(ines.lead(&leads[0]["id"]).await["version"], ines.lead(&leads[1]["id"]).await["version"]);
    }

    async fn undoing_gives_back_what_was_row_by_row(app: TestApp) {
        let ines = app.owner("ines").await;
        let stages = stages(&ines).await;
        let tags: Vec<Value> = {
            let mut tags = Vec::new();
            for name in ["hot", "cold"] {
                tags.push(ines.post("/api/v1/tags", &json!({"name": name})).await.expect(201)["id"].clone());
            }
            tags
        };
        let leads = people(&ines, &["Ada", "Bo", "Cy"]).await;
        ines.enter(&json!({"company": "Acme", "stage_id": stages["Won"], "country": "DE"})).await;
        ines.put(&format!("{}/tags/{}", path("/api/v1/leads", &leads[0]), tags[1].as_str().unwrap())).await.expect(204);
        app.advance(chrono::Duration::hours(1));
        ines.patch(&path("/api/v1/leads", &leads[1]), &json!({"stage_id": stages["Proposal"], "owner_id": null})).await.expect(200);
        app.run_jobs().await;
        let before = substance(&app).await;
        app.advance(chrono::Duration::hours(1));
        let own = ines.session()["member"]["id"].clone();
        let acts = [
            json!({"kind": "edit", "change": {"company": "Beta", "title": "CTO", "country": null, "owner_id": own, "stage_id": stages["Contacted"], "status": "qualified"}}),
            json!({"kind": "tag", "add": [tags[0]], "remove": [tags[1]]}),
            json!({"kind": "delete"}),
        ];
        for action in acts {
            let done = act(&app, &ines, json!({"filter": {"all": []}}), action.clone()).await;
            assert_eq!(numbers(&done), [4, 4, 0], "{action}");
            assert_ne!(substance(&app).await, before);
            app.advance(chrono::Duration::hours(1));
            let undone = undo(&app, &ines, &done).await;
            assert_eq!(numbers(&undone), [4, 4, 0], "{action}");
            assert_eq!(substance(&app).await, before, "{action}");
            ines.post(&format!("{}/undo", path(BULK, &done)), &json!({})).await.expect_problem(409, "bulk_undone");
        }
        ines.delete(&path("/api/v1/leads", &leads[0])).await.expect(204);
        let binned = substance(&app).await;
        let done = act(&app, &ines, json!({"ids": [leads[0]["id"], leads[1]["id"]]}), json!({"kind": "restore"})).await;
        assert_eq!(numbers(&done), [2, 1, 1]);
        assert_eq!(substance(&app).await, before);
        undo(&app, &ines, &done).await;
        let mut again = substance(&app).await;
        // It went into the bin a second time.
        for tables in [&mut again, &mut binned.clone()] {
            tables.get_mut("leads").unwrap().iter_mut().for_each(|row| { row.remove("deleted_at"); });
        }
        assert_eq!(again["search_words"], binned["search_words"]);
        assert!(ines.lead(&leads[0]["id"]).await["deleted_at"].is_string());
    }

    async fn an_undo_leaves_alone_what_somebody_has_changed_since(app: TestApp) {
        let ines = app.owner("ines").await;
        let leads = people(&ines, &["Ada", "Bo", "Cy", "Di"]).await;
        let change = json!({"company": "Beta", "status": "working"});
        let done = act(&app, &ines, json!({"ids": ids(&leads)}), json!({"kind": "edit", "change": change})).await;
        ines.patch(&path("/api/v1/leads", &leads[0]), &json!({"company": "Gamma", "status": "qualified"})).await.expect(200);
        ines.patch(&path("/api/v1/leads", &leads[1]), &json!({"company": "Delta"})).await.expect(200);
        ines.delete(&path("/api/v1/leads", &leads[2])).await.expect(204);
        let undone = undo(&app, &ines, &done).await;
        assert_eq!(numbers(&undone), [4, 2, 2]);
        let mut now = Vec::new();
        for lead in &leads {
            let lead = ines.lead(&lead["id"]).await;
            now.push((lead["company"].as_str().unwrap().to_owned(), lead["status"].as_str().unwrap().to_owned()));
        }
        let expected = [("Gamma", "qualified"), ("Delta", "new"), ("Beta", "working"), ("Acme", "new")];
        assert_eq!(now, expected.map(|(company, status)| (company.to_owned(), status.to_owned())));
    }

    async fn a_thousand_leads_are_changed_round_by_round(app: TestApp) {
        let ines = app.owner("ines").await;
        app.connect_zoom(&ines).await;
        app.zoom.register_many(sim::DEFAULT_MEETING, 1_030).unwrap();
        app.settle().await;
        app.run_jobs().await;
        let spared = ines.get("/api/v1/leads?limit=1").await.expect(200)["items"][0]["id"].clone();
        let begun = begin(&ines, json!({"filter": {"field": "status", "op": "any_of", "value": ["new"]}, "except": [spared]}),
            json!({"kind": "edit", "change": {"status": "working"}})).await;
        assert_eq!(begun["total"], 1_029);
        // Whoever comes after somebody meant “all” is not meant.
        let late = ines.enter(&json!({"first_name": "Late"})).await;
        app.run_jobs().await;
        let done = ines.get(&path(BULK, &begun)).await.expect(200);
        assert_eq!((&done["state"], numbers(&done)), (&json!("done"), [1_029, 1_029, 0]));
        let status = async |id: &Value| ines.lead(id).await["status"].clone();
        assert_eq!((status(&spared).await, status(&late["id"]).await), (json!("new"), json!("new")));
        let count = async |status: &str| {
            let filter = json!({"field": "status", "op": "any_of", "value": [status]}).to_string();
            let count = ines.request(reqwest::Method::GET, "/api/v1/leads/count").query(&[("filter", filter)]);
            ines.send(count).await.expect(200)["count"].clone()
        };
        assert_eq!((count("working").await, count("new").await), (json!(1_029), json!(2)));
        assert_eq!(numbers(&undo(&app, &ines, &done).await), [1_029, 1_029, 0]);
        assert_eq!(count("new").await, json!(1_031));
    }

    async fn nobody_changes_more_than_they_see(app: TestApp) {
        let ines = app.owner("ines").await;
        let mara = app.colleague(&ines, Role::Member).await;
        let (his, hers) = (ines.session()["member"]["id"].clone(), mara.session()["member"]["id"].clone());
        ines.patch(&format!("/api/v1/members/{}", hers.as_str().unwrap()), &json!({"lead_scope": "own"})).await.expect(200);
        let foreign = people(&ines, &["Ada", "Bo"]).await;
        let own = people(&mara, &["Cy"]).await;
        let give = json!({"kind": "edit", "change": {"owner_id": his}});
        let all: Vec<Value> = foreign.iter().chain(&own).cloned().collect();
        let named = act(&app, &mara, json!({"ids": ids(&all)}), json!({"kind": "edit", "change": {"status": "working"}})).await;
        assert_eq!(numbers(&named), [3, 1, 2]);
        let done = act(&app, &mara, json!({"filter": null}), give).await;
        assert_eq!(numbers(&done), [1, 1, 0]);
        // They gave it away and see it no more; what they did they can take back.
        mara.get(&path("/api/v1/leads", &own[0])).await.expect_problem(404, "not_found");
        assert_eq!(numbers(&undo(&app, &mara, &done).await), [1, 1, 0]);
        assert_eq!(mara.lead(&own[0]["id"]).await["owner"]["id"], hers);
        assert_eq!(ines.lead(&foreign[0]["id"]).await["status"], "new");
        // Others' acts are those of owners and admins, too.
        let other = act(&app, &ines, json!({"ids": ids(&foreign)}), json!({"kind": "delete"})).await;
        mara.get(&path(BULK, &other)).await.expect_problem(404, "not_found");
        mara.post(&format!("{}/undo", path(BULK, &other)), &json!({})).await.expect_problem(404, "not_found");
        let list = async |browser: &Browser| browser.get(BULK).await.expect(200)["items"].as_array().unwrap().len();
        assert_eq!((list(&ines).await, list(&mara).await), (3, 2));
        // Whoever may not work on leads when it is time does nothing to them.
        let begun = begin(&mara, json!({"ids": ids(&own)}), json!({"kind": "delete"})).await;
        ines.patch(&format!("/api/v1/members/{}", hers.as_str().unwrap()), &json!({"role": "viewer"})).await.expect(200);
        app.run_jobs().await;
        let failed = ines.get(&path(BULK, &begun)).await.expect(200);
        assert_eq!((&failed["state"], numbers(&failed)), (&json!("failed"), [0, 0, 0]));
        assert!(failed["failure"].as_str().unwrap().contains("may not work on leads"));
        assert_eq!(ines.lead(&own[0]["id"]).await["deleted_at"], Value::Null);
    }

    async fn it_can_be_cancelled_followed_and_fails_in_words(app: TestApp) {
        let ines = app.owner("ines").await;
        let leads = people(&ines, &["Ada", "Bo"]).await;
        let mut events = ines.events(None).await;
        events.wait_for("ready").await;
        let begun = begin(&ines, json!({"ids": ids(&leads)}), json!({"kind": "delete"})).await;
        assert_eq!(events.wait_for("bulk").await.data, json!({"bulk_id": begun["id"]}));
        let of = path(BULK, &begun);
        ines.post(&format!("{of}/undo"), &json!({})).await.expect_problem(409, "bulk_running");
        let cancelled = ines.post(&format!("{of}/cancellation"), &json!({})).await.expect(202);
        assert_eq!(cancelled["state"], "cancelled");
        app.run_jobs().await;
        assert_eq!(numbers(&ines.get(&of).await.expect(200)), [0, 0, 0]);
        assert_eq!(ines.leads().await.len(), 2);
        ines.post(&format!("{of}/cancellation"), &json!({})).await.expect_problem(409, "bulk_ended");
        // What leads should get can be gone when it is time.
        let stage = ines.get("/api/v1/pipelines").await.expect(200)["items"][0]["stages"][1].clone();
        let begun = begin(&ines, json!({"filter": null}), json!({"kind": "edit", "change": {"stage_id": stage["id"]}})).await;
        ines.delete(&path("/api/v1/stages", &stage)).await.expect(204);
        app.run_jobs().await;
        let failed = ines.get(&path(BULK, &begun)).await.expect(200);
        assert_eq!((&failed["state"], numbers(&failed)), (&json!("failed"), [0, 0, 0]));
        assert!(failed["failure"].is_string() && failed["finished_at"].is_string());
        // Asking twice with one key is asking once.
        let body = json!({"selection": {"ids": ids(&leads)}, "action": {"kind": "delete"}});
        let ask = || ines.send(ines.request(reqwest::Method::POST, BULK).header("idempotency-key", "once").json(&body));
        assert_eq!(ask().await.expect(202)["id"], ask().await.expect(202)["id"]);
        app.run_jobs().await;
        let done = ines.get(BULK).await.expect(200)["items"][0].clone();
        assert_eq!(numbers(&done), [2, 2, 0]);
        app.advance(chrono::Duration::days(8));
        let later = app.colleague(&ines, Role::Owner).await;
        later.post(&format!("{}/undo", path(BULK, &done)), &json!({})).await.expect_problem(410, "undo_expired");
        app.sweep().await;
        let left = app.db.rows().await;
        assert_eq!(left["bulk_items"].len(), 0);
        assert!(left["bulk_operations"].len() > 2);
        app.advance(chrono::Duration::days(90));
        app.sweep().await;
        assert_eq!(app.db.rows().await["bulk_operations"].len(), 0);
    }

    async fn two_leads_with_one_address_do_not_both_come_back(app: TestApp) {
        let ines = app.owner("ines").await;
        let first = people(&ines, &["Ada"]).await.remove(0);
        ines.delete(&path("/api/v1/leads", &first)).await.expect(204);
        let second = people(&ines, &["Ada"]).await.remove(0);
        ines.delete(&path("/api/v1/leads", &second)).await.expect(204);
        let done = act(&app, &ines, json!({"filter": null}), json!({"kind": "restore"})).await;
        assert_eq!(numbers(&done), [2, 1, 1]);
        let living: Vec<Value> = ines.leads().await.iter().map(|lead| lead["id"].clone()).collect();
        assert_eq!(living, [first["id"].clone()]);
        let addresses = ines.get("/api/v1/audit?object=lead").await.expect(200);
        assert_eq!(addresses["items"][0]["action"], "restored");
    }

    async fn wrong_acts_are_pointed_at_and_nothing_is_written(app: TestApp) {
        let ines = app.owner("ines").await;
        let lead = people(&ines, &["Ada"]).await.remove(0);
        let lost = stages(&ines).await["Lost"].clone();
        let all = json!({"filter": null});
        let unknown = "01a2016e-a2f5-70f6-be05-d34c6159badc";
        let edit = |change: Value| json!({"kind": "edit", "change": change});
        let before = app.db.rows().await;
        for (selection, action, pointer) in [
            (json!({}), json!({"kind": "delete"}), "/selection"),
            (json!({"ids": []}), json!({"kind": "delete"}), "/selection/ids"),
            (json!({"ids": vec![lead["id"].clone(); 1_001]}), json!({"kind": "delete"}), "/selection/ids"),
            (json!({"ids": [lead["id"]], "filter": null}), json!({"kind": "delete"}), "/selection"),
            (json!({"ids": [lead["id"]], "except": [lead["id"]]}), json!({"kind": "delete"}), "/selection/except"),
            (json!({"ids": ["no id"]}), json!({"kind": "delete"}), "/selection/ids/0"),
            (json!({"filter": {"field": "shoe_size", "op": "is", "value": 1}}), json!({"kind": "delete"}), "/selection/filter/field"),
            (all.clone(), json!({"kind": "explode"}), "/action/kind"),
            (all.clone(), json!({"kind": "edit"}), "/action/change"),
            (all.clone(), edit(json!({})), "/action/change"),
            (all.clone(), edit(json!({"shoe_size": 1})), "/action/change/shoe_size"),
            (all.clone(), edit(json!({"country": "Portugal"})), "/action/change/country"),
            (all.clone(), edit(json!({"owner_id": unknown})), "/action/change/owner_id"),
            (all.clone(), edit(json!({"team_id": unknown})), "/action/change/team_id"),
            (all.clone(), edit(json!({"stage_id": unknown})), "/action/change/stage_id"),
            (all.clone(), edit(json!({"stage_id": lost})), "/action/change/lost_reason"),
            (all.clone(), edit(json!({"lost_reason": "Price"})), "/action/change/stage_id"),
            (all.clone(), json!({"kind": "tag"}), "/action/add"),
            (all.clone(), json!({"kind": "tag", "add": [unknown]}), "/action/add/0"),
            (all.clone(), json!({"kind": "delete", "change": {"status": "new"}}), "/action/change"),
            (all, json!({"kind": "delete", "add": [unknown]}), "/action/kind"),
        ] {
            let body = json!({"selection": selection, "action": action});
            let problem = ines.post(BULK, &body).await.expect_problem(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{action}");
        }
        assert_eq!(app.db.rows().await, before);
    }
}
