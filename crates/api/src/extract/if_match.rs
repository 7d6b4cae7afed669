//! `If-Match`: the version that the caller saw. Without one, or with `*`, any version will do.

use crate::problem::Problem;
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use std::future::{Ready, ready};

pub(crate) struct IfMatch(pub(crate) Option<i32>);

/// No row has it.
const NONE_OF_OURS: i32 = -1;

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let given = request.headers().get(header::IF_MATCH).and_then(|value| value.to_str().ok());
        let version = given.filter(|given| given.trim() != "*").map(|given| {
            let tag = given.trim().trim_start_matches("W/").trim_matches('"');
            tag.parse().unwrap_or(NONE_OF_OURS)
        });
        ready(Ok(Self(version)))
    }
}
