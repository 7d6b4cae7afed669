//! The URL challenge, which must not become a way to get signatures.

use crate::fixture::{self, PREVIOUS_SECRET, SECRET, gateway};
use domain::ports::{Opened, SecretIndex, ZoomGateway};
use proptest::prelude::*;
use serde_json::{Value, json};
use simulators::zoom::WebhookSecret;
use std::collections::HashSet;

fn open(token: &Value, secret: usize) -> Opened {
    let body = json!({"payload": {"plainToken": token}, "event_ts": 1, "event": "endpoint.url_validation"});
    gateway().open(body.to_string().as_bytes(), SecretIndex(secret))
}

#[test]
fn the_recorded_challenges_get_the_recorded_answers() {
    let file = fixture::read("vectors/url_validation_vectors.json");
    for vector in file["vectors"].as_array().unwrap() {
        let body = vector["request"].to_string();
        let answer = &vector["response_body"];
        let expected = Opened::Challenge {
            plain_token: answer["plainToken"].as_str().unwrap().to_owned(),
            encrypted_token: answer["encryptedToken"].as_str().unwrap().to_owned(),
        };
        assert_eq!(gateway().open(body.as_bytes(), SecretIndex(0)), expected);
    }
}

#[test]
fn the_answer_is_given_under_the_secret_that_signed_the_challenge() {
    for (index, secret) in [SECRET, PREVIOUS_SECRET].into_iter().enumerate() {
        let expected = WebhookSecret::new(secret).answer("hbn_49UA6trPQ9JIoAWmDA");
        let opened = open(&json!("hbn_49UA6trPQ9JIoAWmDA"), index);
        assert!(matches!(opened, Opened::Challenge { encrypted_token, .. } if encrypted_token == expected));
    }
    assert_eq!(open(&json!("hbn_49UA6trPQ9JIoAWmDA"), 2), Opened::UnsafeChallenge);
}

#[test]
fn a_word_that_is_no_token_is_not_signed() {
    let message = "v0:1796203868:{\"event\":\"meeting.registration_created\"}";
    let long = "a".repeat(65);
    for text in [
        "",
        " ",
        ":",
        "v0:",
        "v0:1796203868:",
        message,
        "a:b",
        "a b",
        "a\n",
        "\u{0}",
        "a.b",
        "a=",
        "a/b",
        "a+b",
        "é",
        "ａ",
        "👩",
        &long,
    ] {
        assert_eq!(open(&json!(text), 0), Opened::UnsafeChallenge, "{text:?}");
    }
    for value in [Value::Null, json!(0), json!(12), json!(true), json!(["a"]), json!({"a": "b"})] {
        assert_eq!(open(&value, 0), Opened::UnsafeChallenge, "{value}");
    }
    for body in [
        r#"{"event":"endpoint.url_validation"}"#,
        r#"{"event":"endpoint.url_validation","payload":[]}"#,
        r#"{"event":"endpoint.url_validation","plainToken":"a"}"#,
    ] {
        assert_eq!(gateway().open(body.as_bytes(), SecretIndex(0)), Opened::UnsafeChallenge);
    }
    assert!(matches!(open(&json!("a".repeat(64)), 0), Opened::Challenge { .. }));
}

proptest! {
    #[test]
    fn only_tokens_are_signed(text in prop_oneof!["\\PC{0,70}", "[A-Za-z0-9_-]{0,70}", "v0:[0-9]{10}:.{0,40}", any::<String>()]) {
        let is_token = (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        let opened = open(&json!(text), 0);
        if is_token {
            let encrypted_token = WebhookSecret::new(SECRET).answer(&text);
            prop_assert_eq!(opened, Opened::Challenge { plain_token: text, encrypted_token });
        } else {
            prop_assert_eq!(opened, Opened::UnsafeChallenge);
        }
    }
}

/// All that an attacker could ask for, against all that they could want: no answer is the signature of a message.
#[test]
fn no_answer_is_the_signature_of_a_delivery() {
    let secret = WebhookSecret::new(SECRET);
    let bodies = ["", "{}", "a", r#"{"event":"meeting.registration_created"}"#];
    let timestamps = ["", "0", "1796203868", "1"];
    let messages: Vec<(&str, &str)> =
        timestamps.iter().flat_map(|timestamp| bodies.iter().map(move |body| (*timestamp, *body))).collect();
    let wanted: HashSet<String> =
        messages.iter().map(|(timestamp, body)| secret.sign(timestamp, body.as_bytes())).collect();
    let asked = messages.iter().flat_map(|(timestamp, body)| {
        let whole = format!("v0:{timestamp}:{body}");
        let parts = ["v0".to_owned(), format!("v0{timestamp}{body}"), format!("v0%3A{timestamp}%3A{body}")];
        parts.into_iter().chain([
            whole.clone(),
            whole.trim_end_matches(':').to_owned(),
            format!(" {whole}"),
            format!("{whole}\n"),
        ])
    });
    for token in asked {
        if let Opened::Challenge { encrypted_token, plain_token } = open(&json!(token), 0) {
            assert!(!plain_token.contains(':'));
            assert!(!wanted.contains(&format!("v0={encrypted_token}")), "{token:?}");
        }
    }
}
