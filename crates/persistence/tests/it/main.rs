//! The repositories as the use cases meet them, on both engines.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "what cannot be set up or is not there has failed the test"
)]

mod about_leads;
mod deliveries;
mod jobs;
mod leads;
mod outside;
mod schema;
mod search;
mod selection;
mod tenancy;
mod unique;
mod values;
mod world;
mod writes;
mod zoom;
