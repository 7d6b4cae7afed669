//! The real clock, the real network and the operating system's randomness: the only module that touches them.
#![expect(
    clippy::disallowed_methods,
    reason = "the simulators play the outside world: they have a clock and a network of their own"
)]

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use chrono::{DateTime, Utc};

/// Where a simulator reads the time; tests hand in a clock that they turn themselves.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The present moment of the real clock.
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// A seed that differs on each start.
pub fn seed_from_os() -> anyhow::Result<u64> {
    getrandom::u64().context("the operating system gives no randomness")
}

/// The one client of a simulator: keep-alive, plain HTTP/1.1, no proxy, redirects reported instead of followed.
/// Idle connections are dropped before a server of five seconds keep-alive would do so, or a delivery now and then
/// would run into a connection that is just being closed.
pub(crate) fn http_client() -> anyhow::Result<reqwest::Client> {
    reqwest::Client::builder()
        .no_proxy()
        .http1_only()
        .redirect(reqwest::redirect::Policy::none())
        .pool_idle_timeout(Duration::from_secs(2))
        .tls_certs_only(std::iter::empty())
        .build()
        .context("cannot build the HTTP client")
}
