//! The use cases: one file per verb. Each opens one transaction, asks the domain, writes, enqueues jobs, commits.
//! HTTP handlers and jobs both end up here.

pub mod background;
mod changes;
mod ctx;
mod failure;
pub mod health;
pub mod jobs;
mod keys;
pub mod leads;
mod passwords;
pub mod privacy;
mod seal;
pub mod session;
mod state;
mod throttle;
pub mod zoom;

pub use changes::{Change, Changes};
pub use ctx::Ctx;
pub use failure::{Failure, Result};
pub use keys::Keys;
pub use passwords::HashingCost;
pub use persistence::members::MemberCard;
pub use state::{App, Options};

/// A page of a list and the place after which the next one starts.
#[derive(Clone, Debug)]
pub struct Page<T, Id> {
    pub items: Vec<T>,
    pub next: Option<Id>,
}
