//! Purpose keys, all derived from the operator's one secret, so that a key of one purpose is worthless for another.

use aws_lc_rs::{hkdf, hmac};

#[derive(Clone)]
pub struct Keys {
    pub(crate) session: [u8; 32],
    pub(crate) csrf: hmac::Key,
    pub(crate) pkce: hmac::Key,
    pub(crate) deliveries: [u8; 32],
}

impl Keys {
    /// `secret` is any text of at least 32 characters; the configuration refuses less.
    pub fn derive(secret: &[u8]) -> Self {
        let extracted = hkdf::Salt::new(hkdf::HKDF_SHA256, b"cloop").extract(secret);
        let hmac_key = |label| hmac::Key::new(hmac::HMAC_SHA256, &expand(&extracted, label));
        Self {
            session: expand(&extracted, "web session v1"),
            csrf: hmac_key("csrf v1"),
            pkce: hmac_key("zoom pkce v1"),
            deliveries: expand(&extracted, "deliveries v1"),
        }
    }
}

#[expect(clippy::expect_used, reason = "32 bytes are always within what HKDF-SHA256 can give")]
fn expand(extracted: &hkdf::Prk, label: &str) -> [u8; 32] {
    let mut key = [0; 32];
    let info = [label.as_bytes()];
    extracted
        .expand(&info, hkdf::HKDF_SHA256)
        .and_then(|material| material.fill(&mut key))
        .expect("a key of the hash's own length");
    key
}
