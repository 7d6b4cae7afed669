//! The use cases: one file per verb. Each opens one transaction, asks the domain, writes, enqueues jobs, commits.
//! HTTP handlers and jobs both end up here.

pub mod audit;
pub mod background;
pub mod bulk;
mod changes;
mod ctx;
pub mod duplicates;
mod failure;
pub mod fields;
pub mod health;
mod idempotency;
pub mod jobs;
mod keys;
pub mod leads;
pub mod notes;
pub mod notifications;
mod passwords;
pub mod people;
pub mod pipelines;
pub mod privacy;
pub mod reports;
pub mod rules;
mod seal;
pub mod session;
mod state;
pub mod tags;
pub mod tasks;
mod throttle;
pub mod views;
pub mod zoom;

pub use changes::{Change, Changes};
pub use ctx::Ctx;
pub use failure::{Failure, Result};
pub use keys::Keys;
pub use passwords::HashingCost;
pub use persistence::{idempotency::Key as IdempotencyKey, members::MemberCard};
pub use state::{App, Options};

/// SHA-256.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes).as_ref());
    hash
}

/// A page of a list and the place after which the next one starts.
#[derive(Clone, Debug)]
pub struct Page<T, Id> {
    pub items: Vec<T>,
    pub next: Option<Id>,
}
