//! `/hooks`: what other systems send.

use crate::{extract::Inbound, problem::Problem};
use actix_web::{HttpResponse, post};
use app::zoom::{self, InboundRequest, Receipt};
use domain::refusal::Code;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

/// Kept with a delivery, to follow it through Zoom's logs. Not `authorization`, not `clientid`.
const KEPT_HEADERS: [&str; 5] =
    ["x-zm-request-id", "x-zm-trackingid", "x-zm-request-timestamp", "traceparent", "user-agent"];
const HEADER_MAX: usize = 256;

#[derive(Serialize, ToSchema)]
pub(crate) struct ChallengeAnswer {
    #[serde(rename = "plainToken")]
    plain_token: String,
    #[serde(rename = "encryptedToken")]
    encrypted_token: String,
}

/// A signed Zoom event
///
/// 200 means that the event is on disk, was before, or belongs to nobody linked here. 503 asks Zoom to send it again.
/// A URL challenge is answered only when it is signed.
#[utoipa::path(
    tag = "system", operation_id = "receive_zoom_delivery", security(()),
    params(
        ("x-zm-signature" = String, Header, description = "`v0=` and the lowercase hex HMAC-SHA256 of `v0:<timestamp>:<body>`"),
        ("x-zm-request-timestamp" = String, Header, description = "Seconds since 1970"),
        ("x-zm-request-id" = Option<String>, Header, description = "The same on every retry"),
    ),
    request_body(content = Object, content_type = "application/json"),
    responses((status = 200, description = "Acknowledged; a challenge gets its answer", body = ChallengeAnswer))
)]
#[post("/hooks/zoom")]
pub(crate) async fn receive_zoom_delivery(inbound: Inbound) -> Result<HttpResponse, Problem> {
    let unsigned = || Problem::code(Code::Unauthenticated);
    let request = InboundRequest {
        signature: inbound.header("x-zm-signature")?.ok_or_else(unsigned)?,
        timestamp: inbound.header("x-zm-request-timestamp")?.ok_or_else(unsigned)?,
        request_id: inbound.header("x-zm-request-id")?,
        headers: kept_headers(&inbound),
        body: &inbound.body,
    };
    Ok(match zoom::receive(&inbound.app, request).await? {
        Receipt::Acknowledged => HttpResponse::Ok().finish(),
        Receipt::ChallengeAnswer { plain_token, encrypted_token } => {
            HttpResponse::Ok().json(ChallengeAnswer { plain_token, encrypted_token })
        }
    })
}

fn kept_headers(inbound: &Inbound) -> String {
    let kept = KEPT_HEADERS.iter().filter_map(|name| {
        let value = inbound.header(name).ok()??;
        (value.len() <= HEADER_MAX).then(|| ((*name).to_owned(), json!(value)))
    });
    serde_json::Value::Object(kept.collect()).to_string()
}
