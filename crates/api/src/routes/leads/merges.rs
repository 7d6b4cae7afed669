//! Two leads that are one person become one, and two again.

use super::{LeadPath, views::LeadView};
use crate::{
    extract::{Actor, Json, LeadsRead, LeadsWrite},
    page::Page,
    problem::Problem,
    routes::people::{LeadRef, MemberRef},
};
use actix_web::{get, post, web};
use app::leads::{self, LeadPage, Merge, MergeForm, Undone};
use chrono::{DateTime, Utc};
use domain::ids::{LeadId, MergeId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MergeLeadBody {
    /// The lead that goes.
    other_id: LeadId,
    /// Fields whose value is taken from it: `first_name`, `last_name`, `company`, `title`, `country`, `status`, `owner`,
    /// `team`, `stage` or `value`. What only one of the two has is kept anyway.
    #[validate(length(max = 100, message = "At most 100 fields."))]
    #[serde(default)]
    #[schema(max_items = 100)]
    take_from_other: Vec<String>,
    /// The version of the surviving lead that you saw; refused when it is no longer the newest.
    #[serde(default)]
    lead_version: Option<i32>,
    /// The same of the other one.
    #[serde(default)]
    other_version: Option<i32>,
}

/// A lead that became part of another one.
#[derive(Serialize, ToSchema)]
pub(crate) struct MergeView {
    id: MergeId,
    /// The surviving lead as it is now.
    lead: LeadView,
    merged: LeadRef,
    merged_by: Option<MemberRef>,
    merged_at: DateTime<Utc>,
    undone_at: Option<DateTime<Utc>>,
    undo_until: DateTime<Utc>,
    /// What the undo left as it was, because somebody had changed it since.
    kept: Vec<KeptField>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct KeptField {
    field: String,
}

fn view(page: LeadPage, merge: Merge) -> MergeView {
    let row = merge.merge;
    MergeView {
        id: row.id,
        lead: page.into(),
        merged: LeadRef { id: row.merged_id, display_name: row.merged_name },
        merged_by: merge.by.map(MemberRef::from),
        merged_at: row.merged_at,
        undone_at: row.undone_at,
        undo_until: merge.undo_until,
        kept: row.kept.into_iter().map(|field| KeptField { field }).collect(),
    }
}

/// Two leads again.
#[derive(Serialize, ToSchema)]
pub(crate) struct UndoneMerge {
    lead: LeadView,
    restored: LeadView,
    /// What somebody has changed since the merge: it stayed on `lead` as it is.
    kept: Vec<String>,
}

impl From<Undone> for UndoneMerge {
    fn from(undone: Undone) -> Self {
        Self { lead: undone.lead.into(), restored: undone.restored.into(), kept: undone.kept }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct MergePath {
    merge_id: MergeId,
}

/// Make two leads one
///
/// The lead of the path survives; everything around the other one becomes its: addresses, numbers, tags, registrations, the
/// timeline. It can be undone for 30 days. Asking for the lead that went answers `lead_merged`.
#[utoipa::path(
    tag = "leads", operation_id = "merge_lead", security(("session" = [])), params(LeadPath),
    request_body = MergeLeadBody, responses((status = 200, description = "What was done", body = MergeView))
)]
#[post("/leads/{lead_id}/merge")]
pub(crate) async fn merge_lead(
    actor: Actor<LeadsWrite>,
    path: web::Path<LeadPath>,
    body: Json<MergeLeadBody>,
) -> Result<web::Json<MergeView>, Problem> {
    let form = MergeForm {
        other: body.0.other_id,
        take_from_other: body.0.take_from_other,
        seen: body.0.lead_version,
        other_seen: body.0.other_version,
    };
    let (page, merge) = leads::merge(&actor, path.lead_id, &form).await?;
    Ok(web::Json(view(page, merge)))
}

/// Leads that became part of this one, newest first
#[utoipa::path(
    tag = "leads", operation_id = "list_lead_merges", security(("session" = [])), params(LeadPath),
    responses((status = 200, description = "All of them", body = Page<MergeView>))
)]
#[get("/leads/{lead_id}/merges")]
pub(crate) async fn list_lead_merges(
    actor: Actor<LeadsRead>,
    path: web::Path<LeadPath>,
) -> Result<web::Json<Page<MergeView>>, Problem> {
    let (page, merges) = leads::merges(&actor, path.lead_id).await?;
    let items = merges.into_iter().map(|merge| view(page.clone(), merge)).collect();
    Ok(web::Json(Page { items, next_cursor: None }))
}

/// Make two leads of one again
///
/// Both are what they were before the merge. What somebody has changed since stays on the survivor and is named in `kept`;
/// what arrived since stays there, too. A later merge of the same lead has to be undone first.
#[utoipa::path(
    tag = "leads", operation_id = "undo_merge", security(("session" = [])), params(MergePath),
    responses((status = 200, description = "Both leads", body = UndoneMerge))
)]
#[post("/merges/{merge_id}/undo")]
pub(crate) async fn undo_merge(
    actor: Actor<LeadsWrite>,
    path: web::Path<MergePath>,
) -> Result<web::Json<UndoneMerge>, Problem> {
    Ok(web::Json(leads::undo_merge(&actor, path.merge_id).await?.into()))
}
