//! Custom fields: every kind, in lists, filters and the search; and those that stay shut until an owner says why.

use domain::workspace::Role;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use testkit::{Browser, TestApp, both_engines};

fn at(record: &Value, of: &str) -> String {
    format!("/api/v1/{of}/{}", record["id"].as_str().unwrap())
}

async fn field(browser: &Browser, name: &str, kind: &str) -> Value {
    let mut body = json!({"name": name, "kind": kind, "privacy_class": "ordinary"});
    if kind.ends_with("choice") {
        body["options"] = json!(["Small", "Large", "Huge"]);
    }
    browser.post("/api/v1/fields", &body).await.expect(201)
}

/// One field of every kind, by kind.
async fn all_kinds(browser: &Browser) -> BTreeMap<&'static str, Value> {
    let mut fields = BTreeMap::new();
    for kind in [
        "checkbox",
        "choice",
        "date",
        "date_time",
        "email",
        "long_text",
        "member",
        "money",
        "multi_choice",
        "number",
        "phone",
        "text",
        "url",
    ] {
        fields.insert(kind, field(browser, &format!("My {kind}"), kind).await);
    }
    fields
}

both_engines! {
    async fn a_lead_holds_a_value_of_every_kind(app: TestApp) {
        let ines = app.owner("ines").await;
        let fields = all_kinds(&ines).await;
        let option = |kind: &str, index: usize| fields[kind]["options"][index]["id"].clone();
        let me = ines.session()["member"]["id"].clone();
        let custom = json!({
            "my_checkbox": true, "my_choice": option("choice", 1), "my_date": "2051-12-24", "my_date_time": "2026-12-24T18:00:00Z",
            "my_email": "ada@tarrow.example", "my_long_text": "one\ntwo", "my_member": me, "my_money": {"amount_minor": 1250, "currency": "EUR"},
            "my_multi_choice": [option("multi_choice", 2), option("multi_choice", 0)], "my_number": 12.5, "my_phone": "+48 22 555 01 00",
            "my_text": "Łódź", "my_url": "https://tarrow.example/a?b=c",
        });
        let lead = ines.enter(&json!({"first_name": "Ada", "custom": custom})).await;
        let mut expected = custom.clone();
        expected["my_phone"] = json!("+48225550100");
        expected["my_multi_choice"] = json!([option("multi_choice", 0), option("multi_choice", 2)]);
        assert_eq!(lead["custom"], expected);
        assert_eq!(ines.leads().await[0]["custom"], expected);
        let origin = lead["field_origins"].as_array().unwrap().iter().find(|origin| origin["field"] == "custom.my_text").unwrap();
        assert_eq!(origin["origin"], "member");
        let changed = ines.patch(&at(&lead, "leads"), &json!({"custom": {"my_number": -3, "my_text": null, "my_choice": option("choice", 0)}})).await.expect(200);
        expected["my_number"] = json!(-3);
        expected["my_choice"] = option("choice", 0);
        expected.as_object_mut().unwrap().remove("my_text");
        assert_eq!((&changed["custom"], &changed["version"]), (&expected, &json!(2)));
        let timeline = ines.get(&format!("{}/activities", at(&lead, "leads"))).await.expect(200);
        assert_eq!(timeline["items"][0]["detail"]["changes"], json!([
            {"field": "custom.my_choice", "label": "My choice", "from": "Large", "to": "Small"},
            {"field": "custom.my_number", "label": "My number", "from": "12.5", "to": "-3"},
            {"field": "custom.my_text", "label": "My text", "from": "Łódź", "to": null},
        ]));
        let same = ines.patch(&at(&lead, "leads"), &json!({"custom": {"my_number": -3}})).await.expect(200);
        assert_eq!(same["version"], 2);
    }

    async fn filters_and_the_search_know_what_fields_hold(app: TestApp) {
        let ines = app.owner("ines").await;
        let fields = all_kinds(&ines).await;
        let option = |index: usize| fields["multi_choice"]["options"][index]["id"].clone();
        let me = ines.session()["member"]["id"].clone();
        ines.enter(&json!({"first_name": "Ada", "custom": {
            "my_text": "Łódź West", "my_number": 2.5, "my_date": "2026-11-22", "my_multi_choice": [option(0), option(1)], "my_checkbox": true, "my_member": me,
            "my_money": {"amount_minor": 900, "currency": "EUR"}, "my_date_time": "2026-11-22T20:00:00Z",
        }})).await;
        ines.enter(&json!({"first_name": "Ben", "custom": {"my_text": "Porto", "my_number": -7, "my_date": "2026-11-23", "my_multi_choice": [option(2)], "my_checkbox": false}})).await;
        ines.enter(&json!({"first_name": "Cleo"})).await;
        for (field, op, value, expected) in [
            ("text", "contains", json!("lodz"), vec!["Ada"]),
            ("text", "is_not", json!("porto"), vec!["Ada", "Cleo"]),
            ("text", "empty", Value::Null, vec!["Cleo"]),
            ("number", "at_least", json!(2.5), vec!["Ada"]),
            ("number", "less_than", json!(2.5), vec!["Ben"]),
            ("number", "between", json!([-7, 2.4]), vec!["Ben"]),
            ("money", "more_than", json!(899), vec!["Ada"]),
            ("date", "is", json!("today"), vec!["Ada"]),
            ("date", "after", json!("2026-11-22"), vec!["Ben"]),
            ("date", "before", json!("2051-01-01"), vec!["Ada", "Ben"]),
            ("date", "not_empty", Value::Null, vec!["Ada", "Ben"]),
            ("date_time", "before", json!("2051-01-01"), vec!["Ada"]),
            ("date_time", "in_next", json!({"count": 12, "unit": "hours"}), vec!["Ada"]),
            ("multi_choice", "any_of", json!([option(1), option(2)]), vec!["Ada", "Ben"]),
            ("multi_choice", "none_of", json!([option(0)]), vec!["Ben", "Cleo"]),
            ("member", "any_of", json!(["me"]), vec!["Ada"]),
            ("checkbox", "is", json!(true), vec!["Ada"]),
            ("checkbox", "is", json!(false), vec!["Ben", "Cleo"]),
        ] {
            let filter = json!({"field": format!("custom.my_{field}"), "op": op, "value": value});
            assert_eq!(ines.select(&filter, "display_name").await, expected, "{filter}");
        }
        let found = ines.get("/api/v1/leads/search?q=lod%20wes").await.expect(200);
        assert_eq!((found["items"].as_array().unwrap().len(), &found["items"][0]["display_name"]), (1, &json!("Ada")));
        for (filter, pointer) in [
            (json!({"field": "custom.nothing", "op": "empty"}), "/field"),
            (json!({"field": "custom.my_checkbox", "op": "contains", "value": "x"}), "/op"),
            (json!({"field": "custom.my_number", "op": "is", "value": "x"}), "/value"),
        ] {
            let request = ines.request(Method::GET, "/api/v1/leads").query(&[("filter", filter.to_string())]);
            let problem = ines.send(request).await.expect_problem(400, "malformed_query");
            assert_eq!(problem["errors"][0]["pointer"], pointer);
        }
    }

    async fn wrong_values_are_pointed_at_and_nothing_is_written(app: TestApp) {
        let ines = app.owner("ines").await;
        all_kinds(&ines).await;
        let nobody = json!("01a2016e-a2f5-70f6-be05-d34c6159badc");
        for (key, wrong) in [
            ("my_checkbox", json!("yes")), ("my_choice", nobody.clone()), ("my_date", json!("24.12.2026")), ("my_date_time", json!("2026-12-24")),
            ("my_email", json!("nobody")), ("my_long_text", json!(1)), ("my_member", nobody.clone()), ("my_money", json!({"amount_minor": 1, "currency": "XXQ"})),
            ("my_multi_choice", json!([nobody])), ("my_number", json!(1e13)), ("my_phone", json!("call me")), ("my_text", json!("x".repeat(501))),
            ("my_url", json!("javascript:alert(1)")), ("shoe_size", json!(44)),
        ] {
            let problem = ines.post("/api/v1/leads", &json!({"first_name": "Ada", "custom": {key: wrong}})).await.expect_problem(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], format!("/custom/{key}"));
        }
        assert!(ines.leads().await.is_empty());
    }

    async fn what_looks_special_stays_shut_until_an_owner_says_why(app: TestApp) {
        let ines = app.owner("ines").await;
        let admin = app.colleague(&ines, Role::Admin).await;
        let open = field(&admin, "Region", "text").await;
        assert_eq!((&open["state"], &open["key"], &open["quarantine_reason"]), (&json!("active"), &json!("region"), &Value::Null));
        let lead = ines.enter(&json!({"first_name": "Ada", "custom": {"region": "Wallachia"}})).await;
        let shut = admin.patch(&at(&open, "fields"), &json!({"name": "Religion"})).await.expect(200);
        assert_eq!((&shut["state"], &shut["quarantine_reason"]), (&json!("quarantined"), &json!("“Religion” looks like religion or belief.")));
        app.run_jobs().await;
        assert_eq!(ines.lead(&lead["id"]).await["custom"], json!({}));
        assert_eq!(ines.get("/api/v1/leads/search?q=wallachia").await.expect(200)["items"], json!([]));
        let problem = ines.patch(&at(&lead, "leads"), &json!({"custom": {"region": "x"}})).await.expect_problem(422, "invalid");
        assert_eq!((&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]), (&json!("/custom/region"), &json!("field_quarantined")));
        let filter = json!({"field": "custom.region", "op": "not_empty"});
        ines.send(ines.request(Method::GET, "/api/v1/leads").query(&[("filter", filter.to_string())])).await.expect_problem(400, "malformed_query");
        let basis = format!("{}/basis", at(&open, "fields"));
        let record = json!({"kind": "explicit_consent", "note": "Form of 2026-11, kept by legal"});
        admin.send(admin.request(Method::PUT, &basis).json(&record)).await.expect_problem(403, "forbidden");
        let opened = ines.send(ines.request(Method::PUT, &basis).json(&record)).await.expect(200);
        assert_eq!((&opened["state"], &opened["basis"]["kind"], &opened["basis"]["recorded_by"]["name"]), (&json!("active"), &json!("explicit_consent"), &json!("ines")));
        app.run_jobs().await;
        assert_eq!(ines.lead(&lead["id"]).await["custom"], json!({"region": "Wallachia"}));
        assert_eq!(ines.get("/api/v1/leads/search?q=wallachia").await.expect(200)["items"].as_array().unwrap().len(), 1);
        ines.patch(&at(&lead, "leads"), &json!({"custom": {"region": "Moldavia"}})).await.expect(200);
        let timeline = ines.get(&format!("{}/activities", at(&lead, "leads"))).await.expect(200);
        assert!(!timeline.to_string().contains("Moldavia"), "what needed a basis is not told on the timeline");
        assert_eq!(ines.delete(&basis).await.expect(200)["state"], "quarantined");
        let special = json!({"name": "Notes 2", "kind": "text", "privacy_class": "special"});
        assert_eq!(admin.post("/api/v1/fields", &special).await.expect(201)["state"], "quarantined");
        let by_option = json!({"name": "Seating", "kind": "choice", "privacy_class": "ordinary", "options": ["Aisle", "Wheelchair space"]});
        assert_eq!(admin.post("/api/v1/fields", &by_option).await.expect(201)["quarantine_reason"], "“Wheelchair space” looks like health.");
    }

    async fn fields_are_changed_and_go_with_what_they_hold(app: TestApp) {
        let ines = app.owner("ines").await;
        let size = field(&ines, "Size", "choice").await;
        let (small, large) = (size["options"][0].clone(), size["options"][1].clone());
        let lead = ines.enter(&json!({"first_name": "Ada", "custom": {"size": small["id"]}})).await;
        let renamed = json!([{"id": large["id"], "label": "XL"}, {"label": "New"}]);
        let changed = ines.patch(&at(&size, "fields"), &json!({"options": renamed})).await.expect(200);
        let labels: Vec<&Value> = changed["options"].as_array().unwrap().iter().map(|option| &option["label"]).collect();
        assert_eq!((labels, &changed["options"][0]["id"]), (vec![&json!("XL"), &json!("New")], &large["id"]));
        assert_eq!(ines.lead(&lead["id"]).await["custom"], json!({}));
        ines.patch(&at(&lead, "leads"), &json!({"custom": {"size": large["id"]}})).await.expect(200);
        ines.delete(&at(&size, "fields")).await.expect_problem(409, "field_in_use");
        ines.delete(&format!("{}?discard_values=true", at(&size, "fields"))).await.expect(204);
        assert_eq!(ines.get("/api/v1/fields").await.expect(200)["items"], json!([]));
        assert_eq!(ines.lead(&lead["id"]).await["custom"], json!({}));
        assert_eq!(field(&ines, "Size", "text").await["key"], "size_2");
        app.run_jobs().await;
        assert_eq!(field(&ines, "Size", "text").await["key"], "size");
        assert_eq!(ines.lead(&lead["id"]).await["custom"], json!({}));
    }

    async fn wrong_fields_are_pointed_at(app: TestApp) {
        let ines = app.owner("ines").await;
        for (body, pointer) in [
            (json!({"name": " ", "kind": "text", "privacy_class": "ordinary"}), "/name"),
            (json!({"name": "A", "kind": "colour", "privacy_class": "ordinary"}), "/kind"),
            (json!({"name": "A", "kind": "text"}), "/privacy_class"),
            (json!({"name": "A", "kind": "text", "privacy_class": "ordinary", "options": ["x"]}), "/options"),
            (json!({"name": "A", "kind": "choice", "privacy_class": "ordinary"}), "/options"),
            (json!({"name": "A", "kind": "choice", "privacy_class": "ordinary", "options": ["x", "X"]}), "/options/1/label"),
            (json!({"name": "A", "kind": "choice", "privacy_class": "ordinary", "options": ["x", " "]}), "/options/1/label"),
        ] {
            let problem = ines.post("/api/v1/fields", &body).await.expect_problem(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}");
        }
        let made = field(&ines, "A", "text").await;
        let stale = ines.request(Method::PATCH, &at(&made, "fields")).header("if-match", "\"7\"").json(&json!({"name": "B"}));
        ines.send(stale).await.expect_problem(412, "version_conflict");
        for _ in 0..2 {
            let once = ines.request(Method::POST, "/api/v1/fields").header("idempotency-key", "f").json(&json!({"name": "Once", "kind": "text", "privacy_class": "ordinary"}));
            assert_eq!(ines.send(once).await.expect(201)["key"], "once");
        }
        let other = app.owner("otto").await;
        other.patch(&at(&made, "fields"), &json!({"name": "Mine"})).await.expect_problem(404, "not_found");
        assert_eq!(other.get("/api/v1/fields").await.expect(200)["items"], json!([]));
    }
}
