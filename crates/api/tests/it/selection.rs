//! Lists by filter and order, counts, and the search, through HTTP. That every filter selects what it says is tested
//! against an oracle beside the compiler; here it is how clients ask.

use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Browser, TestApp, both_engines};

fn is(field: &str, op: &str, value: Value) -> Value {
    json!({"field": field, "op": op, "value": value})
}

async fn search(browser: &Browser, q: &str) -> Vec<String> {
    let request = browser.request(Method::GET, "/api/v1/leads/search").query(&[("q", q)]);
    let found = browser.send(request).await.expect(200);
    let name = |lead: &Value| lead["display_name"].as_str().unwrap().to_owned();
    found["items"].as_array().unwrap().iter().map(name).collect()
}

async fn some(app: &TestApp) -> Browser {
    let ines = app.owner("ines").await;
    for (name, company, status, value) in [
        ("Ada", Some("Tarrow Freight"), "new", Some(300)),
        ("Émile", Some("Ärzte & Co"), "working", None),
        ("Grace", None, "qualified", Some(100)),
        ("李小龍", Some("tarrow"), "new", Some(200)),
    ] {
        let value = value.map(|amount: i64| json!({"amount_minor": amount, "currency": "EUR"}));
        let lead = json!({"first_name": name, "company": company, "status": status, "value": value, "emails": [format!("{}@tarrow.example", name.len())]});
        ines.enter(&lead).await;
        app.advance(chrono::Duration::hours(1));
    }
    ines
}

both_engines! {
    async fn filters_read_as_people_mean_them(app: TestApp) {
        let ines = some(&app).await;
        let select = async |filter: Value| ines.select(&filter, "created_at").await;
        assert_eq!(select(json!({"all": []})).await, ["Ada", "Émile", "Grace", "李小龍"]);
        assert_eq!(select(json!({"any": []})).await, Vec::<String>::new());
        assert_eq!(select(is("company", "is", json!("TARROW"))).await, ["李小龍"]);
        assert_eq!(select(is("company", "is_not", json!("TARROW"))).await, ["Ada", "Émile", "Grace"], "nobody without one is lost");
        assert_eq!(select(is("company", "contains", json!("arzte &"))).await, ["Émile"]);
        assert_eq!(select(is("company", "starts_with", json!("Tarrow"))).await, ["Ada", "李小龍"]);
        assert_eq!(select(is("company", "contains", json!("%"))).await, Vec::<String>::new());
        assert_eq!(select(is("first_name", "is", json!("emile"))).await, ["Émile"]);
        assert_eq!(select(is("value", "at_least", json!(200))).await, ["Ada", "李小龍"]);
        assert_eq!(select(is("value", "empty", Value::Null)).await, ["Émile"]);
        assert_eq!(select(is("owner", "any_of", json!(["me"]))).await.len(), 4);
        assert_eq!(select(is("email", "is", json!("3@Tarrow.example"))).await, ["Ada"]);
        assert_eq!(select(is("created_at", "in_last", json!({"count": 90, "unit": "minutes"}))).await, ["李小龍"]);
        assert_eq!(select(is("created_at", "is", json!("yesterday"))).await, Vec::<String>::new());
        let either = json!({"any": [is("status", "any_of", json!(["qualified"])), {"not": is("company", "not_empty", Value::Null)}]});
        assert_eq!(select(json!({"all": [either, is("origin", "any_of", json!(["member"]))]})).await, ["Grace"]);
        let request = ines.request(Method::GET, "/api/v1/leads/count");
        let filter = is("status", "any_of", json!(["new"])).to_string();
        assert_eq!(ines.send(request.query(&[("filter", filter)])).await.expect(200), json!({"count": 2, "capped": false}));
    }

    async fn every_order_goes_both_ways_and_misses_nobody(app: TestApp) {
        let ines = some(&app).await;
        for (sort, expected) in [
            ("created_at", ["Ada", "Émile", "Grace", "李小龍"]),
            ("display_name", ["Ada", "Émile", "Grace", "李小龍"]),
            ("company", ["Grace", "Émile", "李小龍", "Ada"]),
            ("value", ["Émile", "Grace", "李小龍", "Ada"]),
            ("last_activity_at", ["Ada", "Émile", "Grace", "李小龍"]),
        ] {
            assert_eq!(ines.select(&json!({"all": []}), sort).await, expected, "{sort}");
            let back: Vec<&str> = expected.iter().rev().copied().collect();
            assert_eq!(ines.select(&json!({"all": []}), &format!("-{sort}")).await, back, "-{sort}");
        }
        assert_eq!(ines.select(&json!({"all": []}), "score").await.len(), 4);
    }

    async fn a_wrong_filter_or_order_is_pointed_at(app: TestApp) {
        let ines = some(&app).await;
        let ask = async |query: &[(&str, &str)]| ines.send(ines.request(Method::GET, "/api/v1/leads").query(query)).await;
        let wrong = json!({"all": [is("company", "is", json!("x")), is("shoe_size", "is", json!(44))]}).to_string();
        let problem = ask(&[("filter", &wrong)]).await.expect_problem(400, "malformed_query");
        assert_eq!(problem["errors"][0]["pointer"], "/all/1/field");
        ask(&[("sort", "shoe_size")]).await.expect_problem(400, "malformed_query");
        let cursor = ask(&[("sort", "company"), ("limit", "1")]).await.expect(200)["next_cursor"].as_str().unwrap().to_owned();
        ask(&[("sort", "company"), ("cursor", &cursor)]).await.expect(200);
        ask(&[("sort", "-company"), ("cursor", &cursor)]).await.expect_problem(400, "malformed_query");
        ask(&[("cursor", &cursor)]).await.expect_problem(400, "malformed_query");
    }

    async fn the_search_finds_while_one_types(app: TestApp) {
        let ines = some(&app).await;
        let phone = json!({"first_name": "Nadia", "phones": ["+49 30 901820"], "company": "Ada Systems"});
        ines.enter(&phone).await;
        assert_eq!(search(&ines, "e").await, ["Émile"]);
        assert_eq!(search(&ines, "EMI").await, ["Émile"]);
        assert_eq!(search(&ines, "ada").await, ["Ada", "Nadia"], "a name before a company");
        assert_eq!(search(&ines, "小龍").await, ["李小龍"]);
        assert_eq!(search(&ines, "freight ada").await, ["Ada"]);
        assert_eq!(search(&ines, "3@tarrow").await, ["Ada"]);
        for spelling in ["030 901820", "+49 30 90 18 20", "901820", "1820"] {
            assert_eq!(search(&ines, spelling).await, ["Nadia"], "{spelling}");
        }
        for nothing in ["", " ", "%", "zebra", "ada zebra", "' OR 1=1 --"] {
            assert_eq!(search(&ines, nothing).await, Vec::<String>::new(), "{nothing}");
        }
        let request = ines.request(Method::GET, "/api/v1/leads/search").query(&[("q", "a"), ("limit", "51")]);
        ines.send(request).await.expect_problem(400, "malformed_query");
        ines.get("/api/v1/leads/search").await.expect_problem(400, "malformed_query");
    }
}
