//! Prints the OpenAPI document. No configuration, no database.

use std::{
    io::{self, Write},
    process::ExitCode,
};

pub(crate) fn openapi() -> anyhow::Result<ExitCode> {
    writeln!(io::stdout(), "{}", api::openapi().to_pretty_json()?)?;
    Ok(ExitCode::SUCCESS)
}
