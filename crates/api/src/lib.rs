//! The HTTP API and the pages: routes, extractors, problems, and the OpenAPI document they add up to. No database
//! and no HTTP client can even be named here.

mod cookie;
mod extract;
mod fallback;
mod observe;
mod openapi;
mod page;
mod pages;
mod problem;
mod request_id;
mod routes;

pub use extract::Shared;
pub use openapi::openapi;
pub use request_id::current as current_request_id;

use actix_web::{
    App, Error,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::from_fn,
    web,
};
use utoipa_actix_web::AppExt;

/// What the operator decides about the outside.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `https://host[:port]`, as browsers see it.
    pub origin: String,
    /// Whether `X-Forwarded-For` comes from a proxy of the operator's and not from the client.
    pub trusts_forwarded_for: bool,
}

impl Settings {
    pub(crate) fn is_https(&self) -> bool {
        self.origin.starts_with("https://")
    }
}

/// The whole service, for a server or a test to run.
pub fn service(
    shared: Shared,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    App::new()
        .app_data(web::Data::new(shared))
        .app_data(extract::path_config())
        .app_data(extract::query_config())
        .into_utoipa_app()
        .configure(routes::configure)
        .into_app()
        .service(openapi::get_openapi)
        .service(openapi::reference())
        .default_service(web::to(fallback::fallback))
        .wrap(from_fn(observe::observe))
}
