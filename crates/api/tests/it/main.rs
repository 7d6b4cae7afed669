//! The API, through HTTP, on both engines. The tree mirrors the URL space; what holds for every route stands first.

#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "these are tests")]

mod audit;
mod authorisation;
mod board;
mod bulk;
mod capture;
mod duplicates;
mod editing;
mod events;
mod fields;
mod garbage;
mod headers;
mod hooks;
mod leads;
mod merging;
mod notes;
mod notifications;
mod openapi;
mod people;
mod reports;
mod rules;
mod selection;
mod session;
mod spec;
mod spec_lints;
mod tasks;
mod tenancy;
mod views;
mod zoom;

use serde_json::Value;

/// A payload of the provider's, as its documentation and captures show it.
fn fixture(name: &str) -> Value {
    let path = format!("{}/../../fixtures/zoom/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}
