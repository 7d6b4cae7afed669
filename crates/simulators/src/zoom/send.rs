//! Handing events to the courier: who gets them, duplicates, the ledger's view, and the address challenge.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Bytes;
use anyhow::{Context, ensure};
use serde::Serialize;
use serde_json::Value;

use super::account::Zoom;
use super::config::DuplicateIds;
use super::delivery::{AttemptOutcome, Counts, Delivery, DeliveryState, Label, Parcel};
use super::event::{self, Event};

/// What a receiver made of the address challenge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UrlValidation {
    /// Status 200 with the same token and the right hash, in time.
    pub correct: bool,
    pub status: Option<u16>,
    pub answer: String,
}

impl Zoom {
    pub fn set_webhook_url(&self, url: &str) -> anyhow::Result<()> {
        self.sender.set_target(Some(url))
    }

    pub fn webhook_url(&self) -> Option<String> {
        self.sender.target()
    }

    /// Delivers any body, signed like an event of Zoom, whether or not somebody added the app. Returns the id of the
    /// delivery in the ledger.
    pub fn send(&self, event_name: &str, body: impl Into<Bytes>) -> usize {
        let event = Event {
            name: event_name.to_owned(),
            account_id: String::new(),
            host_id: String::new(),
            registrant_id: None,
            body: body.into(),
        };
        self.queue(&event, self.random.request_id())
    }

    /// Delivers an earlier event once more, under its old request id or a new one.
    pub fn send_again(&self, delivery_id: usize, ids: DuplicateIds) -> anyhow::Result<usize> {
        let earlier = self.ledger.get(delivery_id).with_context(|| format!("no delivery {delivery_id}"))?;
        ensure!(!earlier.body.is_empty(), "the ledger keeps no bodies at present");
        let request_id = match ids {
            DuplicateIds::Same => earlier.request_id,
            DuplicateIds::Different => self.random.request_id(),
        };
        let event = Event {
            name: earlier.event,
            account_id: earlier.account_id,
            host_id: String::new(),
            registrant_id: earlier.registrant_id,
            body: earlier.body,
        };
        Ok(self.queue(&event, request_id))
    }

    /// Treats the next `attempts` answers of the receiver as silence, so that those deliveries are retried.
    pub fn ignore_answers(&self, attempts: u32) {
        self.courier.ignore_answers(attempts);
    }

    /// Sends the address challenge and checks the answer. Not part of the ledger, as Zoom never retries it.
    pub async fn validate_url(&self) -> anyhow::Result<UrlValidation> {
        let plain_token = self.random.id();
        let now = self.now();
        let body = Bytes::from(event::challenge(&plain_token, now.timestamp_millis()));
        let label = self.label(self.random.request_id());
        let sender = Arc::clone(&self.sender);
        let limit = self.settings().ack_timeout();
        let posting = self.courier.spawn(async move { sender.post(body, &label, now, limit).await });
        let posted = posting.context("the simulator has stopped")?.await?;
        Ok(match posted {
            Ok((status, answer)) => self.judge(&plain_token, status, &answer),
            Err(outcome) => UrlValidation { correct: false, status: None, answer: silence(&outcome) },
        })
    }

    fn judge(&self, plain_token: &str, status: u16, answer: &[u8]) -> UrlValidation {
        let parsed: Value = serde_json::from_slice(answer).unwrap_or_default();
        let same_token = parsed.get("plainToken").and_then(Value::as_str) == Some(plain_token);
        let expected = self.sender.secret().answer(plain_token);
        let right_hash = parsed.get("encryptedToken").and_then(Value::as_str) == Some(expected.as_str());
        let answer = String::from_utf8_lossy(answer).chars().take(500).collect();
        UrlValidation { correct: status == 200 && same_token && right_hash, status: Some(status), answer }
    }

    /// All deliveries so far, oldest first.
    pub fn ledger(&self) -> Vec<Delivery> {
        self.ledger.snapshot()
    }

    /// The newest deliveries, newest first.
    pub fn latest_deliveries(&self, limit: usize) -> Vec<Delivery> {
        self.ledger.latest(limit)
    }

    pub fn counts(&self) -> Counts {
        self.ledger.counts()
    }

    /// Waits until no delivery is pending; an error when that takes longer than `limit`.
    pub async fn settled(&self, limit: Duration) -> anyhow::Result<Counts> {
        self.ledger.settled(limit).await
    }

    /// Waits until `reached` holds for the ledger; an error when that takes longer than `limit`.
    pub async fn wait_for(
        &self,
        limit: Duration,
        reached: impl Fn(&[Delivery]) -> bool,
    ) -> anyhow::Result<Vec<Delivery>> {
        self.ledger.wait_for(limit, reached).await
    }

    /// Delivers `event` if its host added the app.
    pub(super) fn publish(&self, event: &Event) {
        let settings = self.settings();
        if !settings.deliver_to_all && !self.known.lock().installed.contains(&event.host_id) {
            log::debug!("{} has not added the app: no {}", event.host_id, event.name);
            return;
        }
        self.publish_to_all(event);
    }

    pub(super) fn publish_to_all(&self, event: &Event) {
        let settings = self.settings();
        let request_id = self.random.request_id();
        for _ in 0..settings.duplicates {
            let duplicate_id = match settings.duplicate_ids {
                DuplicateIds::Same => request_id.clone(),
                DuplicateIds::Different => self.random.request_id(),
            };
            self.queue(event, duplicate_id);
        }
        self.queue(event, request_id);
    }

    fn queue(&self, event: &Event, request_id: String) -> usize {
        let delivery = Delivery {
            id: 0,
            event: event.name.clone(),
            account_id: event.account_id.clone(),
            registrant_id: event.registrant_id.clone(),
            request_id: request_id.clone(),
            queued_at: self.now(),
            body: if self.settings().keep_bodies { event.body.clone() } else { Bytes::new() },
            attempts: Vec::new(),
            state: DeliveryState::Pending,
        };
        self.courier.take(delivery, Parcel::new(event.body.clone(), self.label(request_id)))
    }

    /// One tracking id in four also belongs to the event before, as seen at Zoom: it identifies nothing.
    fn label(&self, request_id: String) -> Label {
        let mut last = self.last_tracking_id.lock();
        if last.is_empty() || !self.random.one_in(4) {
            *last = format!("v=2.0;clid=us02;rid=WEB_{}", self.random.hex::<16>());
        }
        let traceparent = format!("00-{}-{}-01", self.random.hex::<16>(), self.random.hex::<8>());
        Label { request_id, tracking_id: last.clone(), traceparent }
    }
}

fn silence(outcome: &AttemptOutcome) -> String {
    match outcome {
        AttemptOutcome::Timeout => "no answer in time".to_owned(),
        AttemptOutcome::Refused => "connection refused".to_owned(),
        other => format!("{other:?}"),
    }
}
