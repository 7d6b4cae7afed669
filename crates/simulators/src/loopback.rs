//! Listening on loopback only, and answering only requests that name a loopback host.

use std::net::{IpAddr, SocketAddr, TcpListener};

use actix_web::guard::GuardContext;
use anyhow::{Context, ensure};

/// Binds `address`; any address that other machines could reach is refused.
pub(crate) fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    ensure!(
        address.ip().is_loopback(),
        "{address} is not a loopback address: simulators are for this machine only"
    );
    let listener = TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Guard against DNS rebinding: a page of a foreign site must not read captured mails through a name that it
/// points at 127.0.0.1.
pub(crate) fn names_loopback(request: &GuardContext<'_>) -> bool {
    let host = request.head().headers().get("host").and_then(|value| value.to_str().ok());
    let Some(host) = host else { return false };
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.bytes().all(|byte| byte.is_ascii_digit()) { name } else { host }
    });
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
