//! Reports: each is what one could count in the list, by whoever asks; in days of the workspace, and as CSV.

use chrono::{DateTime, Duration, Utc};
use domain::workspace::Role;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use testkit::{Browser, TestApp, both_engines, sim};

async fn report(browser: &Browser, query: &str) -> Value {
    let report = browser.get(&format!("/api/v1/reports/{query}")).await.expect(200);
    let keys: Vec<&str> =
        report["columns"].as_array().unwrap().iter().map(|column| column["key"].as_str().unwrap()).collect();
    for row in report["rows"]
        .as_array()
        .unwrap()
        .iter()
        .chain(report["totals"].is_object().then_some(&report["totals"]))
    {
        let mut own: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
        let mut keys = keys.clone();
        own.sort_unstable();
        keys.sort_unstable();
        assert_eq!(own, keys);
    }
    report
}

/// A column of a report by another one.
fn column<'a>(report: &'a Value, by: &str, of: &str) -> BTreeMap<String, &'a Value> {
    let rows = report["rows"].as_array().unwrap().iter();
    rows.map(|row| (row[by].as_str().unwrap().to_owned(), &row[of])).collect()
}

fn counts(report: &Value, by: &str, of: &str) -> BTreeMap<String, u64> {
    column(report, by, of)
        .into_iter()
        .map(|(key, value)| (key, value.as_u64().unwrap()))
        .filter(|(_, count)| *count > 0)
        .collect()
}

fn tally(keys: impl Iterator<Item = String>) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    keys.for_each(|key| *counts.entry(key).or_default() += 1);
    counts
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or("Nobody").to_owned()
}

async fn member_id(browser: &Browser, name: &str) -> String {
    let members = browser.get("/api/v1/members").await.expect(200);
    let found = members["items"].as_array().unwrap().iter().find(|member| member["name"] == name);
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

/// Captured and entered leads of several owners, some moved, some answered, one in the bin, over nine days.
async fn busy(app: &TestApp) -> (Browser, Browser) {
    let mut ines = app.owner("ines").await;
    let mut member = app.colleague(&ines, Role::Member).await;
    let id = member_id(&ines, "member").await;
    ines.patch(&format!("/api/v1/members/{id}"), &json!({"lead_scope": "own"})).await.expect(200);
    app.connect_zoom(&ines).await;
    let stages = ines.get("/api/v1/pipelines").await.expect(200)["items"][0]["stages"].clone();
    for round in 0..3_usize {
        app.zoom.register_many(sim::DEFAULT_MEETING, 3).unwrap();
        app.settle().await;
        let tag = ines.post("/api/v1/tags", &json!({"name": format!("Tag {round}")})).await.expect(201);
        let fresh: Vec<Value> = ines.leads().await.into_iter().take(3).collect();
        app.advance(Duration::minutes(10 * (round as i64 + 1)));
        ines.put(&format!(
            "/api/v1/leads/{}/tags/{}",
            fresh[0]["id"].as_str().unwrap(),
            tag["id"].as_str().unwrap()
        ))
        .await
        .expect(204);
        app.advance(Duration::hours(1));
        for (at, change) in [
            (0, json!({"owner_id": id, "stage_id": stages[1 + round]["id"], "status": "qualified"})),
            (
                1,
                json!({"stage_id": stages[4]["id"], "status": "converted", "value": {"amount_minor": 500, "currency": "EUR"}}),
            ),
        ] {
            ines.patch(&format!("/api/v1/leads/{}", fresh[at]["id"].as_str().unwrap()), &change)
                .await
                .expect(200);
        }
        let euros =
            json!({"amount_minor": 1_000 * (round + 1), "currency": if round == 2 { "JPY" } else { "EUR" }});
        ines.enter(&json!({"first_name": "Entered", "owner_id": if round == 1 { Value::Null } else { json!(id) }, "value": euros})).await;
        let binned = ines.enter(&json!({"first_name": "Binned", "value": euros})).await;
        ines.delete(&format!("/api/v1/leads/{}", binned["id"].as_str().unwrap())).await.expect(204);
        app.advance(Duration::days(3));
        ines.sign_in("ines@cloop.example", testkit::PASSWORD).await;
        member.sign_in("member.ines@cloop.example", testkit::PASSWORD).await;
    }
    (ines, member)
}

both_engines! {
    async fn each_report_counts_what_its_reader_can_list(app: TestApp) {
        let (ines, member) = busy(&app).await;
        for browser in [&ines, &member] {
            let leads = browser.leads().await;
            assert!(leads.len() >= 5);
            let sources = report(browser, "sources").await;
            let name = |lead: &Value| match lead["source"].as_str().unwrap() { "manual" => "Entered", "zoom_meeting" => "Zoom meeting", _ => "Zoom webinar" }.to_owned();
            assert_eq!(counts(&sources, "source", "leads"), tally(leads.iter().map(name)));
            let won = |lead: &&Value| lead["stage"]["kind"] == "won";
            assert_eq!(counts(&sources, "source", "won"), tally(leads.iter().filter(won).map(name)));
            let converted = |lead: &&Value| lead["status"] == "converted";
            assert_eq!(counts(&sources, "source", "converted"), tally(leads.iter().filter(converted).map(name)));
            let qualified = |lead: &&Value| lead["status"] == "converted" || lead["status"] == "qualified";
            assert_eq!(counts(&sources, "source", "qualified"), tally(leads.iter().filter(qualified).map(name)));
            let rate = leads.iter().filter(|lead| won(lead) || converted(lead)).count() as f64 * 100.0 / leads.len() as f64;
            assert!((sources["totals"]["rate"].as_f64().unwrap() - rate).abs() < 0.06, "{sources}");

            let load = report(browser, "load").await;
            let open: Vec<&Value> = leads.iter().filter(|lead| lead["stage"]["kind"] == "open").collect();
            assert_eq!(counts(&load, "owner", "open"), tally(open.iter().map(|lead| text(&lead["owner"]["name"]))));
            for currency in ["EUR", "JPY"] {
                let amount = |lead: &&&Value| lead["value"]["currency"] == currency;
                let sum: u64 = open.iter().filter(amount).map(|lead| lead["value"]["amount_minor"].as_u64().unwrap()).sum();
                assert_eq!(load["totals"][format!("value_{}", currency.to_lowercase())], json!({"amount_minor": sum, "currency": currency}));
            }

            let capture = report(browser, "capture?interval=day").await;
            assert_eq!(capture["rows"].as_array().unwrap().len(), 30);
            let day = |lead: &Value| lead["created_at"].as_str().unwrap()[..10].to_owned();
            assert_eq!(counts(&capture, "begins", "total"), tally(leads.iter().map(day)));
            assert_eq!(capture["totals"]["total"], leads.len());
            let manual = tally(leads.iter().filter(|lead| lead["source"] == "manual").map(day));
            assert_eq!(counts(&capture, "begins", "manual"), manual);
            let months = report(browser, "capture?interval=month&from=2026-11-01&to=2026-12-31").await;
            assert_eq!(months["totals"]["total"], leads.len());
            assert_eq!(months["rows"].as_array().unwrap().len(), 2);

            let funnel = report(browser, "funnel").await;
            assert_eq!(counts(&funnel, "stage", "now"), tally(leads.iter().map(|lead| text(&lead["stage"]["name"]))));
            let entered = counts(&funnel, "stage", "entered");
            assert_eq!(entered["New"], leads.len() as u64, "each lead began there");

            let response = report(browser, "response").await;
            let captured = leads.iter().filter(|lead| lead["source"] != "manual");
            assert_eq!(counts(&response, "owner", "captured"), tally(captured.clone().map(|lead| text(&lead["owner"]["name"]))));
            let mut waits = Vec::new();
            for lead in captured {
                let path = format!("/api/v1/leads/{}/activities", lead["id"].as_str().unwrap());
                let entries = browser.get(&path).await.expect(200)["items"].as_array().unwrap().clone();
                let time = |value: &Value| value.as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
                let first = entries.iter().rev().find(|entry| entry["actor"]["kind"] == "member");
                waits.extend(first.map(|first| (time(&first["occurred_at"]) - time(&lead["created_at"])).num_seconds()));
            }
            waits.sort_unstable();
            let rank = |percent: usize| waits[(waits.len() * percent).div_ceil(100) - 1];
            assert_eq!((&response["totals"]["answered"], &response["totals"]["median"], &response["totals"]["p90"]), (&json!(waits.len()), &json!(rank(50)), &json!(rank(90))));
        }
        assert_ne!(report(&ines, "sources").await["totals"], report(&member, "sources").await["totals"]);
    }

    async fn the_funnel_knows_how_long_leads_stood_and_who_went_on(app: TestApp) {
        let ines = app.owner("ines").await;
        let stages = ines.get("/api/v1/pipelines").await.expect(200)["items"][0]["stages"].clone();
        let mut leads = Vec::new();
        for name in ["Ada", "Bo", "Cy"] {
            leads.push(ines.enter(&json!({"first_name": name})).await);
        }
        let go = async |lead: usize, stage: usize, reason: Value| {
            let path = format!("/api/v1/leads/{}", leads[lead]["id"].as_str().unwrap());
            ines.patch(&path, &json!({"stage_id": stages[stage]["id"], "lost_reason": reason})).await.expect(200)
        };
        app.advance(Duration::hours(1));
        go(0, 1, Value::Null).await;
        app.advance(Duration::hours(1));
        go(1, 5, json!("No budget")).await;
        app.advance(Duration::hours(1));
        go(0, 0, Value::Null).await;
        let funnel = report(&ines, "funnel").await;
        let of = |column_: &str| ["New", "Contacted", "Lost"].map(|stage| column(&funnel, "stage", column_)[stage].clone());
        assert_eq!(of("entered"), [json!(3), json!(1), json!(1)], "coming back is the same lead");
        assert_eq!(of("now"), [json!(2), json!(0), json!(1)]);
        assert_eq!(of("median_stay"), [json!(3_600), json!(7_200), Value::Null]);
        assert_eq!(of("conversion"), [json!(33.3), json!(0.0), Value::Null]);
        // A stage that goes hands its leads on, and what was is kept.
        ines.delete(&format!("/api/v1/stages/{}?move_to={}", stages[0]["id"].as_str().unwrap(), stages[1]["id"].as_str().unwrap())).await.expect(204);
        let funnel = report(&ines, "funnel").await;
        assert_eq!((column(&funnel, "stage", "entered")["Contacted"], column(&funnel, "stage", "now")["Contacted"]), (&json!(2), &json!(2)));
        let earlier = report(&ines, "funnel?from=2026-01-01&to=2026-01-31").await;
        assert!(counts(&earlier, "stage", "entered").is_empty());
    }

    async fn csv_is_the_same_table_and_no_formula(app: TestApp) {
        let ines = app.owner("ines").await;
        let pipelines = ines.get("/api/v1/pipelines").await.expect(200);
        let stage = format!("/api/v1/stages/{}", pipelines["items"][0]["stages"][0]["id"].as_str().unwrap());
        ines.patch(&stage, &json!({"name": "=1+1, \"new\""})).await.expect(200);
        ines.enter(&json!({"first_name": "Ada", "value": {"amount_minor": 1250, "currency": "EUR"}})).await;
        let answer = ines.get("/api/v1/reports/funnel?format=csv").await;
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
        let text = answer.text();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[..2], ["Stage,Entered,Now there,Median stay,Went on", "\"'=1+1, \"\"new\"\"\",1,1,,0.0"]);
        let request = ines.request(reqwest::Method::GET, "/api/v1/reports/load").header("accept", "text/csv");
        assert_eq!(ines.send(request).await.text(), "Owner,Open leads,Value (EUR)\r\nines,1,12.50\r\nTotal,1,12.50\r\n");
        let json = ines.get("/api/v1/reports/load?format=json").await;
        assert_eq!((json.header("content-type"), &json.json()["totals"]["open"]), ("application/json", &json!(1)));
    }

    async fn a_wrong_question_is_pointed_at(app: TestApp) {
        let ines = app.owner("ines").await;
        for (query, pointer) in [
            ("from=2026-02-30", "/from"),
            ("to=yesterday", "/to"),
            ("from=2026-11-22&to=2026-11-21", "/to"),
            ("from=2021-11-22&to=2026-11-22", "/from"),
            ("from=0001-01-01&to=0001-01-02", "/from"),
        ] {
            let problem = ines.get(&format!("/api/v1/reports/capture?{query}")).await.expect_problem(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{query}");
        }
        report(&ines, "capture?from=2021-11-23&to=2026-11-22&interval=week").await;
        ines.get("/api/v1/reports/horoscope").await.expect_problem(404, "not_found");
        ines.get("/api/v1/reports/capture?interval=hour").await.expect_problem(400, "malformed_query");
        let nowhere = "/api/v1/reports/funnel?pipeline_id=01a2016e-a2f5-70f6-be05-d34c6159badc";
        ines.get(nowhere).await.expect_problem(404, "not_found");
    }
}
