//! Fields that a workspace adds to its leads. Each says how sensitive it is, and one that looks like a special category of
//! personal data stays shut until an owner has recorded why it may be kept.

mod special;
mod value;

pub use special::looks_special;
pub use value::{FieldValue, Wrong};

use crate::{
    clock::Instant,
    ids::{FieldId, MemberId, OptionId},
    text,
    words::words,
};

pub const NAME_MAX: usize = 60;
pub const KEY_MAX: usize = 40;
pub const FIELDS_MAX: usize = 100;
pub const OPTIONS_MAX: usize = 200;
pub const TEXT_MAX: usize = 500;
pub const LONG_TEXT_MAX: usize = 10_000;
pub const BASIS_NOTE_MAX: usize = 1_000;

words! {
    FieldKind {
        Checkbox = "checkbox",
        Choice = "choice",
        Date = "date",
        DateTime = "date_time",
        Email = "email",
        LongText = "long_text",
        Member = "member",
        Money = "money",
        MultiChoice = "multi_choice",
        Number = "number",
        Phone = "phone",
        Text = "text",
        Url = "url",
    }

    /// How much harm a leak would do.
    PrivacyClass {
        /// What a business card says.
        Ordinary = "ordinary",
        /// Money, family, whereabouts: what people would rather not see passed on.
        Sensitive = "sensitive",
        /// Special categories (Art. 9 GDPR) and their like: needs a basis.
        Special = "special",
    }

    /// Why a special category may be processed (Art. 9(2) GDPR).
    LawfulBasis {
        EmploymentLaw = "employment_law",
        ExplicitConsent = "explicit_consent",
        HealthCare = "health_care",
        LegalClaims = "legal_claims",
        MadePublic = "made_public",
        Nonprofit = "nonprofit",
        PublicHealth = "public_health",
        PublicInterest = "public_interest",
        Research = "research",
        VitalInterest = "vital_interest",
    }

    FieldState {
        Active = "active",
        /// Its values are neither shown nor taken.
        Quarantined = "quarantined",
    }
}

impl FieldKind {
    pub fn has_options(self) -> bool {
        matches!(self, Self::Choice | Self::MultiChoice)
    }

    /// Kinds whose values are compared as text, and found by the search.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Email | Self::LongText | Self::Phone | Self::Text | Self::Url)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldOption {
    pub id: OptionId,
    pub label: String,
}

/// What an owner has recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    pub kind: LawfulBasis,
    pub note: Option<String>,
    pub recorded_by: Option<MemberId>,
    pub recorded_at: Instant,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub id: FieldId,
    /// What the API calls it; never changes.
    pub key: String,
    pub name: String,
    pub kind: FieldKind,
    pub options: Vec<FieldOption>,
    pub class: PrivacyClass,
    pub basis: Option<Basis>,
    pub position: i32,
    pub version: i32,
}

impl Field {
    /// Why the field is shut, unless a basis opens it.
    pub fn suspicion(&self) -> Option<String> {
        if self.class == PrivacyClass::Special {
            return Some("It holds a special category of personal data.".to_owned());
        }
        let labels = std::iter::once(&self.name).chain(self.options.iter().map(|option| &option.label));
        let found = labels.filter_map(|label| Some((label, looks_special(label)?))).next();
        found.map(|(label, topic)| format!("“{label}” looks like {topic}."))
    }

    pub fn state(&self) -> FieldState {
        if self.basis.is_none() && self.suspicion().is_some() {
            FieldState::Quarantined
        } else {
            FieldState::Active
        }
    }

    pub fn is_active(&self) -> bool {
        self.state() == FieldState::Active
    }
}

/// A key from a name: what is left of it in small ASCII letters and digits. Never empty, and never one of `taken`.
pub fn key_from(name: &str, taken: &[String]) -> String {
    let words: Vec<String> = crate::fold::words(name).collect();
    let slug: String = words.join("_").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    let slug: String = slug.trim_matches('_').chars().take(KEY_MAX).collect();
    let base = if slug.is_empty() { "field".to_owned() } else { slug };
    let numbered = (2..).map(|number| format!("{base}_{number}"));
    let mut candidates = std::iter::once(base.clone()).chain(numbered);
    candidates.find(|key| !taken.contains(key)).unwrap_or(base)
}

/// A label of a field or an option.
pub fn label(raw: &str) -> Option<String> {
    text::line(raw, NAME_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_are_plain_and_different() {
        let taken = vec!["budget".to_owned(), "budget_2".to_owned()];
        assert_eq!(key_from("Büdget", &taken), "budget_3");
        assert_eq!(key_from("Seats (planned)", &[]), "seats_planned");
        assert_eq!(key_from("予算", &[]), "field");
    }

    proptest! {
        #[test]
        fn a_key_is_always_one(name in any::<String>()) {
            let key = key_from(&name, &[]);
            prop_assert!(!key.is_empty() && key.len() <= KEY_MAX);
            prop_assert!(key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'));
        }
    }
}
