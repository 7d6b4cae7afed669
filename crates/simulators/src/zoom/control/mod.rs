//! The control API under `/sim/` and the page that presses its buttons. Everything that changes something takes a
//! JSON body, which a foreign page cannot send without asking first.

mod actions;
mod view;

use actix_web::http::StatusCode;
use actix_web::web::{ServiceConfig, get, post};
use actix_web::{HttpResponse, ResponseError};

use crate::page;

pub(super) fn routes(service: &mut ServiceConfig) {
    service
        .route("/", get().to(show))
        .route("/sim/zoom.js", get().to(script))
        .route("/sim/state", get().to(view::state))
        .route("/sim/deliveries", get().to(view::deliveries))
        .route("/sim/register", post().to(actions::register))
        .route("/sim/registrations/{meeting_id}/{registrant_id}/{change}", post().to(actions::change))
        .route("/sim/retry-next", post().to(actions::retry_next))
        .route("/sim/duplicate", post().to(actions::duplicate))
        .route("/sim/settings", post().to(actions::settings))
        .route("/sim/webhook-url", post().to(actions::webhook_url))
        .route("/sim/validate-url", post().to(actions::validate_url))
        .route("/sim/install", post().to(actions::install))
        .route("/sim/uninstall", post().to(actions::uninstall))
        .route("/sim/auto-consent", post().to(actions::auto_consent))
        .route("/sim/faults", post().to(actions::faults))
        .route("/sim/rate-limit", post().to(actions::rate_limit));
}

async fn show() -> HttpResponse {
    page::html(StatusCode::OK, include_str!("../../../pages/zoom.html").to_owned())
}

async fn script() -> HttpResponse {
    page::script(include_str!("../../../pages/zoom.js"))
}

/// A request that the simulator cannot fulfil: status 422 with the reason.
#[derive(Debug)]
struct Unfit(anyhow::Error);

impl std::fmt::Display for Unfit {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:#}", self.0)
    }
}

impl From<anyhow::Error> for Unfit {
    fn from(error: anyhow::Error) -> Self {
        Self(error)
    }
}

impl ResponseError for Unfit {
    fn status_code(&self) -> StatusCode {
        StatusCode::UNPROCESSABLE_ENTITY
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::UnprocessableEntity().json(serde_json::json!({ "message": self.to_string() }))
    }
}
