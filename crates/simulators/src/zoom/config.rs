//! What can be set about the simulated Zoom: the app's credentials, the clock, and how deliveries behave.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::outside::{self, Clock};

/// Which kind of secret is being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Code,
    Access,
    Refresh,
}

/// Makes codes and tokens in place of the built-in generator.
pub type Mint = Arc<dyn Fn(TokenKind) -> String + Send + Sync>;

/// Settings that are fixed when the simulator starts.
#[derive(Clone)]
pub struct ZoomSimConfig {
    /// A loopback address; port 0 takes any free port.
    pub listen: SocketAddr,
    pub app_name: String,
    pub client_id: String,
    pub client_secret: String,
    pub webhook_secret: String,
    /// Redirect addresses that are compared as whole strings.
    pub redirect_uris: Vec<String>,
    pub webhook_url: Option<String>,
    pub scopes: Vec<String>,
    /// Stands in front of every code and token, so that a test can search logs and tables for it.
    pub canary: String,
    pub mint: Option<Mint>,
    /// `api_url` of token answers. The simulator's own address when `None`: an app must never be sent to the real Zoom.
    pub api_url: Option<String>,
    pub seed: u64,
    pub clock: Clock,
    /// Deliveries under way at the same time.
    pub senders: usize,
    /// Threads that send deliveries.
    pub sender_threads: usize,
    pub delivery: DeliverySettings,
}

impl Default for ZoomSimConfig {
    fn default() -> Self {
        let scopes = "meeting:read:meeting meeting:read:participant meeting:read:registrant user:read:user \
                      webinar:read:registrant webinar:read:webinar meeting:read:list_meetings \
                      webinar:read:list_webinars meeting:read:list_registrants webinar:read:list_registrants";
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            app_name: "Cloop".to_owned(),
            client_id: "t6jI4VJxm3fq50J-1hm2Mg".to_owned(),
            client_secret: "simulated-client-secret-not-real".to_owned(),
            webhook_secret: "fixture-webhook-secret-NOT-REAL".to_owned(),
            redirect_uris: vec!["http://127.0.0.1:8080/zoom/callback".to_owned()],
            webhook_url: None,
            scopes: scopes.split_whitespace().map(str::to_owned).collect(),
            canary: "sim".to_owned(),
            mint: None,
            api_url: None,
            seed: 7,
            clock: Arc::new(outside::now),
            senders: 32,
            sender_threads: 2,
            delivery: DeliverySettings::default(),
        }
    }
}

/// Settings that may change while deliveries are under way.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeliverySettings {
    /// Deliver for hosts who never added the app, too.
    pub deliver_to_all: bool,
    /// Multiplies the waits of 5, 20 and 60 minutes between attempts.
    pub time_scale: f64,
    /// Milliseconds after which an unanswered attempt counts as failed. Not scaled.
    pub ack_timeout_ms: u64,
    /// Additional deliveries of each event.
    pub duplicates: u32,
    pub duplicate_ids: DuplicateIds,
    /// Deliveries that are collected and shuffled before they are sent; 0 and 1 keep the order.
    pub shuffle_window: usize,
    /// Deliveries a second; as many as possible when `None`.
    pub rate: Option<f64>,
    /// Keep bodies in the ledger. A load test of a million deliveries switches this off.
    pub keep_bodies: bool,
    /// Collect deliveries without sending them.
    pub paused: bool,
}

impl DeliverySettings {
    pub(crate) fn ack_timeout(&self) -> Duration {
        Duration::from_millis(self.ack_timeout_ms)
    }
}

impl Default for DeliverySettings {
    fn default() -> Self {
        Self {
            deliver_to_all: false,
            time_scale: 1.0,
            ack_timeout_ms: 3_000,
            duplicates: 0,
            duplicate_ids: DuplicateIds::Different,
            shuffle_window: 0,
            rate: None,
            keep_bodies: true,
            paused: false,
        }
    }
}

/// Request ids of duplicates: overlapping subscriptions give different ones, a repeated delivery the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateIds {
    Different,
    Same,
}
