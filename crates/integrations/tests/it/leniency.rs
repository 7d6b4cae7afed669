//! Payloads as they could come one day: nothing panics, nothing valid is lost, and no reason quotes what was sent.

use crate::{
    events::registered,
    fixture::{SECRET, gateway, read},
};
use chrono::DateTime;
use domain::{
    ports::{Opened, SecretIndex, ZoomGateway},
    zoom::{RegistrationStatus, ZoomEvent},
};
use proptest::{collection::vec, prelude::*, sample::Index};
use serde_json::{Value, json};

const FIXTURES: [&str; 3] =
    ["meeting.registration_created.json", "webinar.registration_created.json", "app_deauthorized.json"];

/// A recorded registration with one value replaced.
fn with(pointer: &str, value: Value) -> Value {
    let mut body = read(FIXTURES[0]);
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    body.pointer_mut(parent).unwrap()[key] = value;
    body
}

fn without(pointer: &str) -> Value {
    let mut body = read(FIXTURES[0]);
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    body.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key);
    body
}

fn reason(body: &Value) -> String {
    match gateway().read(body.to_string().as_bytes()) {
        Err(reason) => reason,
        Ok(event) => panic!("{event:?}"),
    }
}

#[test]
fn a_meetings_number_may_be_a_number_or_a_text_and_any_64_bits() {
    for number in [0, 7, -1, 86_914_520_731, i64::MIN, i64::MAX] {
        for value in [json!(number), json!(number.to_string()), json!(format!(" {number} "))] {
            assert_eq!(registered(&with("/payload/object/id", value)).0.zoom_id, number);
        }
    }
    for value in [
        json!(1.5),
        json!(1e300),
        json!(18_446_744_073_709_551_615_u64),
        json!("9223372036854775808"),
        json!("1e3"),
        json!(""),
        json!("abc"),
        Value::Null,
        json!([1]),
        json!(true),
    ] {
        assert!(reason(&with("/payload/object/id", value)).contains("64-bit"));
    }
    assert!(reason(&without("/payload/object/id")).contains("64-bit"));
}

#[test]
fn missing_null_blank_and_misshapen_are_the_same() {
    let (_, bare, _) = registered(&without("/payload/object/registrant/phone"));
    assert_eq!((bare.phone.as_deref(), bare.answers.len()), (None, 14));
    for value in [
        Value::Null,
        json!(""),
        json!(" \t\n"),
        json!("\u{202e}\u{0}"),
        json!([]),
        json!({"a": 1}),
        json!(true),
    ] {
        let (_, person, _) = registered(&with("/payload/object/registrant/phone", value.clone()));
        assert_eq!((person.phone.as_deref(), person.answers.len()), (None, 14), "{value}");
    }
    assert_eq!(
        registered(&with("/payload/object/registrant/phone", json!(3515550100_u64))).1.phone.as_deref(),
        Some("3515550100")
    );
    for (field, values) in [
        ("duration", [json!("abc"), json!(1e12), Value::Null]),
        ("start_time", [json!("soon"), json!(5), json!("9999-12-31T23:59:59Z")]),
        ("topic", [json!([]), json!(" "), Value::Null]),
        ("timezone", [json!(""), json!("x".repeat(65)), Value::Null]),
        ("uuid", [json!(""), json!("x".repeat(129)), Value::Null]),
    ] {
        for value in values {
            let (meeting, ..) = registered(&with(&format!("/payload/object/{field}"), value.clone()));
            let is_left_out = [
                meeting.duration_minutes.is_none(),
                meeting.starts_at.is_none(),
                meeting.topic.is_none(),
                meeting.time_zone.is_none(),
                meeting.uuid.is_none(),
            ];
            assert_eq!(is_left_out.iter().filter(|is| **is).count(), 1, "{field}: {value}");
        }
    }
}

#[test]
fn times_are_kept_as_the_engines_keep_them() {
    let starts_at = |text: &str| registered(&with("/payload/object/start_time", json!(text))).0.starts_at;
    let time = |text: &str| Some(DateTime::parse_from_rfc3339(text).unwrap().to_utc());
    assert_eq!(starts_at("2027-01-14T18:00:00.123456789+01:00"), time("2027-01-14T17:00:00.123456Z"));
    assert_eq!(starts_at(" 2027-01-14T17:00:00Z "), time("2027-01-14T17:00:00Z"));
    // MySQL has no leap seconds.
    assert_eq!(starts_at("2016-12-31T23:59:60.5Z"), time("2017-01-01T00:00:00.5Z"));
    assert_eq!(starts_at("1969-12-31T23:59:59Z"), None);
    assert_eq!(starts_at("2200-01-01T00:00:00Z"), None);
    for absurd in [
        Value::Null,
        json!(""),
        json!("now"),
        json!(-1),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(1e20),
        json!([1]),
        json!({}),
    ] {
        assert_eq!(registered(&with("/event_ts", absurd)).2, None);
    }
    assert_eq!(registered(&without("/event_ts")).2, None);
    assert_eq!(registered(&with("/event_ts", json!("1796203867384"))).2, registered(&read(FIXTURES[0])).2);
}

#[test]
fn a_person_without_an_id_is_known_by_the_address_and_one_without_both_is_not_known() {
    let key = |body: &Value| registered(body).1.key;
    let mut body = without("/payload/object/registrant/id");
    assert_eq!(key(&body), "email:ines.tarrow@example.com");
    let longest = format!("{}@example.com", "x".repeat(242));
    body["payload"]["object"]["registrant"]["email"] = json!(longest);
    assert_eq!(key(&body), format!("email:{longest}"));
    body["payload"]["object"]["registrant"]["email"] = json!("not an address");
    assert!(reason(&body).contains("neither"));
    assert!(reason(&with("/payload/object/registrant/id", json!("x".repeat(261)))).contains("too long"));
    assert_eq!(key(&with("/payload/object/registrant/id", json!(17))), "17");
    assert_eq!(key(&with("/payload/object/registrant/id", json!(" abc "))), "abc");
    for value in [Value::Null, json!([]), json!("Ines")] {
        assert!(reason(&with("/payload/object/registrant", value)).contains("registrant"));
    }
    // What is no address is still what the person typed.
    let (_, person, _) = registered(&with("/payload/object/registrant/email", json!("ines at example")));
    assert_eq!((person.email_raw.as_deref(), person.email), (Some("ines at example"), None));
}

#[test]
fn names_of_any_script_survive_and_tricks_do_not() {
    let name =
        |raw: &str| registered(&with("/payload/object/registrant/first_name", json!(raw))).1.first_name;
    for raw in
        ["Łukasz", "Ольга", "李小龍", "محمد", "नरेन्द्र", "می‌خواهم", "👩‍💻", "O'Neil-Smith", "<b>x</b>", "=1+1"]
    {
        assert_eq!(name(raw).as_deref(), Some(raw));
    }
    assert_eq!(name("a\u{202e}b\u{0}c\nd\u{feff}").as_deref(), Some("ab c d"));
    assert_eq!(name(&"é".repeat(9_000)).unwrap().chars().count(), 255);
}

#[test]
fn long_answers_and_repeated_questions_are_kept_whole() {
    let long = "Ż1 ".repeat(50_000).trim_end().to_owned();
    let questions = json!([
        {"title": "Why?", "value": &long},
        {"title": "Why?", "value": "again\u{202e}\r\nand again"},
        {"title": "Why?", "value": ""},
        {"title": null, "value": "untitled"},
        {"value": 5},
        "no question", null, [],
    ]);
    let (_, person, _) = registered(&with("/payload/object/registrant/custom_questions", questions));
    let custom: Vec<(&str, &str)> =
        person.answers[13..].iter().map(|pair| (pair.question.as_str(), pair.answer.as_str())).collect();
    let untitled = "Untitled question";
    assert_eq!(
        custom,
        [("Why?", &*long), ("Why?", "again\nand again"), (untitled, "untitled"), (untitled, "5")]
    );
}

#[test]
fn an_unknown_status_waits_and_unknown_fields_do_not_matter() {
    for status in [json!("vip"), Value::Null, json!(1), json!("")] {
        assert_eq!(
            registered(&with("/payload/object/registrant/status", status)).1.status,
            RegistrationStatus::Pending
        );
    }
    assert_eq!(
        registered(&with("/payload/object/registrant/status", json!(" approved "))).1.status,
        RegistrationStatus::Approved
    );
    let facts = format!("{:?}", registered(&read(FIXTURES[0])));
    for pointer in ["/extra", "/payload/extra", "/payload/object/extra", "/payload/object/registrant/extra"] {
        assert_eq!(format!("{:?}", registered(&with(pointer, json!({"deep": [1, {"a": null}]})))), facts);
    }
}

#[test]
fn what_is_no_event_is_unreadable_and_says_so_without_quoting() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let bodies = [
        "",
        " ",
        "null",
        "[]",
        "\"meeting.registration_created\"",
        "{\"CANARY\":",
        "CANARY",
        "{}",
        "{\"event\":{\"CANARY\":1}}",
        "{\"event\":\"\"}",
        "{\"event\":\"app_deauthorized\",\"payload\":\"CANARY\"}",
        "\u{feff}{}",
        &deep,
    ];
    for body in bodies {
        let Opened::Unreadable(reason) = gateway().open(body.as_bytes(), SecretIndex(0)) else {
            panic!("{body:.40}")
        };
        assert!(!reason.contains("CANARY") && reason.ends_with('.') && reason.len() < 100, "{reason}");
        if let Err(reason) = gateway().read(body.as_bytes()) {
            assert!(!reason.contains("CANARY"), "{reason}");
        }
    }
    assert!(matches!(gateway().open(b"\xff\xfe{}", SecretIndex(0)), Opened::Unreadable(_)));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(|text| Value::from(format!("CANARY{text}"))),
        any::<String>().prop_map(Value::from),
        Just(Value::from("")),
        Just(Value::from("CANARY".repeat(5_000))),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec(("[a-z_]{1,10}", inner), 0..4).prop_map(|pairs| pairs.into_iter().collect()),
        ]
    })
}

fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(n, value)| (n.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        let pointer = format!("{at}/{key}");
        pointers(child, &pointer, found);
        found.push(pointer);
    }
}

/// Replaces, or removes, what stands at one place of the body.
fn change(body: &mut Value, place: &Index, new: Option<Value>) {
    let mut found = Vec::new();
    pointers(body, "", &mut found);
    if found.is_empty() {
        return;
    }
    let (parent, key) = place.get(&found).rsplit_once('/').unwrap();
    match (body.pointer_mut(parent), new) {
        (Some(Value::Object(fields)), Some(new)) => drop(fields.insert(key.to_owned(), new)),
        (Some(Value::Object(fields)), None) => drop(fields.remove(key)),
        (Some(Value::Array(items)), Some(new)) => items[key.parse::<usize>().unwrap()] = new,
        (Some(Value::Array(items)), None) => drop(items.remove(key.parse().unwrap())),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_in_a_payload_it_is_read_or_refused_in_peace(
        fixture in 0..FIXTURES.len(),
        changes in vec((any::<Index>(), proptest::option::of(any_json())), 1..6),
    ) {
        let mut body = read(FIXTURES[fixture]);
        for (place, new) in &changes {
            change(&mut body, place, new.clone());
        }
        let bytes = body.to_string().into_bytes();
        match gateway().open(&bytes, SecretIndex(0)) {
            Opened::Unreadable(reason) => prop_assert!(!reason.contains("CANARY") && !reason.contains(SECRET), "{}", reason),
            Opened::Event(envelope) => prop_assert!(!envelope.event.trim().is_empty()),
            Opened::Challenge { .. } | Opened::UnsafeChallenge => {}
        }
        match gateway().read(&bytes) {
            Ok(ZoomEvent::Registered { meeting, registrant, .. }) => {
                prop_assert!(!registrant.key.trim().is_empty() && registrant.key.len() <= 260);
                prop_assert!(!meeting.account_id.is_empty() && meeting.account_id.len() <= 64);
                prop_assert!(!meeting.host_id.is_empty() && meeting.host_id.len() <= 64);
                let lines = [&registrant.first_name, &registrant.last_name, &registrant.email_raw, &registrant.company, &meeting.topic];
                prop_assert!(lines.into_iter().flatten().all(|line| !line.is_empty() && line.chars().count() <= 255));
                prop_assert!(registrant.answers.iter().all(|pair| !pair.question.is_empty() && !pair.answer.is_empty()));
            }
            Ok(ZoomEvent::Deauthorized { user, .. }) => prop_assert!(!user.user_id.trim().is_empty()),
            Ok(ZoomEvent::Irrelevant) => {}
            Err(reason) => prop_assert!(!reason.contains("CANARY") && reason.len() < 100, "{}", reason),
        }
    }

    #[test]
    fn bytes_that_are_no_payload_do_no_harm(bytes in vec(any::<u8>(), 0..300)) {
        gateway().open(&bytes, SecretIndex(0));
        drop(gateway().read(&bytes));
    }
}
