//! `/events`: server-sent events of a workspace.

use crate::{
    extract::{Actor, LeadsRead},
    problem::Problem,
};
use actix_web::{HttpRequest, HttpResponse, get, http::header, web::Bytes};
use app::{Change, leads};
use domain::{activity::ActivityKind, ids::ActivityId};
use futures_util::StreamExt;
use std::convert::Infallible;

/// Live changes as server-sent events
///
/// `ready` comes first, and again whenever changes may have been missed: look up what you show. `lead.captured`,
/// `lead.updated` and `lead.deleted` carry `{"lead_id": …}` and an id; a client that comes back with `Last-Event-ID` gets what it
/// missed. `notification` carries `{"notification_id": …}` of one of your own, and `bulk` the `{"bulk_id": …}` of one of your
/// bulk operations that got further. `ping` comes when nothing else has for 15 seconds. An event can come twice.
#[utoipa::path(
    tag = "leads", operation_id = "stream_events", security(("session" = [])),
    params(("Last-Event-ID" = Option<String>, Header, description = "The id of the last event received")),
    responses((status = 200, description = "A stream that ends with the session", body = String, content_type = "text/event-stream"))
)]
#[get("/events")]
pub(crate) async fn stream_events(
    actor: Actor<LeadsRead>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let last =
        request.headers().get("last-event-id").and_then(|id| id.to_str().ok()?.parse::<ActivityId>().ok());
    let events = leads::follow(actor.into_ctx(), last).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // Proxies that collect answers would turn live into late.
        .insert_header(("x-accel-buffering", "no"))
        .streaming(events.map(|event| Ok::<_, Infallible>(Bytes::from(text(&event))))))
}

fn text(event: &leads::Event) -> String {
    match event {
        leads::Event::Ready => "event: ready\ndata: {}\n\n".to_owned(),
        leads::Event::Ping => "event: ping\ndata: {}\n\n".to_owned(),
        leads::Event::Notified(id) => {
            format!("event: notification\ndata: {{\"notification_id\":\"{id}\"}}\n\n")
        }
        leads::Event::Bulk(id) => format!("event: bulk\ndata: {{\"bulk_id\":\"{id}\"}}\n\n"),
        leads::Event::Change(Change { id, lead_id, kind, .. }) => {
            let name = match kind {
                ActivityKind::LeadCreated => "lead.captured",
                ActivityKind::LeadDeleted | ActivityKind::MergedAway => "lead.deleted",
                _ => "lead.updated",
            };
            format!("id: {id}\nevent: {name}\ndata: {{\"lead_id\":\"{lead_id}\"}}\n\n")
        }
    }
}
