//! Registrants of a meeting or webinar, by status.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use chrono::SecondsFormat;
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::ApiError;
use super::listing::{PageQuery, page};
use crate::zoom::account::Zoom;
use crate::zoom::fault::Endpoint;
use crate::zoom::meeting::MeetingKind;
use crate::zoom::registrant::{Registration, RegistrationStatus};

#[derive(Deserialize)]
pub(super) struct Filter {
    status: Option<RegistrationStatus>,
    occurrence_id: Option<String>,
    tracking_source_id: Option<String>,
}

impl Filter {
    fn admits(&self, registration: &Registration) -> bool {
        let is_status = registration.status == self.status.unwrap_or(RegistrationStatus::Approved);
        let is_occurrence = self.occurrence_id.as_ref().is_none_or(|id| {
            registration.occurrences.iter().any(|occurrence| &occurrence.occurrence_id == id)
        });
        let is_source = self
            .tracking_source_id
            .as_ref()
            .is_none_or(|id| registration.tracking_source.as_ref().is_some_and(|source| &source.id == id));
        is_status && is_occurrence && is_source
    }
}

pub(super) async fn of_meeting(
    zoom: Data<Zoom>,
    request: HttpRequest,
    id: Path<i64>,
    filter: Query<Filter>,
    query: Query<PageQuery>,
) -> Result<HttpResponse, ApiError> {
    if let Some(answer) = zoom.trouble(Endpoint::MeetingRegistrants).await {
        return Ok(answer);
    }
    let user = zoom.caller(&request, "meeting:read:list_registrants", "Medium")?;
    list(&zoom, &user.id, MeetingKind::Meeting, *id, &filter, &query)
}

pub(super) async fn of_webinar(
    zoom: Data<Zoom>,
    request: HttpRequest,
    id: Path<i64>,
    filter: Query<Filter>,
    query: Query<PageQuery>,
) -> Result<HttpResponse, ApiError> {
    if let Some(answer) = zoom.trouble(Endpoint::WebinarRegistrants).await {
        return Ok(answer);
    }
    let user = zoom.caller(&request, "webinar:read:list_registrants", "Medium")?;
    list(&zoom, &user.id, MeetingKind::Webinar, *id, &filter, &query)
}

fn list(
    zoom: &Zoom,
    host_id: &str,
    kind: MeetingKind,
    id: i64,
    filter: &Filter,
    query: &PageQuery,
) -> Result<HttpResponse, ApiError> {
    let known = zoom.known.lock();
    let book =
        known.books.get(&id).filter(|book| book.meeting.kind == kind && book.meeting.host_id == host_id);
    let book =
        book.ok_or_else(|| ApiError::new(404, 3001, &format!("{} does not exist: {id}.", kind.word())))?;
    let admitted = book.registrations().iter().filter(|registration| filter.admits(registration));
    let items = admitted.map(item).collect::<Result<_, _>>()?;
    drop(known);
    let page = page(zoom, query, items)?;
    Ok(HttpResponse::Ok().json(json!({
        "next_page_token": page.next_token,
        "page_count": page.total.div_ceil(page.size),
        "page_number": 1,
        "page_size": page.size,
        "total_records": page.total,
        "registrants": page.items,
    })))
}

fn item(registration: &Registration) -> anyhow::Result<Value> {
    let mut item = serde_json::to_value(&registration.registrant)?;
    let own = json!({
        "id": registration.id,
        "status": registration.status,
        "join_url": registration.join_url,
        "create_time": registration.created_at.to_rfc3339_opts(SecondsFormat::Secs, true),
    });
    if let (Value::Object(item), Value::Object(own)) = (&mut item, own) {
        item.extend(own);
        item.extend(registration.pin_code.map(|code| ("participant_pin_code".to_owned(), json!(code))));
    }
    Ok(item)
}
