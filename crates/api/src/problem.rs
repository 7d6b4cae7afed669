//! RFC 9457 problems: the one shape of every error, and the one table from code to status.

use crate::request_id;
use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use app::Failure;
use domain::{
    ids::LeadId,
    refusal::{Code, Refusal, Violation},
};
use serde::Serialize;
use std::fmt;
use utoipa::ToSchema;

pub(crate) const CONTENT_TYPE: &str = "application/problem+json";

/// What handlers and extractors fail with.
#[derive(Debug)]
pub(crate) struct Problem(Box<Body>);

/// An error (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Body {
    /// A relative reference that names the kind of problem: `/problems/<code>`.
    #[serde(rename = "type")]
    kind: String,
    title: String,
    status: u16,
    detail: String,
    /// The request's id, as in the `X-Request-Id` header.
    instance: String,
    /// Stable, for programs.
    code: String,
    errors: Vec<FieldProblem>,
    /// With `lead_exists`: the lead that is in the way; with `lead_merged`: the one to look at instead. If you may see it.
    lead_id: Option<LeadId>,
    #[serde(skip)]
    retry_after: Option<u64>,
}

/// One wrong field.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// RFC 6901 pointer into the request body.
    pointer: String,
    code: String,
    detail: String,
}

impl From<Violation> for FieldProblem {
    fn from(violation: Violation) -> Self {
        Self { pointer: violation.pointer, code: violation.code, detail: violation.detail }
    }
}

impl Problem {
    pub(crate) fn code(code: Code) -> Self {
        Refusal::new(code).into()
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let (status, title) = status_and_title(refusal.code);
        let detail = if refusal.detail.is_empty() { title.to_owned() } else { refusal.detail };
        Self(Box::new(Body {
            kind: format!("/problems/{}", refusal.code),
            title: title.to_owned(),
            status: status.as_u16(),
            detail,
            instance: request_id::current().unwrap_or_default(),
            code: refusal.code.to_string(),
            errors: refusal.violations.into_iter().map(FieldProblem::from).collect(),
            lead_id: refusal.lead_id,
            retry_after: refusal.retry_after,
        }))
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        let (refusal, cause) = failure.answer();
        if let Some(cause) = cause {
            log::error!(error = format!("{cause:#}"); "a request failed");
        }
        refusal.into()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.code)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        response.content_type(CONTENT_TYPE).insert_header((header::CACHE_CONTROL, "no-store"));
        if let Some(seconds) = self.0.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds));
        }
        response.body(serde_json::to_vec(&self.0).unwrap_or_default())
    }
}

fn status_and_title(code: Code) -> (StatusCode, &'static str) {
    use StatusCode as S;
    match code {
        Code::AuthorizationExpired => (S::GONE, "This authorization took too long. Start again."),
        Code::AuthorizationMismatch => {
            (S::FORBIDDEN, "This authorization was not started here, or was used before.")
        }
        Code::BulkEnded => (S::CONFLICT, "It has come to its end."),
        Code::BulkRunning => (S::CONFLICT, "It goes on. Wait for its end, or cancel it."),
        Code::BulkUndone => (S::CONFLICT, "This was undone before."),
        Code::CsrfRejected => (S::FORBIDDEN, "The request did not come from one of Cloop's own pages."),
        Code::EmailTaken => (S::CONFLICT, "There is an account with this email address."),
        Code::FieldInUse => (S::CONFLICT, "Leads have values in this field."),
        Code::Forbidden => (S::FORBIDDEN, "Your role does not allow this."),
        Code::IdempotencyMismatch => {
            (S::UNPROCESSABLE_ENTITY, "This idempotency key was used for something else.")
        }
        Code::Internal => (S::INTERNAL_SERVER_ERROR, "Something went wrong on our side."),
        Code::Invalid => (S::UNPROCESSABLE_ENTITY, "Some fields are not right."),
        Code::LastOwner => (S::CONFLICT, "A workspace needs an owner."),
        Code::LeadExists => (S::CONFLICT, "There is a lead with this address."),
        Code::LeadInBin => (S::CONFLICT, "The lead is in the bin. Restore it first."),
        Code::LeadMerged => (S::NOT_FOUND, "The lead is part of another one now."),
        Code::LimitReached => (S::CONFLICT, "There are as many as there can be."),
        Code::MalformedBody => (S::BAD_REQUEST, "The body is not JSON that this operation understands."),
        Code::MalformedQuery => (S::BAD_REQUEST, "The query is not one that this operation understands."),
        Code::MergeUndone => (S::CONFLICT, "This merge was undone before."),
        Code::MethodNotAllowed => (S::METHOD_NOT_ALLOWED, "This resource does not have that method."),
        Code::NameTaken => (S::CONFLICT, "Another one has this name."),
        Code::NotTheAuthor => (S::FORBIDDEN, "Only its author can change this."),
        Code::NotFound => (S::NOT_FOUND, "There is nothing here."),
        Code::PayloadTooLarge => (S::PAYLOAD_TOO_LARGE, "The body is too large."),
        Code::PipelineInUse => (S::CONFLICT, "There are leads in this pipeline, or it is the last one."),
        Code::StageInUse => (S::CONFLICT, "There are leads in this stage, or it is the last one."),
        Code::TooManyAttempts => (S::TOO_MANY_REQUESTS, "Too many attempts. Wait a little."),
        Code::Unauthenticated => (S::UNAUTHORIZED, "Sign in first."),
        Code::Unavailable => {
            (S::SERVICE_UNAVAILABLE, "Cloop cannot do this right now. Try again in a moment.")
        }
        Code::UndoExpired => (S::GONE, "This can be undone no more."),
        Code::UnsupportedMediaType => (S::UNSUPPORTED_MEDIA_TYPE, "Send application/json."),
        Code::VersionConflict => (S::PRECONDITION_FAILED, "Somebody changed this meanwhile."),
        Code::WrongCredentials => (S::UNAUTHORIZED, "The email address or the password is wrong."),
        Code::ZoomAlreadyLinked => (S::CONFLICT, "This Zoom account is linked to another workspace."),
        Code::ZoomCodeRejected => (S::UNPROCESSABLE_ENTITY, "Zoom did not accept the authorization."),
        Code::ZoomNotConfigured => (S::CONFLICT, "The operator has not set up a Zoom app yet."),
        Code::ZoomUnavailable => (S::BAD_GATEWAY, "Zoom does not answer. Try again in a moment."),
    }
}
