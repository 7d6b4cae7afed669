//! Proof Key for Code Exchange (RFC 7636): Zoom takes `S256` and, by default, `plain`.

use aws_lc_rs::digest;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// What the app committed itself to when it asked for consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Challenge {
    Plain(String),
    S256(String),
}

impl Challenge {
    /// `None` for an unknown method.
    pub(super) fn new(method: Option<&str>, value: &str) -> Option<Self> {
        match method.unwrap_or("plain") {
            "plain" => Some(Self::Plain(value.to_owned())),
            "S256" => Some(Self::S256(value.to_owned())),
            _ => None,
        }
    }

    pub(super) fn is_met_by(&self, verifier: &str) -> bool {
        match self {
            Self::Plain(value) => value == verifier,
            Self::S256(value) => {
                *value == URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, verifier.as_bytes()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_rfc_7636_appendix_b_holds() {
        let challenge = Challenge::new(Some("S256"), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert!(
            challenge.is_some_and(|challenge| challenge.is_met_by(verifier) && !challenge.is_met_by("other"))
        );
    }

    #[test]
    fn the_method_is_plain_unless_named() {
        assert_eq!(Challenge::new(None, "abc"), Some(Challenge::Plain("abc".to_owned())));
        assert_eq!(Challenge::new(Some("S512"), "abc"), None);
    }
}
