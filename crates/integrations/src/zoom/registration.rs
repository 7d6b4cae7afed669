//! `meeting.registration_created` and `webinar.registration_created`.

use crate::zoom::payload::{integer, millis, time, word};
use domain::{
    email::Email,
    text,
    zoom::{Answer, MeetingFacts, MeetingKind, RegistrantFacts, RegistrationStatus, ZoomEvent},
};
use serde_json::Value;

const LINE_MAX: usize = 255;
const ID_MAX: usize = 64;
const UUID_MAX: usize = 128;
/// Room for `email:` and the longest address.
const KEY_MAX: usize = 260;

/// The form's standard questions, in its order and words.
const STANDARD_QUESTIONS: [(&str, &str); 13] = [
    ("address", "Address"),
    ("city", "City"),
    ("zip", "Zip/Postal code"),
    ("state", "State/Province"),
    ("country", "Country/Region"),
    ("phone", "Phone"),
    ("industry", "Industry"),
    ("org", "Organization"),
    ("job_title", "Job title"),
    ("purchasing_time_frame", "Purchasing time frame"),
    ("role_in_purchase_process", "Role in purchase process"),
    ("no_of_employees", "Number of employees"),
    ("comments", "Questions & comments"),
];

pub(super) fn read(body: &Value, payload: &Value, kind: MeetingKind) -> Result<ZoomEvent, String> {
    let object = payload.get("object").ok_or("The event has no meeting.")?;
    let registrant =
        object.get("registrant").filter(|value| value.is_object()).ok_or("The event has no registrant.")?;
    Ok(ZoomEvent::Registered {
        meeting: meeting(payload, object, kind)?,
        registrant: Box::new(person(registrant)?),
        at: millis(body, "event_ts"),
    })
}

fn meeting(payload: &Value, object: &Value, kind: MeetingKind) -> Result<MeetingFacts, String> {
    let id = |of: &Value, key: &str| word(of, key).filter(|id| id.len() <= ID_MAX);
    Ok(MeetingFacts {
        kind,
        account_id: id(payload, "account_id").ok_or("The event names no Zoom account.")?,
        zoom_id: integer(object, "id").ok_or("The meeting's number is missing or not a 64-bit integer.")?,
        host_id: id(object, "host_id").ok_or("The event names no host.")?,
        uuid: word(object, "uuid").filter(|uuid| uuid.len() <= UUID_MAX),
        topic: line(object, "topic"),
        starts_at: time(object, "start_time"),
        duration_minutes: integer(object, "duration").and_then(|minutes| i32::try_from(minutes).ok()),
        time_zone: word(object, "timezone").filter(|zone| zone.len() <= ID_MAX),
    })
}

fn person(registrant: &Value) -> Result<RegistrantFacts, String> {
    let email_raw = line(registrant, "email");
    let email = email_raw.as_deref().and_then(|raw| Email::lenient(raw).ok());
    let key = word(registrant, "id")
        .or_else(|| email.as_ref().map(|email| format!("email:{}", email.normalized())));
    let key = key.ok_or("The registrant has neither an id nor an email address.")?;
    if key.len() > KEY_MAX {
        return Err("The registrant's id is too long to be one.".to_owned());
    }
    Ok(RegistrantFacts {
        key,
        first_name: line(registrant, "first_name"),
        last_name: line(registrant, "last_name"),
        email_raw,
        email,
        phone: line(registrant, "phone"),
        company: line(registrant, "org"),
        title: line(registrant, "job_title"),
        country: word(registrant, "country").and_then(|country| text::line(&country, ID_MAX)),
        status: word(registrant, "status")
            .and_then(|status| RegistrationStatus::parse(&status))
            .unwrap_or(RegistrationStatus::Pending),
        answers: answers(registrant),
        tracking_source: registrant.get("tracking_source").and_then(|source| line(source, "source_name")),
    })
}

fn answers(registrant: &Value) -> Vec<Answer> {
    let standard = STANDARD_QUESTIONS.iter().filter_map(|(key, question)| {
        let answer = text::paragraphs(&word(registrant, key)?)?;
        Some(Answer { question: (*question).to_owned(), answer })
    });
    let custom = registrant.get("custom_questions").and_then(Value::as_array).into_iter().flatten();
    let custom = custom.filter_map(|entry| {
        let answer = text::paragraphs(&word(entry, "value")?)?;
        let question = word(entry, "title").and_then(|title| text::paragraphs(&title));
        Some(Answer { question: question.unwrap_or_else(|| "Untitled question".to_owned()), answer })
    });
    standard.chain(custom).collect()
}

fn line(of: &Value, key: &str) -> Option<String> {
    text::line(&word(of, key)?, LINE_MAX)
}
