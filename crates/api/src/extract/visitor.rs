//! Somebody who is not signed in yet, on one of our own pages: all they can do is sign up or in.

use crate::{
    extract::{origin, shared},
    problem::Problem,
};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use app::App;
use std::future::{Ready, ready};

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
    let peer = || request.peer_addr().map(|address| address.ip().to_string());
    // The last entry is the one that the operator's own proxy added.
    let forwarded = || {
        let header = request.headers().get("x-forwarded-for")?.to_str().ok()?;
        header.rsplit(',').next().map(|address| address.trim().to_owned())
    };
    let from = if shared.settings.trusts_forwarded_for { forwarded().or_else(peer) } else { peer() };
    Ok(Visitor { app: shared.app.clone(), from: from.unwrap_or_default() })
}
