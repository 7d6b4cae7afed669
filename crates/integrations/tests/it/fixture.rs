//! The recorded fixtures, and a gateway that knows their secrets.

use chrono::DateTime;
use domain::clock::Instant;
use integrations::{
    Egress,
    zoom::{ZoomApp, ZoomConfig},
};
use serde_json::Value;
use std::{fs, path::PathBuf, sync::LazyLock};

pub const SECRET: &str = "fixture-webhook-secret-NOT-REAL";
pub const PREVIOUS_SECRET: &str = "fixture-previous-secret-NOT-REAL";
pub const CLIENT_ID: &str = "t6jI4VJxm3fq50J-1hm2Mg";

pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/zoom")
}

pub fn read(name: &str) -> Value {
    serde_json::from_slice(&fs::read(folder().join(name)).expect(name)).expect(name)
}

pub fn config(url: &str, secrets: &[&str]) -> ZoomConfig {
    ZoomConfig {
        client_id: CLIENT_ID.to_owned(),
        client_secret: "CANARY-client-secret".to_owned().into(),
        webhook_secrets: secrets.iter().map(|secret| (*secret).to_owned().into()).collect(),
        oauth_url: url.to_owned(),
        api_url: url.to_owned(),
    }
}

pub fn gateway_with(secrets: &[&str]) -> ZoomApp {
    ZoomApp::new(config("https://zoom.example.com", secrets), Egress::new().unwrap()).unwrap()
}

/// One for all tests: each has an HTTP client of its own, which takes a while to make.
pub fn gateway() -> &'static ZoomApp {
    static GATEWAY: LazyLock<ZoomApp> = LazyLock::new(|| gateway_with(&[SECRET, PREVIOUS_SECRET]));
    &GATEWAY
}

pub fn at(seconds: i64) -> Instant {
    DateTime::from_timestamp(seconds, 0).unwrap()
}
