//! What becomes of a value: when it ends by itself, what erasure does to it, and whether its subject gets a copy.

use std::fmt;

/// How long the value stays when nobody asks for its removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retention {
    /// As long as the row, which has a lifetime of its own.
    WithRow,
    /// As long as the user's account.
    WithAccount,
    /// As long as the workspace.
    WithWorkspace,
    /// As long as the lead.
    WithLead,
    /// Until its single use.
    UntilUsed,
    /// Until the Zoom account is disconnected.
    UntilDisconnect,
    /// This many days after the row's clock started (its creation, or its closing where it has one).
    Days(u16),
    /// For good, because it is published or says nothing about a person.
    Permanent,
}

impl fmt::Display for Retention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WithRow => f.write_str("with_row"),
            Self::WithAccount => f.write_str("with_account"),
            Self::WithWorkspace => f.write_str("with_workspace"),
            Self::WithLead => f.write_str("with_lead"),
            Self::UntilUsed => f.write_str("until_used"),
            Self::UntilDisconnect => f.write_str("until_disconnect"),
            Self::Days(days) => write!(f, "days({days})"),
            Self::Permanent => f.write_str("permanent"),
        }
    }
}

/// What the erasure of its subject does to the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Erase {
    /// The row goes.
    Delete,
    /// The row stays, the value goes.
    Null,
    /// The key that opens the value is destroyed.
    Shred,
    /// It stays, for this reason.
    Keep(&'static str),
}

impl Erase {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "delete",
            Self::Null => "null",
            Self::Shred => "shred",
            Self::Keep(_) => "keep",
        }
    }

    #[must_use]
    pub const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Keep(reason) => Some(reason),
            Self::Delete | Self::Null | Self::Shred => None,
        }
    }
}

/// Whether the archive that a subject can ask for contains the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Export {
    Yes,
    /// It does not, for this reason.
    No(&'static str),
}

impl Export {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No(_) => "no",
        }
    }

    #[must_use]
    pub const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Yes => None,
            Self::No(reason) => Some(reason),
        }
    }
}

fn with_reason(f: &mut fmt::Formatter<'_>, word: &str, reason: Option<&str>) -> fmt::Result {
    match reason {
        Some(reason) => write!(f, "{word}: {reason}"),
        None => f.write_str(word),
    }
}

impl fmt::Display for Erase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        with_reason(f, self.as_str(), self.reason())
    }
}

impl fmt::Display for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        with_reason(f, self.as_str(), self.reason())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retention_and_reasons_read_like_the_attribute_that_declared_them() {
        assert_eq!(Retention::Days(7).to_string(), "days(7)");
        assert_eq!(Retention::UntilDisconnect.to_string(), "until_disconnect");
        assert_eq!(Erase::Keep("a tax record").to_string(), "keep: a tax record");
        assert_eq!(Erase::Shred.to_string(), "shred");
        assert_eq!(Export::No("a secret").to_string(), "no: a secret");
    }
}
