//! `/zoom/deliveries`: what Zoom sent, and what became of it.

use crate::{
    extract::{Actor, DeliveriesRead},
    page::{self, Page, page},
    problem::Problem,
};
use actix_web::{get, web};
use app::zoom::{self, Delivery};
use chrono::{DateTime, Utc};
use domain::{delivery::DeliveryState, ids::DeliveryId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeliveryQuery {
    /// Only those in this state.
    #[param(nullable = false)]
    state: Option<DeliveryState>,
    /// `next_cursor` of the page before. Opaque.
    #[param(nullable = false)]
    cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 100, default = 50, nullable = false)]
    limit: Option<u64>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct DeliveryView {
    id: DeliveryId,
    /// Zoom's name of the event.
    event: String,
    state: DeliveryState,
    received_at: DateTime<Utc>,
    /// How often processing was tried.
    attempts: i32,
    /// Why it failed.
    error: Option<String>,
}

impl From<Delivery> for DeliveryView {
    fn from(delivery: Delivery) -> Self {
        Self {
            id: delivery.id,
            event: delivery.event,
            state: delivery.state,
            received_at: delivery.received_at,
            attempts: delivery.attempts,
            error: delivery.error,
        }
    }
}

/// Inbound deliveries, newest first
#[utoipa::path(
    tag = "zoom", operation_id = "list_deliveries", security(("session" = [])), params(DeliveryQuery),
    responses((status = 200, description = "A page of deliveries", body = Page<DeliveryView>))
)]
#[get("/zoom/deliveries")]
pub(crate) async fn list_deliveries(
    actor: Actor<DeliveriesRead>,
    query: web::Query<DeliveryQuery>,
) -> Result<web::Json<Page<DeliveryView>>, Problem> {
    let before = page::after(query.cursor.as_deref(), DeliveryId)?;
    let found = zoom::deliveries(&actor, query.state, before, page::limit(query.limit)?).await?;
    Ok(web::Json(page(found, DeliveryView::from, |id| id.0)))
}
