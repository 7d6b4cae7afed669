//! The log, at its most talkative: no secret and nothing about a person in any line, and a request's lines can be
//! found by its id.

use crate::{
    process::{SECRET_KEY, until},
    stage::{connect, processed, stage},
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, time::Duration};
use testkit::{
    TestDb,
    sim::{Answer, DEFAULT_MEETING, DEFAULT_WEBINAR, Registrant, ZoomSim},
};

const PASSWORD: &str = "canary plum kettles sing";
const WRONG_PASSWORD: &str = "wrong canary tries the door";

testkit::both_engines! {
    async fn no_line_of_the_json_log_tells_a_secret_or_a_person(db: TestDb) {
        let log = eventful_day(&db, "json").await;
        let lines: Vec<Value> =
            log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"))).collect();
        assert!(lines.len() > 30, "{log}");
        let mut ids = BTreeSet::new();
        for line in lines.iter().filter(|line| line["module"].as_str().expect("a module").starts_with("api")) {
            ids.insert(line["request_id"].as_str().unwrap_or_else(|| panic!("no request id: {line}")));
        }
        assert!(ids.len() > 30, "{log}");
    }

    async fn no_line_of_the_text_log_tells_a_secret_or_a_person(db: TestDb) {
        let log = eventful_day(&db, "text").await;
        assert!(log.lines().filter(|line| line.contains("answered") && line.contains("request_id=")).count() > 5);
    }
}

/// Signs up, fails to sign in, connects Zoom, captures people, receives rubbish, and makes requests that fail.
async fn eventful_day(db: &TestDb, format: &str) -> String {
    let (setup, zoom) = stage(&db.url);
    let setup = setup.with("CLOOP_LOG", "trace").with("CLOOP_LOG_FORMAT", format);
    let server = setup.serve(&[]).await;
    let mut owner = setup.browser();
    owner.sign_up("Wilhelmina", "wilhelmina.owner@cloop.example", PASSWORD).await;
    let form = json!({"email": "wilhelmina.owner@cloop.example", "password": WRONG_PASSWORD});
    assert_eq!(setup.browser().post("/api/v1/session", &form).await.status, 401);
    let form = json!({"name": "Wilhelmina", "email": "wilhelmina.owner@cloop.example", "password": PASSWORD, "company_name": "Zzyzx"});
    setup.browser().post("/api/v1/sign-up", &form).await.expect_problem(409, "email_taken");
    connect(&owner, &zoom).await;

    // The same person twice at once: the second one meets a taken key, whose error would quote the address.
    zoom.register(DEFAULT_MEETING, registrant()).expect("registered");
    zoom.register(DEFAULT_WEBINAR, registrant()).expect("registered");
    zoom.register_many(DEFAULT_MEETING, 20).expect("registered");
    zoom.send("meeting.registration_created", r#"{"event":"meeting.registration_created","payload":{"account_id":7,"object":"ruhamah.zzyzx@example.org"#);
    zoom.send("rubbish", "ruhamah.zzyzx@example.org, not JSON at all");
    zoom.settled(Duration::from_secs(30)).await.expect("answers");
    processed(&owner, Duration::from_secs(30)).await;
    until("the leads are there", Duration::from_secs(30), async || owner.leads().await.len() == 21).await;
    let mut events = owner.events(None).await;
    events.wait_for("ready").await;

    let forged = owner.request(reqwest::Method::POST, "/hooks/zoom").header("x-zm-signature", "v0=00");
    let forged = forged.header("x-zm-request-timestamp", "1").body("ruhamah.zzyzx@example.org");
    assert_eq!(owner.send(forged).await.status, 401);
    for path in ["/api/v1/leads?email=ruhamah.zzyzx@example.org", "/api/v1/leads/ruhamah.zzyzx@example.org"] {
        assert!(owner.get(path).await.status.is_client_error());
    }
    let half = json!({"email": "ruhamah.zzyzx@example.org"});
    assert!(owner.post("/api/v1/sign-up", &half).await.status.is_client_error());
    let state = json!({"code": "CANARY-TOKEN-code", "state": "CANARY-TOKEN-state"});
    assert!(owner.post("/api/v1/zoom/connections", &state).await.status.is_client_error());

    let cookie = owner.cookie.clone().expect("signed in");
    let csrf = owner.csrf.clone().expect("signed in");
    owner.delete("/api/v1/session").await;
    server.stop().await;
    let log = setup.logs();
    tells_nothing(&log, &zoom, &[&cookie, &csrf]);
    log
}

/// A person whose every fact would be recognised.
fn registrant() -> Registrant {
    Registrant {
        org: "Zzyzx Ferries".to_owned(),
        phone: "+1 555 0199 777".to_owned(),
        city: "Quetzaltenango".to_owned(),
        comments: "My parrot is called Mephisto.".to_owned(),
        custom_questions: vec![Answer {
            title: "What CRM do you use today?".to_owned(),
            value: "An abacus of ivory".to_owned(),
        }],
        ..Registrant::new("Ruhamah", "Zzyzx", "ruhamah.zzyzx@example.org")
    }
}

/// No line holds a secret of the tests, of the simulated Zoom or of `session`, or a fact about anybody.
pub fn tells_nothing(log: &str, zoom: &ZoomSim, session: &[&str]) {
    let mut secrets: Vec<String> = [
        PASSWORD,
        WRONG_PASSWORD,
        SECRET_KEY,
        "CANARY-TOKEN",
        "__Host-session",
        "Wilhelmina",
        "cloop.example",
        "Ruhamah",
        "Zzyzx",
        "zzyzx",
        "555 0199",
        "Quetzaltenango",
        "Mephisto",
        "abacus",
        "@example",
    ]
    .map(ToOwned::to_owned)
    .into();
    secrets.extend([zoom.client_secret().to_owned(), zoom.webhook_secret().to_owned()]);
    secrets.extend(session.iter().map(|secret| (*secret).to_owned()));
    secrets.extend(zoom.ledger().iter().flat_map(|delivery| names(&delivery.body)));
    let mut found: BTreeSet<String> = BTreeSet::new();
    for line in log.lines() {
        for secret in secrets.iter().filter(|secret| line.contains(secret.as_str())) {
            found.insert(format!("“{secret}” in: {}", line.chars().take(400).collect::<String>()));
        }
    }
    assert!(
        found.is_empty(),
        "{} lines, the first: {:#?}",
        found.len(),
        found.iter().take(12).collect::<Vec<_>>()
    );
}

/// The address and the longer names of whoever registered.
fn names(body: &[u8]) -> Vec<String> {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let registrant = &body["payload"]["object"]["registrant"];
    let texts =
        ["email", "first_name", "last_name", "join_url"].iter().filter_map(|key| registrant[*key].as_str());
    texts.filter(|text| text.chars().count() > 5).map(ToOwned::to_owned).collect()
}
