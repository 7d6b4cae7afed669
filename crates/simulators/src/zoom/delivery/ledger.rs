//! Everything that was or will be sent, with each attempt and the final state.

use std::time::Duration;

use actix_web::web::Bytes;
use anyhow::Context;
use chrono::{DateTime, Utc};
use parking_lot::Mutex;
use serde::{Serialize, Serializer};
use tokio::sync::Notify;

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum AttemptOutcome {
    Answered {
        status: u16,
    },
    Timeout,
    Refused,
    /// The receiver answered, and the simulator was told to treat that as silence.
    AnswerIgnored,
    Failed {
        reason: String,
    },
}

/// One request to the receiver.
#[derive(Clone, Debug, Serialize)]
pub struct Attempt {
    pub at: DateTime<Utc>,
    pub outcome: AttemptOutcome,
    pub latency_us: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    Pending,
    Delivered,
    /// Answered with a status that is never retried.
    Rejected,
    GaveUp,
}

/// One event on its way to the receiver.
#[derive(Clone, Debug, Serialize)]
pub struct Delivery {
    /// Position in the ledger, from 0.
    pub id: usize,
    pub event: String,
    pub account_id: String,
    pub registrant_id: Option<String>,
    pub request_id: String,
    pub queued_at: DateTime<Utc>,
    #[serde(serialize_with = "as_text")]
    pub body: Bytes,
    pub attempts: Vec<Attempt>,
    pub state: DeliveryState,
}

fn as_text<S: Serializer>(body: &Bytes, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&String::from_utf8_lossy(body))
}

/// Totals over the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub deliveries: usize,
    pub attempts: usize,
    pub pending: usize,
    pub delivered: usize,
    pub rejected: usize,
    pub gave_up: usize,
}

#[derive(Default)]
struct Entries {
    deliveries: Vec<Delivery>,
    counts: Counts,
}

impl Entries {
    fn satisfy(&self, reached: impl Fn(&[Delivery], &Counts) -> bool) -> bool {
        reached(&self.deliveries, &self.counts)
    }
}

#[derive(Default)]
pub(crate) struct Ledger {
    entries: Mutex<Entries>,
    changed: Notify,
}

impl Ledger {
    /// Enters a delivery; its id becomes its position.
    pub(super) fn enter(&self, mut delivery: Delivery) -> usize {
        let mut entries = self.entries.lock();
        let id = entries.deliveries.len();
        delivery.id = id;
        entries.deliveries.push(delivery);
        entries.counts.deliveries += 1;
        entries.counts.pending += 1;
        id
    }

    pub(super) fn record(&self, id: usize, attempt: Attempt, state: DeliveryState) {
        let mut entries = self.entries.lock();
        let Entries { deliveries, counts } = &mut *entries;
        if let Some(delivery) = deliveries.get_mut(id) {
            delivery.attempts.push(attempt);
            delivery.state = state;
            counts.attempts += 1;
            counts.pending -= usize::from(state != DeliveryState::Pending);
            match state {
                DeliveryState::Pending => {}
                DeliveryState::Delivered => counts.delivered += 1,
                DeliveryState::Rejected => counts.rejected += 1,
                DeliveryState::GaveUp => counts.gave_up += 1,
            }
        }
        drop(entries);
        self.changed.notify_waiters();
    }

    pub(crate) fn counts(&self) -> Counts {
        self.entries.lock().counts
    }

    pub(crate) fn snapshot(&self) -> Vec<Delivery> {
        self.entries.lock().deliveries.clone()
    }

    pub(crate) fn latest(&self, limit: usize) -> Vec<Delivery> {
        self.entries.lock().deliveries.iter().rev().take(limit).cloned().collect()
    }

    pub(crate) fn get(&self, id: usize) -> Option<Delivery> {
        self.entries.lock().deliveries.get(id).cloned()
    }

    /// Waits until `reached` holds for the entries and their totals.
    async fn wait(
        &self,
        limit: Duration,
        reached: impl Fn(&[Delivery], &Counts) -> bool,
    ) -> anyhow::Result<()> {
        let waiting = async {
            loop {
                let changed = self.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                if self.entries.lock().satisfy(&reached) {
                    return;
                }
                changed.await;
            }
        };
        let waited = tokio::time::timeout(limit, waiting).await;
        waited.with_context(|| format!("not reached within {limit:?}; {:?}", self.counts()))
    }

    pub(crate) async fn settled(&self, limit: Duration) -> anyhow::Result<Counts> {
        self.wait(limit, |_, counts| counts.pending == 0).await?;
        Ok(self.counts())
    }

    pub(crate) async fn wait_for(
        &self,
        limit: Duration,
        reached: impl Fn(&[Delivery]) -> bool,
    ) -> anyhow::Result<Vec<Delivery>> {
        self.wait(limit, |deliveries, _| reached(deliveries)).await?;
        Ok(self.snapshot())
    }
}
