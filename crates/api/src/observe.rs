//! Around every request: its id, its line in the log, and the headers that every answer carries.

use crate::{Shared, cookie, request_id};
use actix_web::{
    Error,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{CACHE_CONTROL, HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    web,
};
use std::time::Instant;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The API reference's own scripts set inline styles; everything else may not even do that.
const CSP_REFERENCE: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; \
     connect-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; \
     require-trusted-types-for 'script'";
const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];
const HSTS: &str = "max-age=31536000; includeSubDomains";

pub(crate) async fn observe<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let shared = request.app_data::<web::Data<Shared>>().cloned();
    let id = shared.as_ref().map(|shared| shared.new_request_id()).unwrap_or_default();
    request_id::scope(&id, async {
        let response = next.call(request).await?;
        let http = response.request().clone();
        let mut response = response.map_into_boxed_body();
        cookie::put_renewed(&http, response.headers_mut());
        let is_https = shared.as_ref().is_some_and(|shared| shared.settings().is_https());
        put_headers(response.headers_mut(), &id, http.path(), is_https);
        write_line(&response, started);
        Ok(response)
    })
    .await
}

fn put_headers(headers: &mut HeaderMap, id: &str, path: &str, is_https: bool) {
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
    let csp = if path.starts_with("/docs") { CSP_REFERENCE } else { CSP };
    let always = ALWAYS.into_iter().chain([("content-security-policy", csp)]);
    for (name, value) in always.chain(is_https.then_some(("strict-transport-security", HSTS))) {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// The route's pattern, not its path: ids and cursors are not for logs.
fn write_line(response: &ServiceResponse, started: Instant) {
    let request = response.request();
    let route = request.match_pattern().unwrap_or_else(|| "-".to_owned());
    let status = response.status().as_u16();
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let level = if status >= 500 { log::Level::Warn } else { log::Level::Debug };
    log::log!(level, method = request.method().as_str(), route = route.as_str(), status = status, duration_ms = duration_ms; "answered");
}
