//! Phone numbers: what a person typed, and the E.164 form that decides whether two are the same.

use crate::text;
use phonenumber::{Mode, country};

const RAW_MAX: usize = 255;

/// A number as typed, and its E.164 form where one can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    raw: String,
    e164: Option<String>,
}

impl Phone {
    /// `country` (ISO 3166) is where a number without an international prefix belongs. What is no valid number anywhere
    /// is kept as it is: somebody can still read it. `None` when nothing is left.
    pub fn parse(raw: &str, country: Option<&str>) -> Option<Self> {
        let raw = text::line(raw, RAW_MAX)?;
        let country: Option<country::Id> = country.and_then(|code| code.parse().ok());
        let number = phonenumber::parse(country, &raw).ok().filter(phonenumber::is_valid);
        let e164 = number.map(|number| number.format().mode(Mode::E164).to_string());
        Some(Self { raw, e164: e164.filter(|e164| e164.len() <= 16) })
    }

    /// The same number, whatever its spelling.
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.e164, &other.e164) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => self.raw == other.raw,
        }
    }

    /// As [`Phone::parse`] once made it.
    pub fn stored(raw: String, e164: Option<String>) -> Self {
        Self { raw, e164 }
    }

    pub fn raw(&self) -> &str {
        &self.raw
    }

    pub fn e164(&self) -> Option<&str> {
        self.e164.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn e164(raw: &str, country: Option<&str>) -> Option<String> {
        Phone::parse(raw, country).and_then(|phone| phone.e164)
    }

    #[test]
    fn every_spelling_of_a_number_is_one_number() {
        for spelling in ["+49 30 901820", "0049 30 901820", "(030) 90 18 20", "030/901820", "+49-30-901820"] {
            assert_eq!(e164(spelling, Some("DE")).as_deref(), Some("+4930901820"), "{spelling}");
        }
        assert_eq!(e164("+49 30 901820", None).as_deref(), Some("+4930901820"));
        assert_eq!(e164("030 901820", None), None);
        assert_eq!(Phone::parse("ask at the desk", Some("DE")).unwrap().raw(), "ask at the desk");
        assert_eq!(Phone::parse("  ", Some("DE")), None);
        assert_eq!(e164("030 901820", Some("Atlantis")), None);
    }

    proptest! {
        #[test]
        fn anything_can_be_typed(raw in "\\PC{0,300}") {
            if let Some(phone) = Phone::parse(&raw, Some("US")) {
                prop_assert!(phone.e164().is_none_or(|e164| e164.starts_with('+') && e164.len() <= 16));
            }
        }
    }
}
