//! `x-zm-signature`: HMAC-SHA256 over `v0:<timestamp>:<raw body>`, as lowercase hex behind `v0=`. The same secret
//! answers URL challenges, which makes the challenge a signing oracle for whoever may ask it: so it is answered only
//! to signed requests, and only for words that cannot be the start of such a message.

use anyhow::bail;
use aws_lc_rs::hmac;
use domain::{
    clock::Instant,
    ports::{SecretIndex, SignatureError, SignedRequest},
};
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

/// Zoom signs retries anew, so an honest request is never old. Replays inside the window meet the inbox's keys.
const WINDOW_SECONDS: i64 = 300;
const TOKEN_MAX: usize = 64;

pub(super) struct Secrets(Vec<hmac::Key>);

impl Secrets {
    pub(super) fn new(secrets: &[SecretString]) -> anyhow::Result<Self> {
        // With an empty key anybody could sign.
        if secrets.is_empty() || secrets.iter().any(|secret| secret.expose_secret().trim().is_empty()) {
            bail!("CLOOP_ZOOM_WEBHOOK_SECRET is empty");
        }
        let key =
            |secret: &SecretString| hmac::Key::new(hmac::HMAC_SHA256, secret.expose_secret().as_bytes());
        Ok(Self(secrets.iter().map(key).collect()))
    }

    pub(super) fn verify(
        &self,
        request: SignedRequest<'_>,
        now: Instant,
    ) -> Result<SecretIndex, SignatureError> {
        let sent_at = seconds(request.timestamp).ok_or(SignatureError::Mismatch)?;
        let is_signed = |key: &hmac::Key| {
            let mut context = hmac::Context::with_key(key);
            context.update(b"v0:");
            context.update(request.timestamp.as_bytes());
            context.update(b":");
            context.update(request.body);
            let expected = format!("v0={}", hex::encode(context.sign()));
            bool::from(expected.as_bytes().ct_eq(request.signature.as_bytes()))
        };
        let secret = self.0.iter().position(is_signed).ok_or(SignatureError::Mismatch)?;
        let age = now.timestamp() - sent_at;
        if age.abs() > WINDOW_SECONDS {
            return Err(SignatureError::Stale(age));
        }
        Ok(SecretIndex(secret))
    }

    /// The answer to a challenge, under the secret that signed it; `None` for a word that is no token.
    pub(super) fn answer(&self, secret: SecretIndex, plain_token: &str) -> Option<String> {
        let is_token = (1..=TOKEN_MAX).contains(&plain_token.len())
            && plain_token.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        let key = self.0.get(secret.0).filter(|_| is_token)?;
        Some(hex::encode(hmac::sign(key, plain_token.as_bytes())))
    }
}

fn seconds(timestamp: &str) -> Option<i64> {
    let is_number =
        (1..=12).contains(&timestamp.len()) && timestamp.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { timestamp.parse().ok() } else { None }
}
