//! Zoom from both sides: what it signs and sends, and how it answers.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "what cannot be set up or is not there has failed the test"
)]

mod challenge;
mod events;
mod fixture;
mod leniency;
mod mail;
mod mutations;
mod oauth;
mod outages;
mod signature;
