//! A request from another system: raw bytes, capped, and headers that occur once. Whether it may do anything is
//! decided by its signature.

use crate::{extract::shared, problem::Problem};
use actix_web::{FromRequest, HttpRequest, dev::Payload, web::BytesMut};
use app::App;
use domain::refusal::Code;
use futures_util::{StreamExt, future::LocalBoxFuture};
use std::time::Duration;
use tokio::time::timeout;

/// Zoom's largest observed body is 6.5 kB; one that is refused for its size is never sent again.
const BODY_MAX: usize = 1 << 20;

/// A sender that trickles is none of ours.
const PATIENCE: Duration = Duration::from_secs(10);
const SIGNED_BY: [&str; 2] = ["x-zm-signature", "x-zm-request-timestamp"];

pub(crate) struct Inbound {
    pub(crate) app: App,
    pub(crate) body: BytesMut,
    request: HttpRequest,
}

impl Inbound {
    /// A header's value; `Err` if it occurs twice, for then nobody knows which one was signed.
    pub(crate) fn header(&self, name: &str) -> Result<Option<&str>, Problem> {
        let mut values = self.request.headers().get_all(name);
        let first = values.next().and_then(|value| value.to_str().ok());
        if values.next().is_some() { Err(Problem::code(Code::Unauthenticated)) } else { Ok(first) }
    }
}

impl FromRequest for Inbound {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let app = shared(&request)?.app.clone();
            // Without a signature nothing is read: strangers must not make us hold a megabyte each.
            if !SIGNED_BY.iter().all(|name| request.headers().contains_key(*name)) {
                return Err(Problem::code(Code::Unauthenticated));
            }
            let body = timeout(PATIENCE, read(payload, BODY_MAX)).await;
            let body = body.map_err(|_| Problem::code(Code::MalformedBody))??;
            Ok(Self { app, body, request })
        })
    }
}

pub(super) async fn read(mut payload: Payload, max: usize) -> Result<BytesMut, Problem> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Problem::code(Code::MalformedBody))?;
        if body.len() + chunk.len() > max {
            return Err(Problem::code(Code::PayloadTooLarge));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
