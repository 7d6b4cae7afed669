//! A simulated Zoom, and the person who links it to a workspace.

use crate::process::Setup;
use std::time::Duration;
use testkit::{
    Browser, PASSWORD,
    sim::{DEFAULT_HOST, DeliverySettings, ZoomSim, ZoomSimConfig},
};

/// Waits of 0.3, 1.2 and 3.6 seconds between attempts.
pub const QUICK: f64 = 0.001;

/// A Zoom that delivers to this server. `time_scale` shortens its waits of 5, 20 and 60 minutes.
pub fn zoom_for(app_url: &str, time_scale: f64) -> ZoomSim {
    ZoomSim::start(ZoomSimConfig {
        redirect_uris: vec![format!("{app_url}/zoom/callback")],
        webhook_url: Some(format!("{app_url}/hooks/zoom")),
        canary: "CANARY-TOKEN".to_owned(),
        senders: 64,
        delivery: DeliverySettings { time_scale, ..DeliverySettings::default() },
        ..ZoomSimConfig::default()
    })
    .expect("a simulated Zoom")
}

/// A Zoom, and a setup of the program that is linked to it.
pub fn stage(database_url: &str) -> (Setup, ZoomSim) {
    let setup = Setup::new(database_url);
    let zoom = zoom_for(&setup.url, QUICK);
    let setup = setup.with_zoom(&zoom);
    (setup, zoom)
}

/// Somebody who has signed up and connected Zoom.
pub async fn owner(setup: &Setup, zoom: &ZoomSim) -> Browser {
    let mut browser = setup.browser();
    browser.sign_up("Ada", "ada.owner@cloop.example", PASSWORD).await;
    connect(&browser, zoom).await;
    browser
}

pub async fn connect(browser: &Browser, zoom: &ZoomSim) {
    let started = browser.post("/api/v1/zoom/authorizations", &serde_json::json!({})).await.expect(201);
    let authorize_url = started["authorize_url"].as_str().expect("a URL");
    let back = zoom.authorize(authorize_url, DEFAULT_HOST).expect("consent");
    let back = reqwest::Url::parse(&back).expect("a URL");
    let grant: std::collections::HashMap<_, _> = back.query_pairs().into_owned().collect();
    let grant = serde_json::json!({"code": grant["code"], "state": grant["state"]});
    browser.post("/api/v1/zoom/connections", &grant).await.expect(201);
}

/// Waits until no delivery of this workspace waits for its job.
pub async fn processed(browser: &Browser, limit: Duration) {
    let path = "/api/v1/zoom/deliveries?state=received&limit=1";
    crate::process::until("all deliveries are processed", limit, async || {
        browser.get(path).await.expect(200)["items"].as_array().expect("items").is_empty()
    })
    .await;
}
