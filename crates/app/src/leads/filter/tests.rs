use super::{condition::not, *};
use chrono::DateTime;
use domain::{
    filter::{Test, TextField, TextTest, TimeTest},
    lead::LeadStatus,
};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

fn asking(now: &str, zone: &str) -> Asking {
    let now = DateTime::parse_from_rfc3339(now).unwrap().to_utc();
    Asking {
        me: Some(MemberId(Uuid::from_u128(7))),
        calendar: Calendar { now, zone: zone.parse().unwrap() },
        fields: Vec::new(),
    }
}

fn read(filter: &Value) -> Result<Filter, Vec<(String, String)>> {
    parse(&filter.to_string(), &asking("2026-11-22T09:00:00Z", "Europe/Berlin")).map_err(|refusal| {
        assert_eq!(refusal.code, Code::MalformedQuery);
        refusal.violations.into_iter().map(|violation| (violation.pointer, violation.code)).collect()
    })
}

fn within(filter: &Value, zone: &str, now: &str) -> (Option<String>, Option<String>) {
    let parsed = parse(&filter.to_string(), &asking(now, zone)).unwrap();
    let Filter::Is(Test::Time(_, TimeTest::Within(from, to))) = parsed else { panic!("{parsed:?}") };
    let text = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
    (from.map(text), to.map(text))
}

#[test]
fn a_tree_keeps_its_shape() {
    let tree = json!({"all": [
        {"field": "status", "op": "any_of", "value": ["new", "working"]},
        {"not": {"any": [{"field": "owner", "op": "any_of", "value": ["me"]}, {"field": "company", "op": "empty"}]}},
    ]});
    let owner = Filter::Is(Test::Owner(Some(vec![MemberId(Uuid::from_u128(7))])));
    let no_company = Filter::Is(Test::Text(TextField::Company, TextTest::Missing));
    let expected = Filter::All(vec![
        Filter::Is(Test::Status(vec![LeadStatus::New, LeadStatus::Working])),
        not(Filter::Any(vec![owner, no_company])),
    ]);
    assert_eq!(read(&tree), Ok(expected));
}

#[test]
fn every_mistake_is_pointed_at() {
    let tree = json!({"all": [
        {"field": "shoe_size", "op": "is", "value": 44},
        {"field": "status", "op": "contains", "value": "n"},
        {"any": [{"field": "status", "op": "any_of", "value": ["old"]}, {"field": "score", "op": "is", "value": "7"}]},
        {"field": "created_at", "op": "in_last", "value": {"count": 0, "unit": "days"}},
        {"field": "company", "op": "is", "value": "x", "and/or": 1},
        7,
    ]});
    let found = read(&tree).unwrap_err();
    let expected = [
        ("/all/0/field", "unknown"),
        ("/all/1/op", "unknown"),
        ("/all/2/any/0/value", "value"),
        ("/all/2/any/1/value", "value"),
        ("/all/3/value", "value"),
        ("/all/4/and~1or", "unknown"),
        ("/all/5", "type"),
    ];
    assert_eq!(found, expected.map(|(pointer, code)| (pointer.to_owned(), code.to_owned())));
}

#[test]
fn size_and_depth_have_an_end() {
    let leaf = json!({"field": "company", "op": "empty"});
    let deep = (0..DEPTH_MAX).fold(leaf.clone(), |inner, _| json!({"not": inner}));
    assert!(read(&deep).is_err());
    let wide = json!({"any": vec![json!({"all": vec![leaf; 30]}); 2]});
    assert_eq!(read(&wide).unwrap_err(), [(String::new(), "length".to_owned())]);
}

#[test]
fn a_day_is_the_day_on_the_wall() {
    let on = json!({"field": "created_at", "op": "on", "value": "2026-03-29"});
    // The day on which the clocks go forward has 23 hours.
    let expected = (Some("2026-03-28T23:00:00Z".to_owned()), Some("2026-03-29T22:00:00Z".to_owned()));
    assert_eq!(within(&on, "Europe/Berlin", "2026-11-22T09:00:00Z"), expected);
    // At midnight of this day the clocks of Beirut went forward: it began at one.
    let skipped = json!({"field": "created_at", "op": "on", "value": "2026-03-29"});
    let (from, _) = within(&skipped, "Asia/Beirut", "2026-11-22T09:00:00Z");
    assert_eq!(from.as_deref(), Some("2026-03-28T22:00:00Z"));
    let today = json!({"field": "created_at", "op": "is", "value": "today"});
    let (from, _) = within(&today, "Pacific/Auckland", "2026-11-22T12:30:00Z");
    assert_eq!(from.as_deref(), Some("2026-11-22T11:00:00Z"), "it is the 23rd there already");
}

#[test]
fn spans_and_names_resolve() {
    let at = "2026-03-31T09:00:00Z";
    let of =
        |op: &str, value: Value| within(&json!({"field": "created_at", "op": op, "value": value}), "UTC", at);
    let pair = |from: &str, to: &str| (Some(from.to_owned()), Some(to.to_owned()));
    assert_eq!(of("in_last", json!({"count": 1, "unit": "months"})).0.unwrap(), "2026-02-28T09:00:00Z");
    assert_eq!(of("is", json!("last_week")), pair("2026-03-23T00:00:00Z", "2026-03-30T00:00:00Z"));
    assert_eq!(of("is", json!("this_quarter")), pair("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z"));
    assert_eq!(of("is", json!("last_month")), pair("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"));
    assert_eq!(of("after", json!("2026-03-01")), (Some("2026-03-02T00:00:00Z".to_owned()), None));
    assert_eq!(of("before", json!("2026-03-01")), (None, Some("2026-03-01T00:00:00Z".to_owned())));
}

proptest! {
    #[test]
    fn no_text_breaks_the_parser(text in "\\PC{0,200}") {
        let _ = parse(&text, &asking("2026-11-22T09:00:00Z", "UTC"));
    }

    #[test]
    fn no_value_breaks_a_condition(
        field in prop::sample::select(vec!["company", "email", "phone", "country", "status", "owner", "tag", "score", "created_at", "deleted", "meeting"]),
        op in prop::sample::select(vec!["is", "is_not", "contains", "starts_with", "any_of", "none_of", "all_of", "between", "at_least", "more_than", "less_than", "before", "after", "on", "in_last", "in_next", "empty"]),
        value in prop_oneof![
            Just(Value::Null), any::<i64>().prop_map(Value::from), any::<f64>().prop_map(Value::from), ".{0,40}".prop_map(Value::from),
            prop::collection::vec(any::<i64>(), 0..4).prop_map(Value::from), prop::collection::vec(".{0,9}", 0..4).prop_map(Value::from),
            "[0-9]{4,7}-[0-9]{2}-[0-9]{2}".prop_map(Value::from), any::<u32>().prop_map(|count| json!({"count": count, "unit": "months"})),
        ],
    ) {
        let _ = parse(&json!({"field": field, "op": op, "value": value}).to_string(), &asking("2026-11-22T09:00:00Z", "Europe/Berlin"));
    }
}
