//! `/leads`.

mod views;

use crate::{
    extract::{Actor, LeadsRead},
    page::{Page, PageQuery, page},
    problem::Problem,
};
use actix_web::{get, web};
use app::leads;
use domain::ids::{ActivityId, LeadId};
use serde::Deserialize;
use utoipa::IntoParams;
use views::{ActivityView, LeadSummary, LeadView};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct LeadPath {
    lead_id: LeadId,
}

/// Leads, newest first
#[utoipa::path(
    tag = "leads", operation_id = "list_leads", security(("session" = [])), params(PageQuery),
    responses((status = 200, description = "A page of leads", body = Page<LeadSummary>))
)]
#[get("/leads")]
pub(crate) async fn list_leads(
    actor: Actor<LeadsRead>,
    query: web::Query<PageQuery>,
) -> Result<web::Json<Page<LeadSummary>>, Problem> {
    let found = leads::list(&actor, query.after(LeadId)?, query.limit()?).await?;
    Ok(web::Json(page(found, LeadSummary::from, |id| id.0)))
}

/// One lead
#[utoipa::path(
    tag = "leads", operation_id = "get_lead", security(("session" = [])), params(LeadPath),
    responses((status = 200, description = "The lead", body = LeadView))
)]
#[get("/leads/{lead_id}")]
pub(crate) async fn get_lead(
    actor: Actor<LeadsRead>,
    path: web::Path<LeadPath>,
) -> Result<web::Json<LeadView>, Problem> {
    Ok(web::Json(leads::view(&actor, path.lead_id).await?.into()))
}

/// What happened with a lead, newest first
#[utoipa::path(
    tag = "leads", operation_id = "list_lead_activities", security(("session" = [])), params(LeadPath, PageQuery),
    responses((status = 200, description = "A page of the timeline", body = Page<ActivityView>))
)]
#[get("/leads/{lead_id}/activities")]
pub(crate) async fn list_lead_activities(
    actor: Actor<LeadsRead>,
    path: web::Path<LeadPath>,
    query: web::Query<PageQuery>,
) -> Result<web::Json<Page<ActivityView>>, Problem> {
    let found = leads::timeline(&actor, path.lead_id, query.after(ActivityId)?, query.limit()?).await?;
    Ok(web::Json(page(found, ActivityView::from, |id| id.0)))
}
