//! What a custom field holds for one lead.

use super::{Field, FieldKind, LONG_TEXT_MAX, TEXT_MAX};
use crate::{
    clock::Instant,
    email::Email,
    ids::{MemberId, OptionId},
    money::Money,
    phone::Phone,
    text,
};
use chrono::NaiveDate;

/// Numbers are kept with six decimals.
const MICROS: f64 = 1_000_000.0;
const NUMBER_MAX: f64 = 9e12;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    Text(String),
    /// In millionths.
    Number(i64),
    Money(Money),
    Date(NaiveDate),
    DateTime(Instant),
    Choice(OptionId),
    /// At least one, in the order of the field's options.
    Options(Vec<OptionId>),
    Checkbox(bool),
    Member(MemberId),
}

/// What is wrong with a value, for people.
pub type Wrong = &'static str;

impl FieldValue {
    /// Text of a field whose kind has text; `None` where nothing is left of it.
    pub fn text(kind: FieldKind, raw: &str, country: Option<&str>) -> Result<Option<Self>, Wrong> {
        let long = kind == FieldKind::LongText;
        let max = if long { LONG_TEXT_MAX } else { TEXT_MAX };
        let clean = if long { text::paragraphs(raw) } else { text::line(raw, max + 1) };
        let Some(clean) = clean else { return Ok(None) };
        if clean.chars().count() > max {
            return Err("This text is too long.");
        }
        let checked = match kind {
            FieldKind::Email => {
                Email::parse(&clean).map(|_| clean).map_err(|_| "This does not look like an email address.")
            }
            FieldKind::Phone => match Phone::parse(&clean, country) {
                Some(phone) if clean.chars().any(char::is_numeric) => {
                    Ok(phone.e164().map_or(clean, ToOwned::to_owned))
                }
                _ => Err("This does not look like a phone number."),
            },
            // Anything else could run code where it is clicked.
            FieldKind::Url if !is_web_address(&clean) => {
                Err("This is an address that begins with https:// or http://.")
            }
            _ => Ok(clean),
        };
        checked.map(|text| Some(Self::Text(text)))
    }

    pub fn number(number: f64) -> Result<Self, Wrong> {
        if !number.is_finite() || number.abs() >= NUMBER_MAX {
            return Err("This number is too large.");
        }
        #[expect(clippy::cast_possible_truncation, reason = "checked above")]
        Ok(Self::Number((number * MICROS).round() as i64))
    }

    /// `None` where none is chosen.
    pub fn options(field: &Field, chosen: &[OptionId]) -> Result<Option<Self>, Wrong> {
        let ordered: Vec<OptionId> =
            field.options.iter().map(|option| option.id).filter(|option| chosen.contains(option)).collect();
        if chosen.iter().any(|option| !ordered.contains(option)) {
            return Err("The field has no such option.");
        }
        Ok(match (field.kind, ordered.as_slice()) {
            (_, []) => None,
            (FieldKind::Choice, [one]) => Some(Self::Choice(*one)),
            (FieldKind::Choice, _) => return Err("This is one option."),
            _ => Some(Self::Options(ordered)),
        })
    }

    /// As a person reads it; ids without a name stay out.
    pub fn readable(&self, field: &Field, member_name: impl Fn(MemberId) -> Option<String>) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(micros) => decimal(*micros),
            Self::Money(money) => format!("{} {}", money.decimal(), money.currency()),
            Self::Date(date) => date.to_string(),
            Self::DateTime(at) => at.format("%Y-%m-%d %H:%M UTC").to_string(),
            Self::Choice(id) => Self::Options(vec![*id]).readable(field, member_name),
            Self::Options(chosen) => {
                let label = |id: &OptionId| field.options.iter().find(|option| option.id == *id);
                let labels: Vec<&str> =
                    chosen.iter().filter_map(label).map(|option| option.label.as_str()).collect();
                labels.join(", ")
            }
            Self::Checkbox(checked) => if *checked { "yes" } else { "no" }.to_owned(),
            Self::Member(id) => member_name(*id).unwrap_or_default(),
        }
    }
}

fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !text.contains(char::is_whitespace))
}

/// Millionths as a decimal number, without zeros at the end.
pub fn decimal(micros: i64) -> String {
    let (sign, digits) = (if micros < 0 { "-" } else { "" }, format!("{:07}", micros.unsigned_abs()));
    let (whole, fraction) = digits.split_at(digits.len() - 6);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_six_decimals() {
        assert_eq!(FieldValue::number(0.1 + 0.2), Ok(FieldValue::Number(300_000)));
        assert_eq!(FieldValue::number(-1_234.567_891_2), Ok(FieldValue::Number(-1_234_567_891)));
        assert!(FieldValue::number(f64::NAN).is_err() && FieldValue::number(1e13).is_err());
        assert_eq!(
            (decimal(300_000), decimal(-1_234_567_891), decimal(5_000_000)),
            ("0.3".into(), "-1234.567891".into(), "5".into())
        );
    }

    #[test]
    fn texts_are_what_their_kind_says() {
        let text = |kind, raw| FieldValue::text(kind, raw, Some("PT"));
        assert_eq!(text(FieldKind::Text, " \n "), Ok(None));
        assert_eq!(
            text(FieldKind::Phone, "21 000 0101"),
            Ok(Some(FieldValue::Text("+351210000101".to_owned())))
        );
        for (kind, wrong) in [
            (FieldKind::Url, "javascript:alert(1)"),
            (FieldKind::Url, "https://"),
            (FieldKind::Email, "nobody"),
            (FieldKind::Phone, "call me"),
        ] {
            assert!(text(kind, wrong).is_err(), "{wrong}");
        }
        assert!(text(FieldKind::Text, &"x".repeat(501)).is_err());
    }
}
