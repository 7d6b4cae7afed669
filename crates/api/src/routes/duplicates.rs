//! `/duplicates`: pairs of leads that may be one person.

use super::leads::{LeadCount, LeadPath, LeadSummary};
use crate::{
    extract::{Actor, LeadsRead, LeadsWrite},
    page::{Page, limit},
    problem::Problem,
};
use actix_web::{HttpResponse, delete, get, put, web};
use app::duplicates::{self, After, Pair};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use domain::{
    duplicate::{Signal, SignalKind},
    ids::DuplicateId,
    refusal::{Code, Refusal},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Two leads that may be one person.
#[derive(Serialize, ToSchema)]
#[schema(as = Duplicate)]
pub(crate) struct DuplicateView {
    id: DuplicateId,
    lead: LeadSummary,
    other: LeadSummary,
    reasons: Vec<ReasonView>,
    /// 0 to 100.
    score: i32,
    /// When somebody said that they are two.
    dismissed_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

/// Why two leads may be one person.
#[derive(Serialize, ToSchema)]
#[schema(as = DuplicateReason)]
pub(crate) struct ReasonView {
    kind: SignalKind,
    /// What they have in common.
    detail: String,
}

impl From<Pair> for DuplicateView {
    fn from(pair: Pair) -> Self {
        let reason = |signal: Signal| ReasonView { kind: signal.kind, detail: signal.detail };
        Self {
            id: pair.duplicate.id,
            lead: pair.lead.into(),
            other: pair.other.into(),
            reasons: pair.duplicate.signals.into_iter().map(reason).collect(),
            score: pair.duplicate.score,
            dismissed_at: pair.duplicate.dismissed_at,
            created_at: pair.duplicate.created_at,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct DuplicateListQuery {
    /// Those that somebody said are two, instead of those that nobody has looked at.
    #[param(default = false, nullable = false)]
    dismissed: Option<bool>,
    /// `next_cursor` of the page before. Opaque.
    #[param(nullable = false)]
    cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 100, default = 50, nullable = false)]
    limit: Option<u64>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct DuplicatePath {
    duplicate_id: DuplicateId,
}

#[derive(Serialize, Deserialize)]
struct Place(i32, DuplicateId);

fn cursor(after: After) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(&Place(after.score, after.id)).unwrap_or_default())
}

fn place(cursor: &str) -> Result<After, Problem> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok();
    let place = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let refuse = || Refusal::new(Code::MalformedQuery).detail("cursor is not one of ours");
    let Place(score, id) = place.ok_or_else(refuse)?;
    Ok(After { score, id })
}

/// Leads that may be one person, best first
#[utoipa::path(
    tag = "leads", operation_id = "list_duplicates", security(("session" = [])), params(DuplicateListQuery),
    responses((status = 200, description = "A page of pairs", body = Page<DuplicateView>))
)]
#[get("/duplicates")]
pub(crate) async fn list_duplicates(
    actor: Actor<LeadsRead>,
    query: web::Query<DuplicateListQuery>,
) -> Result<web::Json<Page<DuplicateView>>, Problem> {
    let after = query.cursor.as_deref().map(place).transpose()?;
    let dismissed = query.dismissed.unwrap_or(false);
    let found = duplicates::list(&actor, dismissed, after, limit(query.limit)?).await?;
    let items = found.items.into_iter().map(DuplicateView::from).collect();
    Ok(web::Json(Page { items, next_cursor: found.next.map(cursor) }))
}

/// How many pairs wait for somebody to look
///
/// Exact up to 1,000; beyond that `capped` says that there are more.
#[utoipa::path(
    tag = "leads", operation_id = "count_duplicates", security(("session" = [])),
    responses((status = 200, description = "The count", body = LeadCount))
)]
#[get("/duplicates/count")]
pub(crate) async fn count_duplicates(actor: Actor<LeadsRead>) -> Result<web::Json<LeadCount>, Problem> {
    Ok(web::Json(duplicates::count(&actor).await?.into()))
}

/// Leads that may be the same person as this one, best first
#[utoipa::path(
    tag = "leads", operation_id = "list_lead_duplicates", security(("session" = [])), params(LeadPath),
    responses((status = 200, description = "All of them; `lead` is the one of the path", body = Page<DuplicateView>))
)]
#[get("/leads/{lead_id}/duplicates")]
pub(crate) async fn list_lead_duplicates(
    actor: Actor<LeadsRead>,
    path: web::Path<LeadPath>,
) -> Result<web::Json<Page<DuplicateView>>, Problem> {
    let found = duplicates::of_lead(&actor, path.lead_id).await?;
    Ok(web::Json(Page { items: found.into_iter().map(DuplicateView::from).collect(), next_cursor: None }))
}

/// Say that two leads are two people
///
/// Nobody is asked about them again.
#[utoipa::path(
    tag = "leads", operation_id = "dismiss_duplicate", security(("session" = [])), params(DuplicatePath),
    responses((status = 204, description = "It is remembered"))
)]
#[put("/duplicates/{duplicate_id}/dismissal")]
pub(crate) async fn dismiss_duplicate(
    actor: Actor<LeadsWrite>,
    path: web::Path<DuplicatePath>,
) -> Result<HttpResponse, Problem> {
    duplicates::dismiss(&actor, path.duplicate_id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ask about two leads again
#[utoipa::path(
    tag = "leads", operation_id = "restore_duplicate", security(("session" = [])), params(DuplicatePath),
    responses((status = 204, description = "The pair is open again"))
)]
#[delete("/duplicates/{duplicate_id}/dismissal")]
pub(crate) async fn restore_duplicate(
    actor: Actor<LeadsWrite>,
    path: web::Path<DuplicatePath>,
) -> Result<HttpResponse, Problem> {
    duplicates::ask_again(&actor, path.duplicate_id).await?;
    Ok(HttpResponse::NoContent().finish())
}
