//! What the caller can act on. A [`Refusal`] is an answer, not an accident: accidents are faults and never
//! reach the caller.

use crate::ids::LeadId;
use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal),+ $(,)?) => {
        /// The closed list of error codes. Alphabetical; a code is never renamed, for clients branch on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[$doc])* $variant),+ }

        impl Code {
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $text),+ }
            }
        }
    };
}

codes! {
    /// The Zoom authorization was started too long ago.
    AuthorizationExpired = "authorization_expired",
    /// The Zoom authorization belongs to another browser, was tampered with, or was used before.
    AuthorizationMismatch = "authorization_mismatch",
    /// It has come to its end.
    BulkEnded = "bulk_ended",
    /// It goes on.
    BulkRunning = "bulk_running",
    /// It was undone before.
    BulkUndone = "bulk_undone",
    /// The request did not come from Cloop's own pages, or lacks its anti-forgery token.
    CsrfRejected = "csrf_rejected",
    EmailTaken = "email_taken",
    /// Leads have values in this field.
    FieldInUse = "field_in_use",
    /// Signed in, but the role does not allow this.
    Forbidden = "forbidden",
    /// The operator's problem; the request id finds it in the log.
    Internal = "internal",
    /// The idempotency key was used for another body.
    IdempotencyMismatch = "idempotency_mismatch",
    /// A field is wrong; `errors` says which and why.
    Invalid = "invalid",
    /// A workspace without an owner could not be run any more.
    LastOwner = "last_owner",
    /// One of the addresses belongs to another lead.
    LeadExists = "lead_exists",
    /// The lead is in the bin: restore it first.
    LeadInBin = "lead_in_bin",
    /// The lead is part of another one now.
    LeadMerged = "lead_merged",
    /// There are as many as there can be.
    LimitReached = "limit_reached",
    /// The body is not JSON of the expected shape.
    MalformedBody = "malformed_body",
    MalformedQuery = "malformed_query",
    /// The merge was undone before.
    MergeUndone = "merge_undone",
    MethodNotAllowed = "method_not_allowed",
    /// Another one has this name.
    NameTaken = "name_taken",
    /// Only who wrote it can change it.
    NotTheAuthor = "not_the_author",
    /// No such thing, or nothing that the caller may know of.
    NotFound = "not_found",
    PayloadTooLarge = "payload_too_large",
    /// The pipeline has leads in it, or is the last one.
    PipelineInUse = "pipeline_in_use",
    /// The stage has leads in it, or is the last one.
    StageInUse = "stage_in_use",
    TooManyAttempts = "too_many_attempts",
    Unauthenticated = "unauthenticated",
    /// The database cannot answer now; a retry can help.
    Unavailable = "unavailable",
    /// It can be undone no more.
    UndoExpired = "undo_expired",
    UnsupportedMediaType = "unsupported_media_type",
    /// Somebody changed it meanwhile.
    VersionConflict = "version_conflict",
    WrongCredentials = "wrong_credentials",
    ZoomAlreadyLinked = "zoom_already_linked",
    /// Zoom did not accept the authorization code.
    ZoomCodeRejected = "zoom_code_rejected",
    ZoomNotConfigured = "zoom_not_configured",
    ZoomUnavailable = "zoom_unavailable",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One wrong field: an RFC 6901 pointer into the request body and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub pointer: String,
    /// Stable word for programs: `required`, `length`, `email`, …
    pub code: String,
    pub detail: String,
}

impl Violation {
    pub fn new(pointer: &str, code: &str, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.to_owned(), code: code.to_owned(), detail: detail.into() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}")]
pub struct Refusal {
    pub code: Code,
    /// For people; empty means that the code's title says it all. Never internal text.
    pub detail: String,
    pub violations: Vec<Violation>,
    /// Seconds after which a retry makes sense.
    pub retry_after: Option<u64>,
    /// The lead that is in the way, if the caller may know of it.
    pub lead_id: Option<LeadId>,
}

impl Refusal {
    pub fn new(code: Code) -> Self {
        Self { code, detail: String::new(), violations: Vec::new(), retry_after: None, lead_id: None }
    }

    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    pub fn at(mut self, violation: Violation) -> Self {
        self.violations.push(violation);
        self
    }

    pub fn invalid(violations: Vec<Violation>) -> Self {
        Self { violations, ..Self::new(Code::Invalid) }
    }

    pub fn about(mut self, lead: Option<LeadId>) -> Self {
        self.lead_id = lead;
        self
    }

    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}
