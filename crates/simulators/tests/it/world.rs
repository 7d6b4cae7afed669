//! A simulator with a receiver for its deliveries.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use anyhow::Context;
use chrono::DateTime;
use serde_json::Value;
use simulators::Clock;
use simulators::zoom::{DEFAULT_HOST, DeliverySettings, ZoomSim, ZoomSimConfig};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

pub const LIMIT: Duration = Duration::from_secs(20);
pub const REDIRECT: &str = "http://127.0.0.1:8080/zoom/callback";

/// Retries after 3, 12 and 36 milliseconds.
pub fn hasty() -> DeliverySettings {
    DeliverySettings { time_scale: 0.000_01, ..DeliverySettings::default() }
}

/// A clock that jumps forward by `step` seconds at each look.
pub fn jumping_clock(step: i64) -> Clock {
    let seconds = AtomicI64::new(1_796_203_868);
    Arc::new(move || {
        DateTime::from_timestamp(seconds.fetch_add(step, Ordering::SeqCst), 0).unwrap_or_default()
    })
}

pub struct World {
    pub zoom: ZoomSim,
    pub receiver: MockServer,
}

impl World {
    /// The default host added the app; deliveries reach a receiver that has no answer mounted yet.
    pub async fn new(config: ZoomSimConfig) -> anyhow::Result<Self> {
        let receiver = MockServer::start().await;
        let zoom = ZoomSim::start(ZoomSimConfig {
            webhook_url: Some(format!("{}/hooks/zoom", receiver.uri())),
            ..config
        })?;
        zoom.install(DEFAULT_HOST)?;
        Ok(Self { zoom, receiver })
    }

    pub async fn answering(status: u16) -> anyhow::Result<Self> {
        let world = Self::new(ZoomSimConfig { delivery: hasty(), ..ZoomSimConfig::default() }).await?;
        world.answer(ResponseTemplate::new(status)).await;
        Ok(world)
    }

    pub async fn answer(&self, answer: ResponseTemplate) {
        let mock = Mock::given(method("POST")).and(path("/hooks/zoom")).respond_with(answer);
        mock.mount(&self.receiver).await;
    }

    /// All requests so far.
    pub async fn received(&self) -> Vec<Request> {
        self.receiver.received_requests().await.unwrap_or_default()
    }

    /// The body of the only delivery of `event`.
    pub async fn body_of(&self, event: &str) -> anyhow::Result<Value> {
        self.zoom.settled(LIMIT).await?;
        let bodies =
            self.received().await.into_iter().filter_map(|request| request.body_json::<Value>().ok());
        let mut bodies = bodies.filter(|body| body.get("event").and_then(Value::as_str) == Some(event));
        let body = bodies.next().with_context(|| format!("no {event}"))?;
        anyhow::ensure!(bodies.next().is_none(), "{event} came twice");
        Ok(body)
    }
}

pub fn header<'a>(request: &'a Request, name: &str) -> anyhow::Result<&'a str> {
    let value = request.headers.get(name).with_context(|| format!("no {name}"))?;
    Ok(value.to_str()?)
}

pub fn client() -> reqwest::Client {
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    client.tls_certs_only(std::iter::empty()).build().unwrap_or_default()
}
