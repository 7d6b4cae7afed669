//! Threads of their own for the loops that must not wait behind requests: the inbox's committers and the worker.
//! Each drives its futures itself, so they need not be `Send`, which closures over a transaction cannot promise.

use anyhow::Context;
use std::{
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
};

/// Runs the future that `make` builds, on a new thread, until it ends.
pub fn spawn<F: Future<Output = ()>>(
    name: &str,
    make: impl FnOnce() -> F + Send + 'static,
) -> anyhow::Result<thread::JoinHandle<()>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || {
            let work = AssertUnwindSafe(|| runtime.block_on(async { make().await }));
            if catch_unwind(work).is_err() {
                // Half a process looks healthy and takes nothing. Everything acknowledged is on disk: start again.
                log::error!("a background thread panicked");
                std::process::abort();
            }
        })
        .with_context(|| format!("the thread {name} could not be started"))
}
