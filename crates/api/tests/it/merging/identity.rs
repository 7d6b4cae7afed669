//! Merging and undoing is nothing at all: every row of every table is what it was.

use super::{merge, path, undo};
use domain::{
    entropy::{TestEntropy, random},
    merge::MergeField,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use testkit::{Browser, Row, TestApp, both_engines, sim};

struct Dice(TestEntropy);

impl Dice {
    fn below(&self, limit: usize) -> usize {
        usize::try_from(u64::from_le_bytes(random(&self.0)) % u64::try_from(limit).unwrap()).unwrap()
    }

    fn one_of<'a, T>(&self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    fn some_of<T: Clone>(&self, of: &[T]) -> Vec<T> {
        of.iter().filter(|_| self.below(2) == 0).cloned().collect()
    }
}

/// What leads are made of here.
struct World {
    tags: Vec<Value>,
    teams: Vec<Value>,
    stages: Vec<Value>,
    members: Vec<Value>,
    options: Vec<Value>,
}

impl World {
    async fn new(ines: &Browser) -> Self {
        let mut world = Self {
            tags: Vec::new(),
            teams: Vec::new(),
            stages: Vec::new(),
            members: Vec::new(),
            options: Vec::new(),
        };
        for name in ["hot", "cold", "key"] {
            world
                .tags
                .push(ines.post("/api/v1/tags", &json!({"name": name})).await.expect(201)["id"].clone());
            world
                .teams
                .push(ines.post("/api/v1/teams", &json!({"name": name})).await.expect(201)["id"].clone());
        }
        let pipelines = ines.get("/api/v1/pipelines").await.expect(200);
        let stages = pipelines["items"][0]["stages"].as_array().unwrap();
        world.stages = stages.iter().map(|stage| stage["id"].clone()).collect();
        let members = ines.get("/api/v1/members").await.expect(200);
        world.members =
            members["items"].as_array().unwrap().iter().map(|member| member["id"].clone()).collect();
        world.members.push(Value::Null);
        ines.post(
            "/api/v1/fields",
            &json!({"name": "Budget", "kind": "number", "privacy_class": "ordinary"}),
        )
        .await
        .expect(201);
        let plans = json!({"name": "Plans", "kind": "multi_choice", "privacy_class": "ordinary", "options": ["a", "b", "c"]});
        let plans = ines.post("/api/v1/fields", &plans).await.expect(201);
        world.options =
            plans["options"].as_array().unwrap().iter().map(|option| option["id"].clone()).collect();
        world
    }

    /// Facts that two leads often share, and often not.
    fn lead(&self, dice: &Dice, number: usize) -> Value {
        let mut lead =
            json!({"first_name": dice.one_of(&["Ada", "Adá", "Grace"]), "tag_ids": dice.some_of(&self.tags)});
        let mut maybe = |field: &str, value: Value| {
            if dice.below(2) == 0 {
                lead[field] = value;
            }
        };
        maybe("last_name", json!(dice.one_of(&["Lovelace", "Hopper"])));
        maybe("company", json!(dice.one_of(&["Tarrow", "Tarrow GmbH", "Söhne & Co"])));
        maybe("title", json!(dice.one_of(&["COO", "CTO"])));
        maybe("country", json!(dice.one_of(&["PT", "DE"])));
        maybe("status", json!(dice.one_of(&["new", "working", "qualified"])));
        maybe("owner_id", dice.one_of(&self.members).clone());
        maybe("team_id", dice.one_of(&self.teams).clone());
        maybe("stage_id", dice.one_of(&self.stages).clone());
        maybe("value", json!({"amount_minor": dice.below(9), "currency": dice.one_of(&["EUR", "USD"])}));
        let emails: Vec<String> =
            (0..dice.below(3)).map(|n| format!("A{number}.{n}@tarrow.example")).collect();
        lead["emails"] = json!(emails);
        lead["phones"] = json!(dice.some_of(&["+4930901820", "desk 7", "+351 211 234 567", "030 1"]));
        lead["lost_reason"] = json!("Price");
        lead["custom"] = json!({"plans": dice.some_of(&self.options), "budget": dice.one_of(&[json!(1), json!(2.5), Value::Null])});
        lead
    }
}

/// Everything but what a merge itself is: its journal, its entries in the audit and on the timeline, the work and the keys that every
/// request leaves, and the session's clock. Of the leads all but the version, which never goes back, so that whoever saw
/// the merged state hears of the change, and the time of that change. A pair that was alike no more in between is found
/// anew: the same pair for the same reasons, as another row.
async fn everything(app: &TestApp) -> BTreeMap<String, Vec<Row>> {
    let mut rows = app.db.rows().await;
    for table in
        ["audit_entries", "merges", "jobs", "idempotency_keys", "sign_in_sessions", "seaql_migrations"]
    {
        rows.remove(table).unwrap();
    }
    for lead in rows.get_mut("leads").unwrap() {
        lead.remove("version").unwrap();
        lead.remove("updated_at").unwrap();
    }
    for pair in rows.get_mut("duplicates").unwrap() {
        pair.remove("id").unwrap();
        pair.remove("created_at").unwrap();
    }
    let own = ["merged", "merged_away", "merge_undone"]
        .map(|kind| kind.bytes().map(|byte| format!("{byte:02X}")).collect::<String>());
    rows.get_mut("activities").unwrap().retain(|row| !own.contains(&row["kind"]));
    for rows in rows.values_mut() {
        rows.sort();
    }
    rows
}

/// Runs what waits, also what waits for a quiet moment.
async fn settle(app: &TestApp) {
    app.advance(chrono::Duration::seconds(3));
    app.run_jobs().await;
}

both_engines! {
    async fn merging_and_undoing_changes_no_row_of_any_table(app: TestApp) {
        let ines = app.owner("ines").await;
        let world = World::new(&ines).await;
        app.connect_zoom(&ines).await;
        app.zoom.register_many(sim::DEFAULT_MEETING, 6).unwrap();
        app.zoom.register_many(sim::DEFAULT_WEBINAR, 6).unwrap();
        app.settle().await;
        let dice = Dice(TestEntropy::seeded(7));
        for number in 0..12 {
            ines.enter(&world.lead(&dice, number)).await;
        }
        settle(&app).await;
        let leads = ines.leads().await;
        assert_eq!(leads.len(), 24);
        let fields: Vec<&str> = MergeField::ALL.iter().map(|field| field.as_str()).collect();
        let mut changed = 0;
        for round in 0..16 {
            let (lead, other) = (dice.one_of(&leads), dice.one_of(&leads));
            if lead["id"] == other["id"] {
                continue;
            }
            app.advance(chrono::Duration::seconds(5));
            let before = everything(&app).await;
            let merged = merge(&ines, lead, other, &dice.some_of(&fields)).await;
            // Whether or not anything looked at the leads in between.
            if round % 2 == 0 {
                settle(&app).await;
            }
            assert_ne!(everything(&app).await, before);
            let undone = undo(&ines, &merged).await;
            assert_eq!(undone["kept"], json!([]));
            settle(&app).await;
            let after = everything(&app).await;
            for (table, rows) in &before {
                let lost: Vec<&Row> = rows.iter().filter(|row| !after[table].contains(row)).collect();
                let new: Vec<&Row> = after[table].iter().filter(|row| !rows.contains(row)).collect();
                let what = format!("{table} after {} became part of {}", path(other), path(lead));
                assert_eq!((lost, new, rows.len()), (vec![], vec![], after[table].len()), "{what}");
            }
            changed += 1;
        }
        assert!(changed > 12);
    }
}
