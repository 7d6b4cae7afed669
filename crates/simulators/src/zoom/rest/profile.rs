//! `GET /v2/users/me`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::error::ApiError;
use crate::zoom::account::Zoom;
use crate::zoom::fault::Endpoint;

pub(super) async fn me(zoom: Data<Zoom>, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    if let Some(answer) = zoom.trouble(Endpoint::UsersMe).await {
        return Ok(answer);
    }
    let user = zoom.caller(&request, "user:read:user", "Light")?;
    Ok(HttpResponse::Ok().json(user.profile()?))
}
