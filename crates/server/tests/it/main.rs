//! The program itself, as a process: started, stopped, killed, cut off from its database, and read in its log.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot be set up has failed; seeds and counts are printed for whoever looks"
)]

mod chance;
mod commands;
mod facts;
mod forwarder;
mod kill;
mod lifecycle;
mod logs;
mod process;
mod stage;
mod stopping;
mod storage;
mod tls;
