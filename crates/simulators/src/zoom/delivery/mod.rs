//! Sending of events: queue, attempts, retries, and the ledger of everything that was sent.

mod attempt;
mod courier;
mod ledger;
mod schedule;

pub(crate) use attempt::{Label, Sender};
pub(crate) use courier::{Courier, Parcel};
pub(crate) use ledger::Ledger;
pub use ledger::{Attempt, AttemptOutcome, Counts, Delivery, DeliveryState};
