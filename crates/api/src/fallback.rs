//! What no route took: a known path with another method, an unknown path of the API, or a page of the SPA.

use crate::{openapi, pages, problem::Problem};
use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    http::{Method, header},
};
use domain::refusal::Code;

/// Paths that belong to machines: what is not found there is a problem, not a page.
const MACHINES: [&str; 4] = ["/api/", "/hooks/", "/assets/", "/docs/"];

pub(crate) async fn fallback(request: HttpRequest) -> HttpResponse {
    let path = request.path();
    let methods = openapi::methods_of(path);
    if !methods.is_empty() {
        return not_allowed(&methods.join(", "));
    }
    let is_page = !MACHINES.iter().any(|prefix| path.starts_with(prefix)) && path != "/api";
    match pages::asset(&request) {
        _ if !matches!(*request.method(), Method::GET | Method::HEAD) => {
            if is_page {
                not_allowed("GET, HEAD")
            } else {
                Problem::code(Code::NotFound).error_response()
            }
        }
        Some(asset) => asset,
        None if is_page => pages::index(&request),
        None => Problem::code(Code::NotFound).error_response(),
    }
}

fn not_allowed(allow: &str) -> HttpResponse {
    let mut response = Problem::code(Code::MethodNotAllowed).error_response();
    if let Ok(allow) = header::HeaderValue::from_str(allow) {
        response.headers_mut().insert(header::ALLOW, allow);
    }
    response
}
