//! Email addresses: what a person typed, and the form that decides whether two are the same.

use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;

/// SMTP's limit for a path (RFC 5321 4.5.3.1.3) less its angle brackets.
pub const MAX_LENGTH: usize = 254;

/// An address and its normal form: NFC, lower case, the domain in IDNA's ASCII form. Dots and plus signs
/// stay, because only the mail provider knows whether they mean anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    raw: String,
    normalized: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an email address")]
pub struct NotAnEmail;

impl Email {
    /// For addresses that people sign in with: RFC 5322 syntax.
    pub fn parse(raw: &str) -> Result<Self, NotAnEmail> {
        let email = Self::lenient(raw)?;
        let (_, domain) = email.normalized.rsplit_once('@').ok_or(NotAnEmail)?;
        email_address::EmailAddress::from_str(&email.normalized).map_err(|_| NotAnEmail)?;
        if domain.contains('.') || domain == "localhost" { Ok(email) } else { Err(NotAnEmail) }
    }

    /// For addresses that arrive in somebody else's data: anything that has two sides of an `@` and no blank
    /// is kept, because refusing it would lose the person.
    pub fn lenient(raw: &str) -> Result<Self, NotAnEmail> {
        let raw: String = raw.trim().nfc().collect();
        if raw.len() > MAX_LENGTH || has_blank(&raw) {
            return Err(NotAnEmail);
        }
        let (local, domain) = raw.rsplit_once('@').ok_or(NotAnEmail)?;
        if local.is_empty() || domain.is_empty() {
            return Err(NotAnEmail);
        }
        let domain = idna::domain_to_ascii(domain).unwrap_or_else(|_| domain.to_lowercase());
        let local: String = local.to_lowercase().nfc().collect();
        // Some symbols become blanks on the way to their ASCII form.
        if domain.is_empty() || has_blank(&domain) || local.len() + domain.len() > MAX_LENGTH {
            return Err(NotAnEmail);
        }
        let normalized = format!("{local}@{domain}");
        Ok(Self { raw, normalized })
    }

    pub fn raw(&self) -> &str {
        &self.raw
    }

    pub fn normalized(&self) -> &str {
        &self.normalized
    }
}

fn has_blank(text: &str) -> bool {
    text.chars().any(|c| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_mailbox_are_equal() {
        for (a, b) in [
            ("Ines.Tarrow@Example.COM ", "ines.tarrow@example.com"),
            ("x@BÜCHER.example", "x@xn--bcher-kva.example"),
            ("Jose\u{301}@example.com", "jos\u{e9}@example.com"),
        ] {
            assert_eq!(Email::parse(a).unwrap().normalized(), Email::parse(b).unwrap().normalized());
        }
    }

    #[test]
    fn dots_and_plus_are_somebody_elses_business() {
        assert_ne!(
            Email::parse("a.b+c@example.com").unwrap().normalized(),
            Email::parse("ab@example.com").unwrap().normalized()
        );
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for raw in ["", "@", "a@", "@b", "a b@example.com", "plain", "a@\u{0}b.c", "x@nodot"] {
            assert!(Email::parse(raw).is_err(), "{raw:?}");
        }
        assert!(Email::lenient("weird..dots@example.com").is_ok());
    }

    proptest! {
        #[test]
        fn normalising_is_idempotent(raw in "\\PC{1,20}@\\PC{1,20}") {
            if let Ok(email) = Email::lenient(&raw) {
                let again = Email::lenient(email.normalized()).unwrap();
                prop_assert_eq!(again.normalized(), email.normalized());
            }
        }
    }
}
