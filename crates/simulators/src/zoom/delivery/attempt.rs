//! One attempt: headers, fresh signature, and the reading of the answer.

use std::time::{Duration, Instant};

use actix_web::web::Bytes;
use anyhow::Context;
use chrono::{DateTime, Utc};
use parking_lot::RwLock;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use super::ledger::{Attempt, AttemptOutcome};
use crate::outside;
use crate::zoom::signature::WebhookSecret;

const SIGNATURE: HeaderName = HeaderName::from_static("x-zm-signature");
const TIMESTAMP: HeaderName = HeaderName::from_static("x-zm-request-timestamp");

/// Headers that stay the same over all attempts of a delivery.
pub(crate) struct Label {
    pub(crate) request_id: String,
    pub(crate) tracking_id: String,
    pub(crate) traceparent: String,
}

/// Posts signed bodies to the receiver over one shared keep-alive client.
pub(crate) struct Sender {
    client: reqwest::Client,
    secret: WebhookSecret,
    common: HeaderMap,
    target: RwLock<Option<Url>>,
}

impl Sender {
    pub(crate) fn new(webhook_secret: &str, client_id: &str, target: Option<&str>) -> anyhow::Result<Self> {
        let mut common = HeaderMap::with_capacity(16);
        common.insert("content-type", HeaderValue::from_static("application/json; charset=utf-8"));
        common.insert("user-agent", HeaderValue::from_static("Zoom Marketplace/1.0a"));
        common.insert("accept-encoding", HeaderValue::from_static("gzip"));
        common.insert("clientid", HeaderValue::from_str(client_id).context("client id unfit for a header")?);
        let sender = Self {
            client: outside::http_client()?,
            secret: WebhookSecret::new(webhook_secret),
            common,
            target: RwLock::new(None),
        };
        sender.set_target(target)?;
        Ok(sender)
    }

    pub(crate) fn set_target(&self, target: Option<&str>) -> anyhow::Result<()> {
        let target = target.map(Url::parse).transpose().context("the webhook address is no URL")?;
        if let Some(target) = &target {
            anyhow::ensure!(
                target.scheme() == "http",
                "the simulator delivers over plain http only, not to {target}"
            );
        }
        *self.target.write() = target;
        Ok(())
    }

    pub(crate) fn target(&self) -> Option<String> {
        self.target.read().as_ref().map(Url::to_string)
    }

    pub(crate) fn secret(&self) -> &WebhookSecret {
        &self.secret
    }

    /// Sends `body` signed with the time `at`; the answer's body is handed back with the status.
    pub(crate) async fn post(
        &self,
        body: Bytes,
        label: &Label,
        at: DateTime<Utc>,
        limit: Duration,
    ) -> Result<(u16, Bytes), AttemptOutcome> {
        let target = self.target.read().clone().ok_or(AttemptOutcome::Refused)?;
        let headers = self
            .headers(&body, label, at)
            .map_err(|error| AttemptOutcome::Failed { reason: error.to_string() })?;
        let request = self.client.post(target).headers(headers).body(body).timeout(limit);
        let response = request.send().await.map_err(|error| unanswered(&error))?;
        let status = response.status().as_u16();
        let answer = response.bytes().await.map_err(|error| unanswered(&error))?;
        Ok((status, answer))
    }

    /// Like [`Self::post`], as an entry of the ledger.
    pub(super) async fn attempt(
        &self,
        body: Bytes,
        label: &Label,
        at: DateTime<Utc>,
        limit: Duration,
    ) -> Attempt {
        let started = Instant::now();
        let outcome = match self.post(body, label, at, limit).await {
            Ok((status, _)) => AttemptOutcome::Answered { status },
            Err(outcome) => outcome,
        };
        let latency_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        Attempt { at, outcome, latency_us }
    }

    fn headers(&self, body: &[u8], label: &Label, at: DateTime<Utc>) -> anyhow::Result<HeaderMap> {
        let timestamp = at.timestamp().to_string();
        let mut headers = self.common.clone();
        headers.insert(SIGNATURE, HeaderValue::from_str(&self.secret.sign(&timestamp, body))?);
        headers.insert(TIMESTAMP, HeaderValue::from_str(&timestamp)?);
        headers.insert("x-zm-request-id", HeaderValue::from_str(&label.request_id)?);
        headers.insert("x-zm-trackingid", HeaderValue::from_str(&label.tracking_id)?);
        headers.insert("traceparent", HeaderValue::from_str(&label.traceparent)?);
        Ok(headers)
    }
}

fn unanswered(error: &reqwest::Error) -> AttemptOutcome {
    if error.is_timeout() {
        AttemptOutcome::Timeout
    } else if error.is_connect() {
        AttemptOutcome::Refused
    } else {
        AttemptOutcome::Failed { reason: format!("{:#}", anyhow::anyhow!(error.to_string())) }
    }
}
