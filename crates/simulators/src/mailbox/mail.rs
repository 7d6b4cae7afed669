//! A caught mail: its envelope, its text, and the bytes as they came.

use actix_web::web::Bytes;
use chrono::{DateTime, Utc};
use mail_parser::MessageParser;
use serde::Serialize;

/// One accepted mail.
#[derive(Clone, Debug, Serialize)]
pub struct Mail {
    /// Counts from 1.
    pub id: u64,
    pub received_at: DateTime<Utc>,
    /// Sender and recipients of the envelope, not of the headers.
    pub from: String,
    pub to: Vec<String>,
    pub subject: String,
    pub text: Option<String>,
    pub html: Option<String>,
    /// Header names and values in the order of the mail, values as text.
    pub headers: Vec<(String, String)>,
    #[serde(skip)]
    pub raw: Bytes,
}

/// What SMTP hands over.
pub(super) struct Envelope {
    pub(super) from: String,
    pub(super) to: Vec<String>,
    pub(super) raw: Vec<u8>,
}

impl Mail {
    pub(super) fn read(id: u64, received_at: DateTime<Utc>, envelope: Envelope) -> Self {
        let Envelope { from, to, raw } = envelope;
        let message = MessageParser::default().parse(&raw);
        let subject = message.as_ref().and_then(|message| message.subject()).unwrap_or_default().to_owned();
        let text = message.as_ref().filter(|message| message.text_body_count() > 0);
        let text = text.and_then(|message| message.body_text(0)).map(std::borrow::Cow::into_owned);
        let html = message.as_ref().and_then(html_part);
        let headers = message.as_ref().map(|message| {
            let raw = message.headers_raw();
            raw.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect()
        });
        Self {
            id,
            received_at,
            from,
            to,
            subject,
            text,
            html,
            headers: headers.unwrap_or_default(),
            raw: raw.into(),
        }
    }
}

/// The HTML that the mail itself contains; the parser would make some of plain text otherwise.
fn html_part(message: &mail_parser::Message<'_>) -> Option<String> {
    message
        .html_bodies()
        .find(|part| part.is_text_html())
        .and_then(|part| part.text_contents())
        .map(str::to_owned)
}
