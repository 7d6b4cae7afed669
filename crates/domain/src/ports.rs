//! What use cases need of the outside world, as traits, because the server wires the real thing in.

use crate::{
    clock::Instant,
    zoom::{ZoomEvent, ZoomIdentity, ZoomUserKey},
};
use std::{future::Future, pin::Pin};

pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Why Zoom gave no identity for a code.
#[derive(Debug, thiserror::Error)]
pub enum ZoomAuthorizationError {
    /// Expired, used before, or never issued.
    #[error("zoom refused the authorization code")]
    CodeRejected,
    #[error("zoom could not be asked")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The signed parts of a webhook request.
#[derive(Clone, Copy, Debug)]
pub struct SignedRequest<'a> {
    pub timestamp: &'a str,
    pub signature: &'a str,
    pub body: &'a [u8],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    #[error("the signature matches no configured secret")]
    Mismatch,
    /// Correctly signed, but not now: replayed, or one of the two clocks is wrong.
    #[error("the timestamp is {0} seconds away from now")]
    Stale(i64),
}

/// Which of the configured secrets signed a request. A challenge is answered with the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretIndex(pub usize);

/// The outside of a verified body: enough to route it, whatever is inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    pub event: String,
    pub user: Option<ZoomUserKey>,
}

/// What a verified body turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// Zoom asks whether the URL is ours. Never stored.
    Challenge {
        plain_token: String,
        encrypted_token: String,
    },
    /// A challenge whose token could be something else than a token, so nothing of it is signed.
    UnsafeChallenge,
    Event(Envelope),
    /// Signed by Zoom, but no envelope: not JSON, or without an event name.
    Unreadable(String),
}

/// One message to one person.
#[derive(Clone, Debug)]
pub struct Mail {
    pub to: String,
    pub to_name: String,
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// Unique and the same at each try, without angle brackets.
    pub message_id: String,
}

/// The reasons are for the operator and quote no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// This mail will never be taken.
    #[error("the mail server refused the mail: {0}")]
    Refused(String),
    #[error("the mail server cannot be used now: {0}")]
    Unavailable(String),
}

pub trait Mailer: Send + Sync {
    /// Returns when the mail server has taken responsibility.
    fn send(&self, mail: Mail) -> BoxFuture<'_, Result<(), MailError>>;
}

pub trait ZoomGateway: Send + Sync {
    /// The consent page for one authorization (PKCE S256).
    fn authorize_url(&self, redirect_url: &str, state: &str, code_challenge: &str) -> String;

    /// Trades the code for the identity behind it. Tokens live inside this call and nowhere else.
    fn identify<'a>(
        &'a self,
        code: &'a str,
        redirect_url: &'a str,
        code_verifier: &'a str,
    ) -> BoxFuture<'a, Result<ZoomIdentity, ZoomAuthorizationError>>;

    /// Compares in constant time over the raw bytes, then checks the age. Must come before anything reads the body.
    fn verify(&self, request: SignedRequest<'_>, now: Instant) -> Result<SecretIndex, SignatureError>;

    fn open(&self, body: &[u8], secret: SecretIndex) -> Opened;

    /// The whole meaning of a stored body; the error is a reason for people, without personal data.
    fn read(&self, body: &[u8]) -> Result<ZoomEvent, String>;
}
