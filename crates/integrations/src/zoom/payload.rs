//! Payloads, read leniently: unknown fields are ignored, and any field may be missing, null, empty, or a number
//! where a text is documented and the reverse. Reasons for refusal never quote the payload.

use crate::zoom::registration;
use chrono::DateTime;
use domain::{
    clock::Instant,
    ports::{Envelope, Opened},
    zoom::{MeetingKind, ZoomEvent, ZoomUserKey},
};
use serde_json::Value;

pub(super) fn open(body: &[u8], answer: impl FnOnce(&str) -> Option<String>) -> Opened {
    let value: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(error) => return Opened::Unreadable(not_json(&error)),
    };
    let Some(event) = word(&value, "event") else {
        return Opened::Unreadable("The body names no event.".to_owned());
    };
    let payload = value.get("payload").unwrap_or(&Value::Null);
    if event == "endpoint.url_validation" {
        let plain_token = payload.get("plainToken").and_then(Value::as_str).unwrap_or_default();
        return match answer(plain_token) {
            Some(encrypted_token) => {
                Opened::Challenge { plain_token: plain_token.to_owned(), encrypted_token }
            }
            None => Opened::UnsafeChallenge,
        };
    }
    match user(payload) {
        None if is_needed(&event) => {
            Opened::Unreadable("The body names no Zoom account and host.".to_owned())
        }
        user => Opened::Event(Envelope { event, user }),
    }
}

/// Events that [`read`] finds something in: without an owner they are somebody's lost lead. Others, such as
/// `meeting.updated`, may name no host, and nobody misses them.
fn is_needed(event: &str) -> bool {
    matches!(event, "meeting.registration_created" | "webinar.registration_created" | "app_deauthorized")
}

pub(super) fn read(body: &[u8]) -> Result<ZoomEvent, String> {
    let value: Value = serde_json::from_slice(body).map_err(|error| not_json(&error))?;
    let payload = value.get("payload").unwrap_or(&Value::Null);
    match word(&value, "event").as_deref() {
        Some("meeting.registration_created") => registration::read(&value, payload, MeetingKind::Meeting),
        Some("webinar.registration_created") => registration::read(&value, payload, MeetingKind::Webinar),
        Some("app_deauthorized") => {
            let user = user(payload).ok_or("The body names no Zoom account and user.")?;
            Ok(ZoomEvent::Deauthorized { user, at: time(payload, "deauthorization_time") })
        }
        _ => Ok(ZoomEvent::Irrelevant),
    }
}

/// The host of a meeting's event, or the person of an `app_deauthorized`.
fn user(payload: &Value) -> Option<ZoomUserKey> {
    let host = payload.get("object").and_then(|object| word(object, "host_id"));
    Some(ZoomUserKey {
        account_id: word(payload, "account_id")?,
        user_id: host.or_else(|| word(payload, "user_id"))?,
    })
}

fn not_json(error: &serde_json::Error) -> String {
    format!("The body is not JSON (line {}, column {}).", error.line(), error.column())
}

/// A text, or a number where a text should be. Blank is missing, and blanks around it are not part of it: MySQL would
/// not tell two keys apart by them.
pub(super) fn word(of: &Value, key: &str) -> Option<String> {
    match of.get(key)? {
        Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()).map(ToOwned::to_owned),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A whole number, also as a text of digits.
pub(super) fn integer(of: &Value, key: &str) -> Option<i64> {
    match of.get(key)? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

pub(super) fn time(of: &Value, key: &str) -> Option<Instant> {
    let text = of.get(key)?.as_str()?;
    storable(DateTime::parse_from_rfc3339(text.trim()).ok()?.to_utc())
}

/// Milliseconds since 1970, as `event_ts` counts.
pub(super) fn millis(of: &Value, key: &str) -> Option<Instant> {
    storable(DateTime::from_timestamp_millis(integer(of, key)?)?)
}

/// Years that every engine can store and that Zoom has existed in, in whole microseconds. A leap second, which MySQL
/// does not have, is the second after it.
fn storable(at: Instant) -> Option<Instant> {
    let at = DateTime::from_timestamp_micros(at.timestamp_micros())?;
    let years = DateTime::UNIX_EPOCH..DateTime::from_timestamp(7_258_118_400, 0)?;
    years.contains(&at).then_some(at)
}
