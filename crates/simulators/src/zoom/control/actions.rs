//! What the control API does.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use anyhow::{Context, anyhow};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Unfit;
use crate::zoom::account::Zoom;
use crate::zoom::config::DuplicateIds;
use crate::zoom::fault::{Endpoint, Fault, RateLimit};
use crate::zoom::meeting::DEFAULT_MEETING;
use crate::zoom::oauth::Consent;
use crate::zoom::registrant::{CancelledBy, Registrant};

type Answer = Result<HttpResponse, Unfit>;

/// More would only fill the memory of a page that waits.
const MOST_AT_ONCE: usize = 100_000;

fn done() -> Answer {
    Ok(HttpResponse::Ok().json(json!({})))
}

/// Without a registrant, `count` people are invented.
#[derive(Deserialize)]
pub(super) struct Register {
    meeting_id: Option<i64>,
    registrant: Option<Registrant>,
    count: Option<usize>,
}

pub(super) async fn register(zoom: Data<Zoom>, body: Json<Register>) -> Answer {
    let Register { meeting_id, registrant, count } = body.into_inner();
    let meeting_id = meeting_id.unwrap_or(DEFAULT_MEETING);
    let ids = match registrant {
        Some(registrant) => vec![zoom.register(meeting_id, completed(registrant, zoom.invent(meeting_id)?))?],
        None => zoom.register_many(meeting_id, count.unwrap_or(1).min(MOST_AT_ONCE))?,
    };
    Ok(HttpResponse::Ok().json(json!({ "registrant_ids": ids })))
}

/// Fills in the name and address that were left out, as the page allows.
fn completed(registrant: Registrant, invented: Registrant) -> Registrant {
    let or = |given: String, other: String| if given.is_empty() { other } else { given };
    Registrant {
        first_name: or(registrant.first_name, invented.first_name),
        email: or(registrant.email, invented.email),
        ..registrant
    }
}

#[derive(Deserialize)]
pub(super) struct ChangeBody {
    by: Option<CancelledBy>,
}

pub(super) async fn change(
    zoom: Data<Zoom>,
    path: Path<(i64, String, String)>,
    body: Json<ChangeBody>,
) -> Answer {
    let (meeting_id, registrant_id, change) = path.into_inner();
    match change.as_str() {
        "approve" => zoom.approve(meeting_id, &registrant_id)?,
        "deny" => zoom.deny(meeting_id, &registrant_id)?,
        "cancel" => zoom.cancel(meeting_id, &registrant_id, body.by.unwrap_or(CancelledBy::Host))?,
        other => return Err(anyhow!("{other} is not one of approve, deny, cancel").into()),
    }
    done()
}

#[derive(Deserialize)]
pub(super) struct Attempts {
    attempts: Option<u32>,
}

pub(super) async fn retry_next(zoom: Data<Zoom>, body: Json<Attempts>) -> Answer {
    zoom.ignore_answers(body.attempts.unwrap_or(1));
    done()
}

#[derive(Deserialize)]
pub(super) struct Duplicate {
    delivery_id: Option<usize>,
    ids: Option<DuplicateIds>,
    copies: Option<u32>,
}

/// Repeats a delivery, the newest unless one is named.
pub(super) async fn duplicate(zoom: Data<Zoom>, body: Json<Duplicate>) -> Answer {
    let newest = || zoom.latest_deliveries(1).first().map(|delivery| delivery.id);
    let delivery_id = body.delivery_id.or_else(newest).context("nothing was delivered so far")?;
    for _ in 0..body.copies.unwrap_or(1).min(100) {
        zoom.send_again(delivery_id, body.ids.unwrap_or(DuplicateIds::Same))?;
    }
    done()
}

/// Settings that are not named stay as they are.
pub(super) async fn settings(zoom: Data<Zoom>, body: Json<serde_json::Map<String, Value>>) -> Answer {
    let mut merged = serde_json::to_value(zoom.settings()).context("settings cannot be written")?;
    if let Value::Object(fields) = &mut merged {
        fields.extend(body.into_inner());
    }
    let changed = serde_json::from_value(merged).context("not fit for settings")?;
    zoom.configure(|settings| *settings = changed);
    done()
}

#[derive(Deserialize)]
pub(super) struct WebhookUrl {
    url: String,
}

pub(super) async fn webhook_url(zoom: Data<Zoom>, body: Json<WebhookUrl>) -> Answer {
    zoom.set_webhook_url(&body.url)?;
    done()
}

pub(super) async fn validate_url(zoom: Data<Zoom>, _body: Json<Value>) -> Answer {
    Ok(HttpResponse::Ok().json(zoom.validate_url().await?))
}

#[derive(Deserialize)]
pub(super) struct User {
    user_id: String,
}

pub(super) async fn install(zoom: Data<Zoom>, body: Json<User>) -> Answer {
    zoom.install(&body.user_id)?;
    done()
}

pub(super) async fn uninstall(zoom: Data<Zoom>, body: Json<User>) -> Answer {
    zoom.uninstall(&body.user_id)?;
    done()
}

#[derive(Deserialize)]
pub(super) struct AutoConsent {
    consent: Option<Consent>,
}

pub(super) async fn auto_consent(zoom: Data<Zoom>, body: Json<AutoConsent>) -> Answer {
    zoom.set_auto_consent(body.into_inner().consent);
    done()
}

#[derive(Deserialize)]
pub(super) struct FaultBody {
    endpoint: Endpoint,
    fault: Fault,
    times: Option<u32>,
}

pub(super) async fn faults(zoom: Data<Zoom>, body: Json<FaultBody>) -> Answer {
    zoom.fail_next(body.endpoint, body.fault, body.times.unwrap_or(1));
    done()
}

#[derive(Deserialize)]
pub(super) struct LimitBody {
    limit: Option<RateLimit>,
}

pub(super) async fn rate_limit(zoom: Data<Zoom>, body: Json<LimitBody>) -> Answer {
    zoom.limit_rate(body.limit);
    done()
}
