//! Brings the schema up to date; with nothing to do it does nothing.

use super::block_on;
use crate::{config::DatabaseArgs, wiring};
use std::process::ExitCode;

pub(crate) fn migrate(args: &DatabaseArgs) -> anyhow::Result<ExitCode> {
    block_on(async {
        wiring::database(args, true).await?.close().await?;
        log::info!("the database is up to date");
        Ok(ExitCode::SUCCESS)
    })
}
