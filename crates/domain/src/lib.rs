//! The words and rules of Cloop: types that cannot be built wrong, and decisions that need no I/O.

pub mod activity;
pub mod actor;
pub mod clock;
pub mod delivery;
pub mod email;
pub mod entropy;
pub mod filter;
pub mod fold;
pub mod idempotency;
pub mod ids;
pub mod job;
pub mod lead;
pub mod money;
pub mod phone;
pub mod pipeline;
pub mod policy;
pub mod ports;
pub mod privacy;
pub mod refusal;
pub mod tag;
pub mod team;
pub mod text;
pub mod user;
pub mod view;
mod words;
pub mod workspace;
pub mod zoom;
