//! Every recorded event, read to the last value.

use crate::fixture::{folder, gateway, read};
use chrono::DateTime;
use domain::{
    clock::Instant,
    ports::{Envelope, Opened, SecretIndex, ZoomGateway},
    zoom::{MeetingFacts, MeetingKind, RegistrantFacts, RegistrationStatus, ZoomEvent, ZoomUserKey},
};
use serde_json::{Value, json};
use std::fs;

pub fn registered(body: &Value) -> (MeetingFacts, RegistrantFacts, Option<Instant>) {
    match gateway().read(body.to_string().as_bytes()) {
        Ok(ZoomEvent::Registered { meeting, registrant, at }) => (meeting, *registrant, at),
        other => panic!("{other:?}"),
    }
}

fn time(text: &str) -> Option<Instant> {
    Some(DateTime::parse_from_rfc3339(text).unwrap().to_utc())
}

fn host() -> ZoomUserKey {
    ZoomUserKey { account_id: "lQyxNqOX6NeFicw5AjGBOg".into(), user_id: "hi0U7g8cds5hnsn4teUJzQ".into() }
}

fn answers(registrant: &RegistrantFacts) -> Vec<(&str, &str)> {
    registrant.answers.iter().map(|pair| (pair.question.as_str(), pair.answer.as_str())).collect()
}

#[test]
fn a_meetings_registration_says_everything_that_was_recorded() {
    let (meeting, person, at) = registered(&read("meeting.registration_created.json"));
    assert_eq!(at, time("2026-12-02T09:31:07.384Z"));
    assert_eq!((meeting.kind, meeting.zoom_id), (MeetingKind::Meeting, 86_914_520_731));
    assert_eq!((meeting.account_id, meeting.host_id), (host().account_id, host().user_id));
    assert_eq!(meeting.uuid.as_deref(), Some("eiKiEHLYLVpEP1P8qlhH3A=="));
    assert_eq!(meeting.topic.as_deref(), Some("Pipeline Clinic (weekly)"));
    assert_eq!((meeting.starts_at, meeting.duration_minutes), (time("2027-01-14T17:00:00Z"), Some(45)));
    assert_eq!(meeting.time_zone.as_deref(), Some("Europe/Lisbon"));
    assert_eq!(person.key, "cye4yZFyiazivpTjmIhQdg");
    assert_eq!((person.first_name.as_deref(), person.last_name.as_deref()), (Some("Ines"), Some("Tarrow")));
    assert_eq!(person.email_raw.as_deref(), Some("ines.tarrow@example.com"));
    assert_eq!(person.email.as_ref().map(|email| email.normalized()), Some("ines.tarrow@example.com"));
    assert_eq!(person.phone.as_deref(), Some("+351 555 0100"));
    assert_eq!(person.company.as_deref(), Some("Tarrow Freight (example)"));
    assert_eq!((person.title.as_deref(), person.country.as_deref()), (Some("Operations Lead"), Some("PT")));
    assert_eq!((person.status, person.tracking_source.as_deref()), (RegistrationStatus::Pending, None));
    let expected = [
        ("Address", "12 Quay Row"),
        ("City", "Porto"),
        ("Zip/Postal code", "4050-123"),
        ("State/Province", "Porto"),
        ("Country/Region", "PT"),
        ("Phone", "+351 555 0100"),
        ("Industry", "Logistics"),
        ("Organization", "Tarrow Freight (example)"),
        ("Job title", "Operations Lead"),
        ("Purchasing time frame", "1-3 months"),
        ("Role in purchase process", "Decision Maker"),
        ("Number of employees", "21-50"),
        ("Questions & comments", "Please share the slides afterwards."),
        ("What CRM do you use today?", "A shared inbox"),
        ("May we contact you by phone?", "Yes"),
    ];
    assert_eq!(answers(&person), expected);
}

#[test]
fn a_webinars_registration_leaves_out_what_was_left_empty() {
    let (meeting, person, at) = registered(&read("webinar.registration_created.json"));
    assert_eq!(at, time("2026-12-05T12:00:01.002Z"));
    assert_eq!((meeting.kind, meeting.zoom_id), (MeetingKind::Webinar, 93_840_217_756));
    assert_eq!(meeting.time_zone.as_deref(), Some("America/New_York"));
    assert_eq!((person.key.as_str(), person.phone.as_deref()), ("abIUTiV4aZvWNT-DfvjgHw", None));
    assert_eq!(person.status, RegistrationStatus::Approved);
    assert_eq!(person.tracking_source.as_deref(), Some("newsletter-january"));
    let questions: Vec<&str> = answers(&person).into_iter().map(|(question, _)| question).collect();
    let expected = [
        "City",
        "Country/Region",
        "Industry",
        "Organization",
        "Job title",
        "Purchasing time frame",
        "Role in purchase process",
        "Number of employees",
        "Which topics matter most?",
    ];
    assert_eq!(questions, expected);
}

#[test]
fn no_link_that_lets_somebody_in_is_kept() {
    for name in ["meeting.registration_created.json", "webinar.registration_created.json"] {
        let facts = format!("{:?}", registered(&read(name)));
        for secret in ["join_url", "tk=", "402918", "https://"] {
            assert!(!facts.contains(secret), "{name}: {secret}");
        }
    }
}

#[test]
fn every_other_recorded_event_is_routed_and_asks_nothing_of_us() {
    let mut count = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let event = name.trim_end_matches(".json").to_owned();
        if !name.ends_with(".json") || event == "endpoint.url_validation" {
            continue;
        }
        count += 1;
        let body = read(&name).to_string();
        // An update names only what changed, and so not whose meeting it is.
        let user = Some(host()).filter(|_| !event.ends_with(".updated"));
        let envelope = Envelope { event: event.clone(), user };
        assert_eq!(gateway().open(body.as_bytes(), SecretIndex(0)), Opened::Event(envelope), "{name}");
        let meaning = gateway().read(body.as_bytes());
        match event.as_str() {
            "meeting.registration_created" | "webinar.registration_created" => {
                assert!(matches!(meaning, Ok(ZoomEvent::Registered { .. })), "{meaning:?}");
            }
            "app_deauthorized" => {
                assert!(matches!(meaning, Ok(ZoomEvent::Deauthorized { .. })), "{meaning:?}")
            }
            _ => assert!(matches!(meaning, Ok(ZoomEvent::Irrelevant)), "{name}: {meaning:?}"),
        }
    }
    assert_eq!(count, 23);
}

#[test]
fn an_event_that_we_need_and_cannot_route_is_kept_for_people_to_look_at() {
    for name in
        ["meeting.registration_created.json", "webinar.registration_created.json", "app_deauthorized.json"]
    {
        for pointer in ["/payload/account_id", "/payload/object/host_id", "/payload/user_id", "/payload"] {
            let mut body = read(name);
            let Some(value) = body.pointer_mut(pointer) else { continue };
            *value = Value::Null;
            let opened = gateway().open(body.to_string().as_bytes(), SecretIndex(0));
            assert!(matches!(opened, Opened::Unreadable(_)), "{name} {pointer}: {opened:?}");
        }
    }
}

#[test]
fn a_removed_app_is_understood_in_every_shape_that_was_met() {
    let recorded = read("app_deauthorized.json");
    let mut documented = recorded.clone();
    let payload = documented["payload"].as_object_mut().unwrap();
    payload.remove("user_data_retention");
    payload.insert("event_ts".into(), json!("2027-03-01 06:55:26"));
    documented.as_object_mut().unwrap().remove("event_ts");
    let mut bare = recorded.clone();
    bare["payload"].as_object_mut().unwrap().remove("user_data_retention");
    let mut old = recorded.clone();
    old["payload"]["user_data_retention"] = json!("false");
    for body in [documented, bare, recorded.clone(), old] {
        let read = gateway().read(body.to_string().as_bytes());
        let Ok(ZoomEvent::Deauthorized { user, at }) = read else { panic!("{read:?}") };
        assert_eq!((user, at), (host(), time("2027-03-01T06:55:26.209Z")));
    }
    let mut timeless = recorded;
    timeless["payload"]["deauthorization_time"] = json!("yesterday");
    let read = gateway().read(timeless.to_string().as_bytes());
    assert!(matches!(read, Ok(ZoomEvent::Deauthorized { at: None, .. })), "{read:?}");
}
