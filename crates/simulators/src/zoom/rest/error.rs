//! `{"code", "message"}` with a status, and the reading of access tokens.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use serde_json::json;

use crate::zoom::account::Zoom;
use crate::zoom::user::ZoomUser;

#[derive(Debug)]
pub(crate) struct ApiError {
    status: u16,
    code: i64,
    message: String,
    headers: Vec<(&'static str, String)>,
}

impl ApiError {
    pub(crate) fn new(status: u16, code: i64, message: &str) -> Self {
        Self { status, code, message: message.to_owned(), headers: Vec::new() }
    }

    pub(crate) fn with_headers(mut self, headers: Vec<(&'static str, String)>) -> Self {
        self.headers = headers;
        self
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl From<anyhow::Error> for ApiError {
    fn from(error: anyhow::Error) -> Self {
        Self::new(500, 500, &error.to_string())
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status_code());
        for (name, value) in &self.headers {
            answer.insert_header((*name, value.as_str()));
        }
        answer.json(json!({ "code": self.code, "message": self.message }))
    }
}

impl Zoom {
    /// The user of the request's access token, provided that the app holds `scope` and the limit is not reached.
    pub(super) fn caller(
        &self,
        request: &HttpRequest,
        scope: &str,
        category: &'static str,
    ) -> Result<ZoomUser, ApiError> {
        let header = request.headers().get("authorization").and_then(|value| value.to_str().ok());
        let token = header.and_then(|value| value.strip_prefix("Bearer "));
        let user = token.and_then(|token| {
            let known = self.known.lock();
            let user_id = known.grants.user_of(token, self.now())?;
            known.user(user_id).ok().cloned()
        });
        let user = user.ok_or_else(|| ApiError::new(401, 124, "Invalid access token."))?;
        if !self.config.scopes.iter().any(|held| held == scope) {
            return Err(ApiError::new(400, 4700, "Invalid access token, does not contain scopes."));
        }
        self.count_call(&user.account_id, category)?;
        Ok(user)
    }
}
