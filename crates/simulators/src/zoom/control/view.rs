//! What the control API tells: state and latest deliveries.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use serde::Deserialize;
use serde_json::json;

use crate::zoom::account::Zoom;

/// Rows that the page shows.
const LATEST: usize = 50;

pub(super) async fn state(zoom: Data<Zoom>) -> HttpResponse {
    let users = zoom.users().into_iter().map(|user| {
        let is_installed = zoom.is_installed(&user.id);
        json!({
            "id": user.id,
            "account_id": user.account_id,
            "display_name": user.display_name,
            "email": user.email,
            "installed": is_installed,
        })
    });
    let users: Vec<_> = users.collect();
    HttpResponse::Ok().json(json!({
        "app_name": zoom.config.app_name,
        "webhook_url": zoom.webhook_url(),
        "users": users,
        "meetings": zoom.meetings(),
        "counts": zoom.counts(),
        "settings": zoom.settings(),
    }))
}

#[derive(Deserialize)]
pub(super) struct Latest {
    limit: Option<usize>,
}

pub(super) async fn deliveries(zoom: Data<Zoom>, query: Query<Latest>) -> HttpResponse {
    HttpResponse::Ok().json(zoom.latest_deliveries(query.limit.unwrap_or(LATEST)))
}
