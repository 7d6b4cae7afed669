//! The caught mails, oldest first, and waiting for one.

use std::time::Duration;

use anyhow::Context;
use parking_lot::Mutex;
use tokio::sync::Notify;

use super::mail::{Envelope, Mail};
use crate::outside;

/// Older mails are dropped beyond this many.
const KEPT: usize = 1_000;

#[derive(Default)]
struct Kept {
    mails: Vec<Mail>,
    accepted: u64,
}

#[derive(Default)]
pub(super) struct Store {
    kept: Mutex<Kept>,
    changed: Notify,
}

impl Store {
    pub(super) fn accept(&self, envelope: Envelope) {
        let mut kept = self.kept.lock();
        kept.accepted += 1;
        let mail = Mail::read(kept.accepted, outside::now(), envelope);
        kept.mails.push(mail);
        let surplus = kept.mails.len().saturating_sub(KEPT);
        kept.mails.drain(..surplus);
        drop(kept);
        self.changed.notify_waiters();
    }

    pub(super) fn all(&self) -> Vec<Mail> {
        self.kept.lock().mails.clone()
    }

    pub(super) fn get(&self, id: u64) -> Option<Mail> {
        self.kept.lock().mails.iter().find(|mail| mail.id == id).cloned()
    }

    pub(super) fn clear(&self) {
        self.kept.lock().mails.clear();
    }

    pub(super) async fn wait_for(
        &self,
        limit: Duration,
        is_wanted: impl Fn(&Mail) -> bool,
    ) -> anyhow::Result<Mail> {
        let waiting = async {
            loop {
                let changed = self.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                let found = self.kept.lock().mails.iter().find(|mail| is_wanted(mail)).cloned();
                if let Some(mail) = found {
                    return mail;
                }
                changed.await;
            }
        };
        tokio::time::timeout(limit, waiting).await.with_context(|| format!("no such mail within {limit:?}"))
    }
}
