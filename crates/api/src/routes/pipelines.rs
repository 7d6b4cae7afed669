//! `/pipelines` and `/stages`.

mod stages;

pub(crate) use stages::{create_stage, delete_stage, update_stage};

use crate::{
    extract::{Actor, Creating, Json, LeadsRead, SettingsManage},
    page::Page,
    problem::Problem,
    routes::money::MoneyValue,
};
use actix_web::{HttpResponse, delete, get, patch, post, web};
use app::pipelines::{self, Pipeline, StageTotals};
use domain::{
    idempotency::Operation,
    ids::{PipelineId, StageId},
    pipeline::{NewStage, StageKind},
};
use serde::{Deserialize, Serialize};
use stages::StageView;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

/// What leads move through.
#[derive(Serialize, ToSchema)]
pub(crate) struct PipelineView {
    id: PipelineId,
    name: String,
    position: i32,
    version: i32,
    /// In their order.
    stages: Vec<StageView>,
}

impl From<Pipeline> for PipelineView {
    fn from(pipeline: Pipeline) -> Self {
        Self {
            id: pipeline.id,
            name: pipeline.name,
            position: pipeline.position,
            version: pipeline.version,
            stages: pipeline.stages.into_iter().map(StageView::from).collect(),
        }
    }
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreatePipelineBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[schema(max_length = 60)]
    name: String,
    /// In their order, at least one of them open. Left out: those that a workspace starts with.
    #[validate(nested)]
    #[serde(default)]
    #[schema(max_items = 30, nullable = false)]
    stages: Option<Vec<NewStageBody>>,
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewStageBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[schema(max_length = 60)]
    name: String,
    kind: StageKind,
    /// After how many days without a move a lead is marked.
    #[validate(range(min = 1, max = 365, message = "These are 1 to 365 days."))]
    #[serde(default)]
    #[schema(minimum = 1, maximum = 365)]
    rotting_days: Option<i32>,
}

impl From<NewStageBody> for NewStage {
    fn from(body: NewStageBody) -> Self {
        Self { name: body.name, kind: body.kind, rotting_days: body.rotting_days }
    }
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdatePipelineBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[serde(default)]
    #[schema(max_length = 60, nullable = false)]
    name: Option<String>,
    /// From 0 on; the others make room.
    #[serde(default)]
    #[schema(minimum = 0, nullable = false)]
    position: Option<i32>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct PipelinePath {
    pipeline_id: PipelineId,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct TotalsQuery {
    /// A filter tree as JSON.
    #[param(nullable = false)]
    filter: Option<String>,
}

/// What stands in a stage.
#[derive(Serialize, ToSchema)]
#[schema(as = StageTotals)]
pub(crate) struct StageTotalsView {
    stage_id: StageId,
    count: u64,
    /// One sum a currency.
    values: Vec<MoneyValue>,
    /// How many have stood there longer than the stage allows.
    rotting: u64,
}

impl From<StageTotals> for StageTotalsView {
    fn from(totals: StageTotals) -> Self {
        Self {
            stage_id: totals.stage_id,
            count: totals.count,
            values: totals.values.into_iter().map(MoneyValue::from).collect(),
            rotting: totals.rotting,
        }
    }
}

/// Pipelines with their stages
#[utoipa::path(
    tag = "settings", operation_id = "list_pipelines", security(("session" = [])),
    responses((status = 200, description = "All of them, in their order", body = Page<PipelineView>))
)]
#[get("/pipelines")]
pub(crate) async fn list_pipelines(
    actor: Actor<LeadsRead>,
) -> Result<web::Json<Page<PipelineView>>, Problem> {
    let items = pipelines::list(&actor).await?.into_iter().map(PipelineView::from).collect();
    Ok(web::Json(Page { items, next_cursor: None }))
}

/// Make a pipeline
#[utoipa::path(
    tag = "settings", operation_id = "create_pipeline", security(("session" = [])), request_body = CreatePipelineBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "Asking twice with the same key makes one")),
    responses((status = 201, description = "The pipeline", body = PipelineView))
)]
#[post("/pipelines")]
pub(crate) async fn create_pipeline(
    actor: Actor<SettingsManage>,
    new: Creating<CreatePipelineBody>,
) -> Result<HttpResponse, Problem> {
    let key = new.key(Operation::CreatePipeline);
    let stages = new.body.stages.map(|stages| stages.into_iter().map(NewStage::from).collect());
    let pipeline = pipelines::create(&actor, &new.body.name, stages, key).await?;
    Ok(HttpResponse::Created().json(PipelineView::from(pipeline)))
}

/// Rename or move a pipeline
#[utoipa::path(
    tag = "settings", operation_id = "update_pipeline", security(("session" = [])), params(PipelinePath),
    request_body = UpdatePipelineBody, responses((status = 200, description = "The pipeline", body = PipelineView))
)]
#[patch("/pipelines/{pipeline_id}")]
pub(crate) async fn update_pipeline(
    actor: Actor<SettingsManage>,
    path: web::Path<PipelinePath>,
    body: Json<UpdatePipelineBody>,
) -> Result<web::Json<PipelineView>, Problem> {
    let pipeline =
        pipelines::update(&actor, path.pipeline_id, body.0.name.as_deref(), body.0.position).await?;
    Ok(web::Json(pipeline.into()))
}

/// Delete a pipeline
///
/// Only an empty one, and not the last one.
#[utoipa::path(
    tag = "settings", operation_id = "delete_pipeline", security(("session" = [])), params(PipelinePath),
    responses((status = 204, description = "It is gone"))
)]
#[delete("/pipelines/{pipeline_id}")]
pub(crate) async fn delete_pipeline(
    actor: Actor<SettingsManage>,
    path: web::Path<PipelinePath>,
) -> Result<HttpResponse, Problem> {
    pipelines::delete(&actor, path.pipeline_id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What stands in each stage
///
/// Of the leads that you see and the filter selects; the cards of a stage are `GET /leads` with its id in the filter.
#[utoipa::path(
    tag = "leads", operation_id = "get_pipeline_totals", security(("session" = [])), params(PipelinePath, TotalsQuery),
    responses((status = 200, description = "Stage by stage", body = Page<StageTotalsView>))
)]
#[get("/pipelines/{pipeline_id}/totals")]
pub(crate) async fn get_pipeline_totals(
    actor: Actor<LeadsRead>,
    path: web::Path<PipelinePath>,
    query: web::Query<TotalsQuery>,
) -> Result<web::Json<Page<StageTotalsView>>, Problem> {
    let found = pipelines::totals(&actor, path.pipeline_id, query.filter.as_deref()).await?;
    Ok(web::Json(Page { items: found.into_iter().map(StageTotalsView::from).collect(), next_cursor: None }))
}
