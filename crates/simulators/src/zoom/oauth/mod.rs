//! OAuth as Zoom speaks it: consent, codes, tokens, revocation.

mod authorize;
mod basic;
mod consent_page;
mod grants;
mod pkce;
mod revoke;
mod token;

pub use authorize::Consent;
pub(super) use grants::Grants;

use actix_web::web::{ServiceConfig, get, post, resource};

pub(super) fn routes(service: &mut ServiceConfig) {
    service
        .service(
            resource("/oauth/authorize")
                .route(get().to(consent_page::show))
                .route(post().to(consent_page::decide)),
        )
        .route("/oauth/token", post().to(token::exchange))
        .route("/oauth/revoke", post().to(revoke::revoke));
}
