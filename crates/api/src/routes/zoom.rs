//! `/zoom`: linked accounts.

use crate::{
    extract::{Actor, Json, ZoomManage, ZoomRead},
    problem::Problem,
    routes::people::MemberRef,
};
use actix_web::{HttpResponse, delete, get, post, web};
use app::zoom::{self, ConnectionCard};
use chrono::{DateTime, Utc};
use domain::ids::ConnectionId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

#[derive(Serialize, ToSchema)]
pub(crate) struct ZoomView {
    /// Whether the operator has set up a Zoom app.
    configured: bool,
    /// What the Zoom app's event subscription must point at.
    webhook_url: String,
    /// What the Zoom app must allow as redirect.
    redirect_url: String,
    /// What the Zoom app must subscribe to.
    events: Vec<String>,
    connections: Vec<ConnectionView>,
    deliveries: DeliveriesView,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct DeliveriesView {
    last_received_at: Option<DateTime<Utc>>,
    /// Kept with a reason, because they could not be understood.
    failed: u64,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ConnectionView {
    id: ConnectionId,
    zoom_account_id: String,
    zoom_user_id: String,
    name: String,
    email: String,
    linked_at: DateTime<Utc>,
    linked_by: Option<MemberRef>,
    last_delivery_at: Option<DateTime<Utc>>,
}

impl From<ConnectionCard> for ConnectionView {
    fn from(card: ConnectionCard) -> Self {
        Self {
            id: card.id,
            zoom_account_id: card.zoom.account_id,
            zoom_user_id: card.zoom.user_id,
            name: card.name,
            email: card.email,
            linked_at: card.linked_at,
            linked_by: card.linked_by.map(MemberRef::from),
            last_delivery_at: card.last_delivery_at,
        }
    }
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StartAuthorizationBody {}

#[derive(Serialize, ToSchema)]
pub(crate) struct AuthorizationView {
    /// Zoom's consent page. Zoom sends the browser back to the page `/zoom/callback` with `code` and `state`.
    authorize_url: String,
    expires_at: DateTime<Utc>,
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConnectZoomBody {
    /// As Zoom gave it.
    #[validate(length(min = 1, max = 2048, message = "This is no authorization code."))]
    #[schema(min_length = 1, max_length = 2048)]
    code: String,
    /// As Zoom gave it back.
    #[validate(length(min = 1, max = 2048, message = "This is no state."))]
    #[schema(min_length = 1, max_length = 2048)]
    state: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ConnectionPath {
    connection_id: ConnectionId,
}

/// The workspace's link to Zoom, and the proof that it works
#[utoipa::path(
    tag = "zoom", operation_id = "get_zoom", security(("session" = [])),
    responses((status = 200, description = "The link", body = ZoomView))
)]
#[get("/zoom")]
pub(crate) async fn get_zoom(actor: Actor<ZoomRead>) -> Result<web::Json<ZoomView>, Problem> {
    let overview = zoom::overview(&actor).await?;
    Ok(web::Json(ZoomView {
        configured: overview.is_configured,
        deliveries: DeliveriesView {
            last_received_at: overview.last_received_at(),
            failed: overview.failed_deliveries,
        },
        webhook_url: overview.webhook_url,
        redirect_url: overview.redirect_url,
        events: zoom::EVENTS.iter().map(ToString::to_string).collect(),
        connections: overview.connections.into_iter().map(ConnectionView::from).collect(),
    }))
}

/// Start linking a Zoom account
#[utoipa::path(
    tag = "zoom", operation_id = "start_zoom_authorization", security(("session" = [])),
    responses((status = 201, description = "Send the browser to `authorize_url`", body = AuthorizationView))
)]
#[post("/zoom/authorizations")]
pub(crate) async fn start_zoom_authorization(
    actor: Actor<ZoomManage>,
    _body: Json<StartAuthorizationBody>,
) -> Result<HttpResponse, Problem> {
    let authorization = zoom::authorize(&actor).await?;
    let view = AuthorizationView { authorize_url: authorization.url, expires_at: authorization.expires_at };
    Ok(HttpResponse::Created().json(view))
}

/// Link the Zoom account that came back from the consent page
#[utoipa::path(
    tag = "zoom", operation_id = "connect_zoom", security(("session" = [])),
    responses((status = 201, description = "Linked", body = ConnectionView))
)]
#[post("/zoom/connections")]
pub(crate) async fn connect_zoom(
    actor: Actor<ZoomManage>,
    body: Json<ConnectZoomBody>,
) -> Result<HttpResponse, Problem> {
    let connection = zoom::connect(&actor, &body.0.code, &body.0.state).await?;
    Ok(HttpResponse::Created().json(ConnectionView::from(connection)))
}

/// Unlink a Zoom account, at once
#[utoipa::path(
    tag = "zoom", operation_id = "disconnect_zoom", security(("session" = [])), params(ConnectionPath),
    responses((status = 204, description = "Unlinked; what Zoom still sends is dropped"))
)]
#[delete("/zoom/connections/{connection_id}")]
pub(crate) async fn disconnect_zoom(
    actor: Actor<ZoomManage>,
    path: web::Path<ConnectionPath>,
) -> Result<HttpResponse, Problem> {
    zoom::disconnect(&actor, path.connection_id).await?;
    Ok(HttpResponse::NoContent().finish())
}
