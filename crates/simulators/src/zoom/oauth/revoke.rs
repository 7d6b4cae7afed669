//! `POST /oauth/revoke`: at Zoom this removes the app from the user and sends `app_deauthorized`.

use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;

use super::basic::{self, Refusal};
use crate::zoom::account::Zoom;
use crate::zoom::fault::Endpoint;

pub(super) async fn revoke(zoom: Data<Zoom>, request: HttpRequest, body: Bytes) -> HttpResponse {
    if let Some(answer) = zoom.trouble(Endpoint::Revoke).await {
        return answer;
    }
    if let Err(refusal) = basic::check_client(&zoom, &request) {
        return refusal.answer();
    }
    let fields = basic::fields(&request, &body);
    let now = zoom.now();
    let owner =
        fields.get("token").and_then(|token| zoom.known.lock().grants.user_of(token, now).map(str::to_owned));
    let Some(user_id) = owner else {
        return Refusal::request("Invalid token").answer();
    };
    match zoom.uninstall(&user_id) {
        Ok(()) => HttpResponse::Ok().json(json!({ "status": "success" })),
        Err(error) => HttpResponse::InternalServerError().body(error.to_string()),
    }
}
