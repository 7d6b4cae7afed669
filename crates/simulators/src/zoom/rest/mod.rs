//! The REST calls of Zoom that an integration of registrations needs.

mod error;
mod listing;
mod profile;
mod registrants;

pub(super) use error::ApiError;

use actix_web::web::{ServiceConfig, get};

pub(super) fn routes(service: &mut ServiceConfig) {
    service
        .route("/v2/users/me", get().to(profile::me))
        .route("/v2/users/me/meetings", get().to(listing::meetings))
        .route("/v2/users/me/webinars", get().to(listing::webinars))
        .route("/v2/meetings/{id}/registrants", get().to(registrants::of_meeting))
        .route("/v2/webinars/{id}/registrants", get().to(registrants::of_webinar));
}
