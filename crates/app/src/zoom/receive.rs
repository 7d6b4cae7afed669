//! One inbound request: verified over its raw bytes, then read as far as routing needs, then stored, then
//! acknowledged. In this order, and nothing is acknowledged that is not on disk.

use super::inbox::Incoming;
use crate::{App, digest, failure::Result};
use domain::{
    ids::DeliveryId,
    ports::{Opened, SignatureError, SignedRequest},
    refusal::{Code, Refusal},
};

/// Request ids look like `8_4_4_4_12` hex groups; longer ones are not Zoom's and are not kept.
const REQUEST_ID_MAX: usize = 100;

pub struct InboundRequest<'a> {
    pub signature: &'a str,
    pub timestamp: &'a str,
    pub request_id: Option<&'a str>,
    /// Allow-listed headers as JSON, for looking into a delivery later.
    pub headers: String,
    pub body: &'a [u8],
}

/// What Zoom is told.
#[derive(Debug, PartialEq, Eq)]
pub enum Receipt {
    Acknowledged,
    ChallengeAnswer { plain_token: String, encrypted_token: String },
}

pub async fn receive(app: &App, request: InboundRequest<'_>) -> Result<Receipt> {
    let state = &app.0;
    let gateway = state.zoom()?;
    let now = state.clock.now();
    let signed =
        SignedRequest { timestamp: request.timestamp, signature: request.signature, body: request.body };
    let secret = gateway.verify(signed, now).map_err(|error| {
        if let SignatureError::Stale(seconds) = error {
            // Zoom does not try again after this, so a wrong clock loses everything: say it loudly.
            log::error!(seconds = seconds; "a correctly signed delivery is too old or too new: check this clock");
        }
        Refusal::new(Code::Unauthenticated)
    })?;
    let (event, user, error) = match gateway.open(request.body, secret) {
        Opened::Challenge { plain_token, encrypted_token } => {
            return Ok(Receipt::ChallengeAnswer { plain_token, encrypted_token });
        }
        Opened::UnsafeChallenge => return Err(Code::MalformedBody.into()),
        Opened::Event(envelope) => (envelope.event, envelope.user, None),
        Opened::Unreadable(reason) => ("unreadable".to_owned(), None, Some(reason)),
    };
    let id = DeliveryId(state.new_uuid());
    let incoming = Incoming {
        id,
        event,
        user,
        error,
        request_key: request.request_id.filter(|id| is_request_id(id)).map(|id| format!("zoom:{id}")),
        body_hash: digest(request.body),
        sealed_body: state.deliveries_seal.seal(state.entropy.as_ref(), id.0.as_bytes(), request.body),
        headers: request.headers,
        received_at: now,
    };
    state.inbox.store(incoming).await?;
    Ok(Receipt::Acknowledged)
}

fn is_request_id(id: &str) -> bool {
    (1..=REQUEST_ID_MAX).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic())
}
