//! The simulators as their users meet them: over HTTP and SMTP.
#![expect(
    clippy::disallowed_methods,
    reason = "tests are clients of the simulators and need a client of their own"
)]

mod control;
mod delivery;
mod demo;
mod fixture;
mod mailbox;
mod oauth;
mod payload;
mod rest;
mod signature;
mod world;
