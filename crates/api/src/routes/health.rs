//! Is it alive, and is it ready?

use crate::{extract::Probe, problem::Problem};
use actix_web::{get, web};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    status: &'static str,
}

const OK: Health = Health { status: "ok" };

/// The process answers
#[utoipa::path(
    tag = "system", operation_id = "get_health", security(()),
    responses((status = 200, description = "Alive", body = Health))
)]
#[get("/healthz")]
pub(crate) async fn get_health() -> web::Json<Health> {
    web::Json(OK)
}

/// The process and its database answer
#[utoipa::path(
    tag = "system", operation_id = "get_readiness", security(()),
    responses((status = 200, description = "Ready", body = Health))
)]
#[get("/readyz")]
pub(crate) async fn get_readiness(probe: Probe) -> Result<web::Json<Health>, Problem> {
    probe.is_ready().await?;
    Ok(web::Json(OK))
}
