//! The signature of deliveries and the answer to an address challenge (HMAC-SHA256 under the app's secret token).

use aws_lc_rs::hmac;

/// The app's secret token, ready for signing.
pub struct WebhookSecret(hmac::Key);

impl WebhookSecret {
    pub fn new(secret: &str) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()))
    }

    /// Value of `x-zm-signature`: the hash covers `v0:{timestamp}:{body}`, the body byte for byte.
    pub fn sign(&self, timestamp: &str, body: &[u8]) -> String {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(b"v0:");
        context.update(timestamp.as_bytes());
        context.update(b":");
        context.update(body);
        format!("v0={}", hex::encode(context.sign()))
    }

    /// `encryptedToken` that a receiver must answer to a challenge.
    pub fn answer(&self, plain_token: &str) -> String {
        hex::encode(hmac::sign(&self.0, plain_token.as_bytes()))
    }
}
