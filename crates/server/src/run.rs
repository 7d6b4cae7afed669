//! The commands.

mod doctor;
mod migrate;
mod openapi;
mod serve;
mod stop;
mod worker;

pub(crate) use doctor::doctor;
pub(crate) use migrate::migrate;
pub(crate) use openapi::openapi;
pub(crate) use serve::serve;
pub(crate) use worker::worker;

use std::{future::Future, process::ExitCode};

/// Runs a command to its end on this thread.
fn block_on(command: impl Future<Output = anyhow::Result<ExitCode>>) -> anyhow::Result<ExitCode> {
    actix_web::rt::System::new().block_on(command)
}
