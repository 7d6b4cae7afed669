//! Bodies of webhook deliveries, built to the shapes of the recorded fixtures: one compact line of raw UTF-8.

use actix_web::web::Bytes;
use serde::Serialize;
use serde_json::json;

use super::meeting::{Meeting, Occurrence, TrackingSource};
use super::registrant::{Registrant, Registration, RegistrationStatus};
use super::user::ZoomUser;

#[derive(Serialize)]
struct Envelope<'a, P> {
    event: &'a str,
    payload: P,
    event_ts: i64,
}

#[derive(Serialize)]
struct Payload<'a, R> {
    account_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    operator: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    operator_id: Option<&'a str>,
    object: Object<'a, R>,
}

#[derive(Serialize)]
struct Object<'a, R> {
    uuid: &'a str,
    id: i64,
    host_id: &'a str,
    topic: &'a str,
    #[serde(rename = "type")]
    meeting_type: u8,
    start_time: &'a str,
    duration: u32,
    timezone: &'a str,
    #[serde(skip_serializing_if = "<[Occurrence]>::is_empty")]
    occurrences: &'a [Occurrence],
    registrant: R,
}

#[derive(Serialize)]
struct FullRegistrant<'a> {
    id: &'a str,
    #[serde(flatten)]
    answers: &'a Registrant,
    status: RegistrationStatus,
    join_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    participant_pin_code: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tracking_source: Option<&'a TrackingSource>,
}

#[derive(Serialize)]
struct ReducedRegistrant<'a> {
    id: &'a str,
    first_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_name: Option<&'a str>,
    email: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    join_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    participant_pin_code: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tracking_source: Option<&'a TrackingSource>,
}

/// What happened to a registration after it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Approved,
    Denied,
    Cancelled,
}

/// Who did it: `operator_id` is missing when registrants cancel themselves.
pub(crate) struct Operator<'a> {
    pub(crate) email: &'a str,
    pub(crate) id: Option<&'a str>,
}

/// An event ready to be delivered for a host.
pub(crate) struct Event {
    pub(crate) name: String,
    pub(crate) account_id: String,
    pub(crate) host_id: String,
    pub(crate) registrant_id: Option<String>,
    pub(crate) body: Bytes,
}

pub(crate) fn created(
    host: &ZoomUser,
    meeting: &Meeting,
    registration: &Registration,
    event_ts: i64,
) -> anyhow::Result<Event> {
    let registrant = FullRegistrant {
        id: &registration.id,
        answers: &registration.registrant,
        status: registration.status,
        join_url: &registration.join_url,
        participant_pin_code: registration.pin_code,
        tracking_source: registration.tracking_source.as_ref(),
    };
    let name = format!("{}.registration_created", meeting.kind.word());
    let payload = Payload {
        account_id: &host.account_id,
        operator: None,
        operator_id: None,
        object: object(meeting, registration, registrant),
    };
    event(name, host, registration, payload, event_ts)
}

pub(crate) fn changed(
    change: Change,
    operator: &Operator<'_>,
    host: &ZoomUser,
    meeting: &Meeting,
    registration: &Registration,
    event_ts: i64,
) -> anyhow::Result<Event> {
    let approved = change == Change::Approved;
    let registrant = ReducedRegistrant {
        id: &registration.id,
        first_name: &registration.registrant.first_name,
        last_name: registration.registrant.last_name.as_deref(),
        email: &registration.registrant.email,
        join_url: approved.then_some(registration.join_url.as_str()),
        participant_pin_code: registration.pin_code.filter(|_| approved),
        tracking_source: registration.tracking_source.as_ref(),
    };
    let verb = match change {
        Change::Approved => "approved",
        Change::Denied => "denied",
        Change::Cancelled => "cancelled",
    };
    let name = format!("{}.registration_{verb}", meeting.kind.word());
    let payload = Payload {
        account_id: &host.account_id,
        operator: Some(operator.email),
        operator_id: operator.id,
        object: object(meeting, registration, registrant),
    };
    event(name, host, registration, payload, event_ts)
}

fn object<'a, R>(meeting: &'a Meeting, registration: &'a Registration, registrant: R) -> Object<'a, R> {
    Object {
        uuid: &meeting.uuid,
        id: meeting.id,
        host_id: &meeting.host_id,
        topic: &meeting.topic,
        meeting_type: meeting.meeting_type,
        start_time: &meeting.start_time,
        duration: meeting.duration,
        timezone: &meeting.timezone,
        occurrences: &registration.occurrences,
        registrant,
    }
}

fn event<P: Serialize>(
    name: String,
    host: &ZoomUser,
    registration: &Registration,
    payload: P,
    event_ts: i64,
) -> anyhow::Result<Event> {
    let body = serde_json::to_vec(&Envelope { event: &name, payload, event_ts })?;
    Ok(Event {
        name,
        account_id: host.account_id.clone(),
        host_id: host.id.clone(),
        registrant_id: Some(registration.id.clone()),
        body: body.into(),
    })
}

/// Follows a delivery of 2025: `event_ts` outside the payload, `user_data_retention` null.
pub(crate) fn deauthorized(
    user: &ZoomUser,
    client_id: &str,
    signature: &str,
    at: chrono::DateTime<chrono::Utc>,
) -> anyhow::Result<Event> {
    let payload = json!({
        "user_data_retention": null,
        "account_id": user.account_id,
        "user_id": user.id,
        "signature": signature,
        "deauthorization_time": at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
        "client_id": client_id,
    });
    let name = "app_deauthorized".to_owned();
    let body = serde_json::to_vec(&Envelope { event: &name, payload, event_ts: at.timestamp_millis() })?;
    Ok(Event {
        name,
        account_id: user.account_id.clone(),
        host_id: user.id.clone(),
        registrant_id: None,
        body: body.into(),
    })
}

/// The address challenge, keys in the recorded order.
pub(crate) fn challenge(plain_token: &str, event_ts: i64) -> String {
    format!(
        r#"{{"payload":{{"plainToken":"{plain_token}"}},"event_ts":{event_ts},"event":"endpoint.url_validation"}}"#
    )
}
