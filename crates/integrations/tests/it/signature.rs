//! The recorded signatures, and what freshness means.

use crate::fixture::{self, PREVIOUS_SECRET, SECRET, at, gateway, gateway_with};
use domain::ports::{SecretIndex, SignatureError, SignedRequest, ZoomGateway};
use integrations::{Egress, zoom::ZoomApp};
use serde_json::Value;
use simulators::zoom::WebhookSecret;

fn vectors() -> (i64, Vec<Value>) {
    let mut file = fixture::read("vectors/signature_vectors.json");
    (file["now_for_freshness"].as_i64().unwrap(), file["vectors"].as_array_mut().unwrap().split_off(0))
}

fn request(vector: &Value) -> SignedRequest<'_> {
    let text = |key: &str| vector[key].as_str().unwrap();
    SignedRequest {
        timestamp: text("timestamp"),
        signature: text("signature"),
        body: text("body").as_bytes(),
    }
}

#[test]
fn every_recorded_signature_is_judged_as_recorded() {
    let (now, vectors) = vectors();
    assert!(vectors.len() >= 14);
    for vector in &vectors {
        let secret = if vector["secret"] == PREVIOUS_SECRET { 1 } else { 0 };
        let verdict = gateway().verify(request(vector), at(now));
        if vector["valid"] == true {
            assert_eq!(verdict, Ok(SecretIndex(secret)), "{}", vector["name"]);
        } else {
            assert!(verdict.is_err(), "{}", vector["name"]);
        }
    }
}

#[test]
fn a_secret_that_is_no_longer_configured_signs_nothing() {
    let (now, vectors) = vectors();
    for vector in vectors.iter().filter(|vector| vector["valid"] == true) {
        for (secrets, knows) in
            [([SECRET], vector["secret"] == SECRET), ([PREVIOUS_SECRET], vector["secret"] != SECRET)]
        {
            let verdict = gateway_with(&secrets).verify(request(vector), at(now));
            assert_eq!(verdict.is_ok(), knows, "{}", vector["name"]);
        }
    }
}

#[test]
fn a_signature_is_good_for_five_minutes_in_both_directions() {
    let (now, body) = (1_796_203_868, b"{}");
    let timestamp = now.to_string();
    let signature = WebhookSecret::new(SECRET).sign(&timestamp, body);
    let request = SignedRequest { timestamp: &timestamp, signature: &signature, body };
    for away in [-300, -1, 0, 299, 300] {
        assert_eq!(gateway().verify(request, at(now + away)), Ok(SecretIndex(0)), "{away}");
    }
    for away in [-86_400, -301, 301, 9_999_999] {
        assert_eq!(gateway().verify(request, at(now + away)), Err(SignatureError::Stale(away)), "{away}");
    }
}

#[test]
fn what_is_no_number_of_seconds_is_no_timestamp_however_well_it_is_signed() {
    let now = 1_796_203_868;
    for timestamp in [
        "",
        "-1796203868",
        "+1796203868",
        " 1796203868",
        "1796203868 ",
        "1796203868.0",
        "1.796203868e9",
        "0x6b0f",
        "１７９６２０３８６８",
        "1796203868000",
        "99999999999999999999999",
        "NaN",
    ] {
        let signature = WebhookSecret::new(SECRET).sign(timestamp, b"{}");
        let verdict =
            gateway().verify(SignedRequest { timestamp, signature: &signature, body: b"{}" }, at(now));
        assert!(verdict.is_err(), "{timestamp:?}");
    }
}

#[test]
fn an_empty_secret_is_refused_at_the_start() {
    for secrets in [&[][..], &[""], &["  "], &[SECRET, ""]] {
        let app = ZoomApp::new(fixture::config("https://zoom.example.com", secrets), Egress::new().unwrap());
        assert!(app.is_err(), "{secrets:?}");
    }
}
