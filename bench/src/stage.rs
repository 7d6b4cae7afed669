//! A fresh database with a workspace that is linked to a simulated Zoom, and what that Zoom would deliver.

use crate::program::{Place, Running};
use anyhow::Context;
use serde_json::{Value, json};
use simulators::zoom::{
    DEFAULT_HOST, DEFAULT_MEETING, DeliverySettings, WebhookSecret, ZoomSim, ZoomSimConfig,
};
use testkit::{Browser, Engine, PASSWORD, TestDb};

pub struct Stage {
    pub db: TestDb,
    pub place: Place,
    pub zoom: ZoomSim,
}

/// A request as it goes over the wire, and who registers with it.
pub struct Request {
    pub bytes: Vec<u8>,
    /// Length of the body alone.
    pub body: usize,
    pub email: String,
}

impl Stage {
    pub async fn new(engine: Engine) -> anyhow::Result<Self> {
        let db = TestDb::new(engine).await;
        let place = Place::new(&db.url)?;
        // It delivers nothing itself: its bodies are sent from here.
        let delivery = DeliverySettings { paused: true, ..DeliverySettings::default() };
        let redirect_uris = vec![format!("{}/zoom/callback", place.url)];
        let zoom = ZoomSim::start(ZoomSimConfig { redirect_uris, delivery, ..ZoomSimConfig::default() })?;
        Ok(Self { db, place, zoom })
    }

    pub fn serve(&self, arguments: &[&str]) -> anyhow::Result<Running> {
        self.place.serve(Some(&self.zoom), arguments)
    }

    /// Somebody who has signed up and connected Zoom.
    pub async fn owner(&self) -> anyhow::Result<Browser> {
        let mut browser = Browser::new(&self.place.url);
        browser.sign_up("Ada", "ada.owner@cloop.example", PASSWORD).await;
        let started = browser.post("/api/v1/zoom/authorizations", &json!({})).await.expect(201);
        let authorize_url = started.get("authorize_url").and_then(Value::as_str).context("a URL")?;
        let back = self.zoom.authorize(authorize_url, DEFAULT_HOST)?;
        let (_, query) = back.split_once('?').context("a query")?;
        let parameter = |name: &str| {
            query
                .split('&')
                .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
                .context("a parameter")
        };
        let grant = json!({"code": parameter("code")?, "state": parameter("state")?});
        browser.post("/api/v1/zoom/connections", &grant).await.expect(201);
        Ok(browser)
    }

    /// Deliveries of as many people who register, signed now: they are valid for five minutes.
    pub fn requests(&self, count: usize) -> anyhow::Result<Vec<Request>> {
        let earlier = self.zoom.counts().deliveries;
        self.zoom.register_many(DEFAULT_MEETING, count)?;
        let secret = WebhookSecret::new(self.zoom.webhook_secret());
        let timestamp = simulators::now().timestamp().to_string();
        let deliveries = self.zoom.ledger().into_iter().skip(earlier);
        let request = |delivery: simulators::zoom::Delivery| {
            let signature = secret.sign(&timestamp, &delivery.body);
            let body: Value = serde_json::from_slice(&delivery.body)?;
            let email = body.pointer("/payload/object/registrant/email").and_then(Value::as_str);
            let head = format!(
                "POST /hooks/zoom HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json; charset=utf-8\r\n\
                 user-agent: Zoom Marketplace/1.0a\r\naccept-encoding: gzip\r\nclientid: {}\r\n\
                 x-zm-signature: {signature}\r\nx-zm-request-timestamp: {timestamp}\r\nx-zm-request-id: {}\r\n\
                 x-zm-trackingid: v=2.0;clid=us02;rid=WEB_{:032x}\r\ntraceparent: 00-{:032x}-{:016x}-01\r\n\
                 content-length: {}\r\n\r\n",
                self.place.address,
                self.zoom.client_id(),
                delivery.request_id,
                delivery.id,
                delivery.id,
                delivery.id,
                delivery.body.len(),
            );
            let mut bytes = head.into_bytes();
            bytes.extend_from_slice(&delivery.body);
            Ok(Request {
                bytes,
                body: delivery.body.len(),
                email: email.context("an address")?.to_lowercase(),
            })
        };
        deliveries.map(request).collect()
    }
}
