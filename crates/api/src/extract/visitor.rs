//! Somebody who is not signed in yet, on one of our own pages: all they can do is sign up or in.

use crate::{
    extract::{origin, shared},
    problem::Problem,
};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use app::App;
use std::{
    future::{Ready, ready},
    net::IpAddr,
};

pub(crate) struct Visitor {
    pub(crate) app: App,
    /// The network address, for throttling. Not stored.
    pub(crate) from: String,
}

impl FromRequest for Visitor {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(visitor(request))
    }
}

fn visitor(request: &HttpRequest) -> Result<Visitor, Problem> {
    let shared = shared(request)?;
    origin::require_same(request, &shared.settings)?;
    let peer = request.peer_addr().map(|address| address.ip());
    let address = if shared.settings.trusts_forwarded_for { forwarded(request).or(peer) } else { peer };
    Ok(Visitor { app: shared.app.clone(), from: address.map(network).unwrap_or_default() })
}

/// The last entry of the last line is the one that the operator's own proxy added.
fn forwarded(request: &HttpRequest) -> Option<IpAddr> {
    let line = request.headers().get_all("x-forwarded-for").last()?.to_str().ok()?;
    line.rsplit(',').next()?.trim().parse().ok()
}

/// One IPv6 customer owns a /64 and every address in it.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => (address.to_bits() >> 64).to_string(),
    }
}
