//! The app's own credentials (Basic) and the form of token requests, and the errors Zoom gives for them.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::zoom::account::Zoom;

/// `{"reason", "error"}` with a status.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    reason: &'static str,
    error: &'static str,
}

impl Refusal {
    pub(super) const fn request(reason: &'static str) -> Self {
        Self { status: StatusCode::BAD_REQUEST, reason, error: "invalid_request" }
    }

    pub(super) const fn grant(reason: &'static str) -> Self {
        Self { status: StatusCode::BAD_REQUEST, reason, error: "invalid_grant" }
    }

    pub(super) const fn grant_type() -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            reason: "unsupported grant type",
            error: "unsupported_grant_type",
        }
    }

    const fn client() -> Self {
        let reason = "Invalid client_id or client_secret";
        Self { status: StatusCode::UNAUTHORIZED, reason, error: "invalid_client" }
    }

    pub(super) fn answer(&self) -> HttpResponse {
        HttpResponse::build(self.status).json(json!({ "reason": self.reason, "error": self.error }))
    }
}

pub(super) fn check_client(zoom: &Zoom, request: &HttpRequest) -> Result<(), Refusal> {
    let header = request.headers().get("authorization").and_then(|value| value.to_str().ok());
    let credentials =
        header.and_then(|value| value.strip_prefix("Basic ")).and_then(|value| STANDARD.decode(value).ok());
    let expected = format!("{}:{}", zoom.client_id(), zoom.client_secret());
    if credentials.is_some_and(|given| given == expected.as_bytes()) {
        Ok(())
    } else {
        Err(Refusal::client())
    }
}

/// Fields of the query and of the body; the body wins.
pub(super) fn fields(request: &HttpRequest, body: &[u8]) -> HashMap<String, String> {
    let mut fields: HashMap<_, _> =
        url::form_urlencoded::parse(request.query_string().as_bytes()).into_owned().collect();
    fields.extend(url::form_urlencoded::parse(body).into_owned());
    fields
}
