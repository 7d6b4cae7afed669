//! `cloop`: configuration, wiring, and nothing else. The only place where the concrete gateways meet the use cases.

mod config;
mod run;
mod telemetry;
mod tls;
mod wiring;

use clap::Parser;
use config::{Cli, Command};
use std::process::ExitCode;

/// A delivery is a hundred small allocations, which cost the system's allocator a fifth of the way to the database.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    telemetry::start(&cli.log);
    let result = match cli.command {
        Command::Serve(args) => run::serve(&args),
        Command::Worker(args) => run::worker(&args),
        Command::Migrate(args) => run::migrate(&args),
        Command::Openapi => run::openapi(),
        Command::Doctor(args) => run::doctor(&args),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            log::error!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
