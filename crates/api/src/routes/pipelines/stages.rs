//! The stages of pipelines.

use super::PipelinePath;
use crate::{
    extract::{Actor, Creating, Json, SettingsManage, given},
    problem::Problem,
};
use actix_web::{HttpResponse, delete, patch, post, web};
use app::pipelines::{self, Stage, StageForm};
use domain::{idempotency::Operation, ids::StageId, pipeline::StageKind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

/// A stage of a pipeline.
#[derive(Serialize, ToSchema)]
pub(crate) struct StageView {
    id: StageId,
    name: String,
    kind: StageKind,
    position: i32,
    /// After how many days without a move a lead is marked.
    rotting_days: Option<i32>,
}

impl From<Stage> for StageView {
    fn from(stage: Stage) -> Self {
        Self {
            id: stage.id,
            name: stage.name,
            kind: stage.kind,
            position: stage.position,
            rotting_days: stage.rotting_days,
        }
    }
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateStageBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[schema(max_length = 60)]
    name: String,
    #[serde(default)]
    #[schema(nullable = false)]
    kind: Option<StageKind>,
    #[serde(default)]
    #[schema(minimum = 1, maximum = 365)]
    rotting_days: Option<i32>,
    /// From 0 on; left out: at the end.
    #[serde(default)]
    #[schema(minimum = 0, nullable = false)]
    position: Option<i32>,
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateStageBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[serde(default)]
    #[schema(max_length = 60, nullable = false)]
    name: Option<String>,
    #[serde(default)]
    #[schema(nullable = false)]
    kind: Option<StageKind>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<i32>, minimum = 1, maximum = 365)]
    rotting_days: Option<Option<i32>>,
    /// From 0 on; the others make room.
    #[serde(default)]
    #[schema(minimum = 0, nullable = false)]
    position: Option<i32>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct StagePath {
    stage_id: StageId,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeleteStageQuery {
    /// Where its leads go: another stage, of whichever pipeline.
    #[param(nullable = false)]
    move_to: Option<StageId>,
}

/// Add a stage
#[utoipa::path(
    tag = "settings", operation_id = "create_stage", security(("session" = [])), request_body = CreateStageBody,
    params(PipelinePath, ("Idempotency-Key" = Option<String>, Header, description = "Asking twice with the same key makes one")),
    responses((status = 201, description = "The stage", body = StageView))
)]
#[post("/pipelines/{pipeline_id}/stages")]
pub(crate) async fn create_stage(
    actor: Actor<SettingsManage>,
    path: web::Path<PipelinePath>,
    new: Creating<CreateStageBody>,
) -> Result<HttpResponse, Problem> {
    let key = new.key(Operation::CreateStage);
    let form = StageForm {
        name: Some(new.body.name),
        kind: new.body.kind,
        rotting_days: Some(new.body.rotting_days),
        position: new.body.position,
    };
    let stage = pipelines::create_stage(&actor, path.pipeline_id, &form, key).await?;
    Ok(HttpResponse::Created().json(StageView::from(stage)))
}

/// Change or move a stage
#[utoipa::path(
    tag = "settings", operation_id = "update_stage", security(("session" = [])), params(StagePath),
    request_body = UpdateStageBody, responses((status = 200, description = "The stage", body = StageView))
)]
#[patch("/stages/{stage_id}")]
pub(crate) async fn update_stage(
    actor: Actor<SettingsManage>,
    path: web::Path<StagePath>,
    body: Json<UpdateStageBody>,
) -> Result<web::Json<StageView>, Problem> {
    let UpdateStageBody { name, kind, rotting_days, position } = body.0;
    let form = StageForm { name, kind, rotting_days, position };
    Ok(web::Json(pipelines::update_stage(&actor, path.stage_id, &form).await?.into()))
}

/// Delete a stage
///
/// Its leads need somewhere to go, and a pipeline needs an open stage.
#[utoipa::path(
    tag = "settings", operation_id = "delete_stage", security(("session" = [])), params(StagePath, DeleteStageQuery),
    responses((status = 204, description = "It is gone"))
)]
#[delete("/stages/{stage_id}")]
pub(crate) async fn delete_stage(
    actor: Actor<SettingsManage>,
    path: web::Path<StagePath>,
    query: web::Query<DeleteStageQuery>,
) -> Result<HttpResponse, Problem> {
    pipelines::delete_stage(&actor, path.stage_id, query.move_to).await?;
    Ok(HttpResponse::NoContent().finish())
}
