//! The meetings and webinars of the caller, and the cutting of lists into pages.

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::ApiError;
use crate::zoom::account::Zoom;
use crate::zoom::fault::Endpoint;
use crate::zoom::meeting::{Meeting, MeetingKind};

const DEFAULT_PAGE: usize = 30;
const LARGEST_PAGE: usize = 300;
/// Seconds for which a `next_page_token` is good.
const TOKEN_LIFE: i64 = 15 * 60;

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page_size: Option<usize>,
    next_page_token: Option<String>,
}

/// One page of a list.
pub(super) struct Page {
    pub(super) size: usize,
    pub(super) total: usize,
    pub(super) next_token: String,
    pub(super) items: Vec<Value>,
}

pub(super) fn page(zoom: &Zoom, query: &PageQuery, items: Vec<Value>) -> Result<Page, ApiError> {
    let size = query.page_size.unwrap_or(DEFAULT_PAGE);
    if !(1..=LARGEST_PAGE).contains(&size) {
        return Err(ApiError::new(400, 300, "The value of page_size is invalid."));
    }
    let now = zoom.now().timestamp();
    let start = match query.next_page_token.as_deref() {
        None | Some("") => 0,
        Some(token) => place_in(token, now)
            .ok_or_else(|| ApiError::new(400, 300, "The next page token is invalid or expired."))?,
    };
    let total = items.len();
    let rest = start + size < total;
    let next_token = if rest {
        URL_SAFE_NO_PAD.encode(format!("{}:{}", start + size, now + TOKEN_LIFE))
    } else {
        String::new()
    };
    Ok(Page { size, total, next_token, items: items.into_iter().skip(start).take(size).collect() })
}

fn place_in(token: &str, now: i64) -> Option<usize> {
    let token = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    let (place, expires_at) = token.split_once(':')?;
    if now < expires_at.parse::<i64>().ok()? { place.parse().ok() } else { None }
}

pub(super) async fn meetings(
    zoom: Data<Zoom>,
    request: HttpRequest,
    query: Query<PageQuery>,
) -> Result<HttpResponse, ApiError> {
    if let Some(answer) = zoom.trouble(Endpoint::Meetings).await {
        return Ok(answer);
    }
    let user = zoom.caller(&request, "meeting:read:list_meetings", "Medium")?;
    list(&zoom, &query, &user.id, MeetingKind::Meeting, "meetings")
}

pub(super) async fn webinars(
    zoom: Data<Zoom>,
    request: HttpRequest,
    query: Query<PageQuery>,
) -> Result<HttpResponse, ApiError> {
    if let Some(answer) = zoom.trouble(Endpoint::Webinars).await {
        return Ok(answer);
    }
    let user = zoom.caller(&request, "webinar:read:list_webinars", "Medium")?;
    list(&zoom, &query, &user.id, MeetingKind::Webinar, "webinars")
}

fn list(
    zoom: &Zoom,
    query: &PageQuery,
    host_id: &str,
    kind: MeetingKind,
    field: &str,
) -> Result<HttpResponse, ApiError> {
    let own =
        zoom.meetings().into_iter().filter(|meeting| meeting.host_id == host_id && meeting.kind == kind);
    let page = page(zoom, query, own.map(|meeting| item(&meeting)).collect())?;
    Ok(HttpResponse::Ok().json(json!({
        "page_size": page.size,
        "total_records": page.total,
        "next_page_token": page.next_token,
        field: page.items,
    })))
}

fn item(meeting: &Meeting) -> Value {
    json!({
        "uuid": meeting.uuid,
        "id": meeting.id,
        "host_id": meeting.host_id,
        "topic": meeting.topic,
        "type": meeting.meeting_type,
        "start_time": meeting.start_time,
        "duration": meeting.duration,
        "timezone": meeting.timezone,
        "created_at": "2026-11-20T10:00:00Z",
        "join_url": format!("https://zoom.example.com/j/{}", meeting.id),
    })
}
