//! Is one of our own pages asking? The browser says so (fetch metadata); an older one names the origin. A caller that
//! says neither is not a browser with our cookie.

use crate::{Settings, problem::Problem};
use actix_web::{HttpRequest, http::header::ORIGIN};
use domain::refusal::Code;

pub(super) fn require_same(request: &HttpRequest, settings: &Settings) -> Result<(), Problem> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let is_same = match header("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => header(ORIGIN.as_str()) == Some(settings.origin.as_str()),
    };
    if is_same { Ok(()) } else { Err(Problem::code(Code::CsrfRejected)) }
}
