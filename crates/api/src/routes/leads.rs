//! `/leads`.

mod cursor;
mod edit;
mod merges;
mod score;
mod views;

pub(crate) use edit::{create_lead, delete_lead, restore_lead, tag_lead, untag_lead, update_lead};
pub(crate) use merges::{list_lead_merges, merge_lead, undo_merge};
pub(crate) use score::get_lead_score;
pub(crate) use views::{LeadCount, LeadSummary};

use crate::{
    extract::{Actor, LeadsRead},
    page::{Page, PageQuery, limit, page},
    problem::Problem,
};
use actix_web::{HttpResponse, get, web};
use app::leads::{self, Query};
use domain::{
    ids::{ActivityId, LeadId},
    refusal::{Code, Refusal},
};
use serde::Deserialize;
use utoipa::IntoParams;
use views::{ActivityView, LeadAccess};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct LeadPath {
    pub(crate) lead_id: LeadId,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeadListQuery {
    /// A filter tree as JSON; see the API's guide. Without one: every lead that is not in the bin.
    #[param(nullable = false)]
    filter: Option<String>,
    /// `created_at`, `last_activity_at`, `display_name`, `company`, `score` or `value`; `-` in front reverses.
    #[param(nullable = false, default = "-created_at")]
    sort: Option<String>,
    /// `next_cursor` of the page before, in the same order. Opaque.
    #[param(nullable = false)]
    cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 100, default = 50, nullable = false)]
    limit: Option<u64>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeadCountQuery {
    /// A filter tree as JSON.
    #[param(nullable = false)]
    filter: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeadSearchQuery {
    /// Beginnings of words of names, companies and topics; addresses whole or in part; numbers in any spelling.
    q: String,
    /// How many items at most.
    #[param(minimum = 1, maximum = 50, default = 20, nullable = false)]
    limit: Option<u64>,
}

/// Leads, filtered and in order
///
/// A page continues after a lead, so leads that come and go meanwhile neither repeat others nor hide them.
#[utoipa::path(
    tag = "leads", operation_id = "list_leads", security(("session" = [])), params(LeadListQuery),
    responses((status = 200, description = "A page of leads", body = Page<LeadSummary>))
)]
#[get("/leads")]
pub(crate) async fn list_leads(
    actor: Actor<LeadsRead>,
    query: web::Query<LeadListQuery>,
) -> Result<web::Json<Page<LeadSummary>>, Problem> {
    let sort = query.sort.as_deref();
    let after = cursor::read(sort, query.cursor.as_deref())?;
    let wanted = Query { filter: query.filter.as_deref(), sort, after, limit: limit(query.limit)? };
    let found = leads::list(&actor, wanted).await?;
    Ok(web::Json(Page {
        items: found.items.into_iter().map(LeadSummary::from).collect(),
        next_cursor: found.next.map(|after| cursor::write(sort, after)),
    }))
}

/// How many leads a filter selects
///
/// Exact up to 10,000; beyond that `capped` says that there are more.
#[utoipa::path(
    tag = "leads", operation_id = "count_leads", security(("session" = [])), params(LeadCountQuery),
    responses((status = 200, description = "The count", body = LeadCount))
)]
#[get("/leads/count")]
pub(crate) async fn count_leads(
    actor: Actor<LeadsRead>,
    query: web::Query<LeadCountQuery>,
) -> Result<web::Json<LeadCount>, Problem> {
    Ok(web::Json(leads::count(&actor, query.filter.as_deref()).await?.into()))
}

/// Leads by what they are called, best first
///
/// Case and accents do not count, in any script. Made for every keystroke.
#[utoipa::path(
    tag = "leads", operation_id = "search_leads", security(("session" = [])), params(LeadSearchQuery),
    responses((status = 200, description = "The best ones", body = Page<LeadSummary>))
)]
#[get("/leads/search")]
pub(crate) async fn search_leads(
    actor: Actor<LeadsRead>,
    query: web::Query<LeadSearchQuery>,
) -> Result<web::Json<Page<LeadSummary>>, Problem> {
    let most = query.limit.unwrap_or(20);
    let refuse = || Refusal::new(Code::MalformedQuery).detail("limit must be 1 to 50");
    let most = usize::try_from(most).ok().filter(|most| (1..=50).contains(most)).ok_or_else(refuse)?;
    let found = leads::search(&actor, &query.q, most).await?;
    Ok(web::Json(Page { items: found.into_iter().map(LeadSummary::from).collect(), next_cursor: None }))
}

/// One lead
#[utoipa::path(
    tag = "leads", operation_id = "get_lead", security(("session" = [])), params(LeadPath),
    responses((status = 200, description = "The lead", body = views::LeadView))
)]
#[get("/leads/{lead_id}")]
pub(crate) async fn get_lead(
    actor: Actor<LeadsRead>,
    path: web::Path<LeadPath>,
) -> Result<HttpResponse, Problem> {
    Ok(edit::tagged(HttpResponse::Ok(), leads::view(&actor, path.lead_id).await?))
}

/// Who can see a lead, and why
#[utoipa::path(
    tag = "leads", operation_id = "list_lead_access", security(("session" = [])), params(LeadPath),
    responses((status = 200, description = "Members, by name", body = Page<LeadAccess>))
)]
#[get("/leads/{lead_id}/access")]
pub(crate) async fn list_lead_access(
    actor: Actor<LeadsRead>,
    path: web::Path<LeadPath>,
) -> Result<web::Json<Page<LeadAccess>>, Problem> {
    let found = leads::access(&actor, path.lead_id).await?;
    Ok(web::Json(Page { items: found.into_iter().map(LeadAccess::from).collect(), next_cursor: None }))
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
