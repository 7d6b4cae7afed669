//! `/bulk`.

use crate::{
    extract::{Actor, Creating, LeadsRead, LeadsWrite, given},
    page::{Page, PageQuery, page},
    problem::Problem,
    routes::people::MemberRef,
};
use actix_web::{HttpResponse, get, post, web};
use app::{
    bulk::{self, BulkForm, BulkSelection, Wanted},
    leads::{Change, LeadForm},
};
use chrono::{DateTime, Utc};
use domain::{
    bulk::{BulkKind, BulkState},
    idempotency::Operation,
    ids::{BulkId, LeadId, MemberId, StageId, TagId, TeamId},
    lead::LeadStatus,
    refusal::{Refusal, Violation},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

/// One act on many leads, and how far it is.
#[derive(Serialize, ToSchema)]
#[schema(as = Bulk)]
pub(crate) struct BulkView {
    id: BulkId,
    kind: BulkKind,
    state: BulkState,
    /// How many leads it is about, as far as is known.
    total: i32,
    /// How many it has looked at. While it is undone, and after that, these are the undo's numbers.
    done: i32,
    changed: i32,
    /// How many it left alone because it had to: in the bin, or not in it, gone, an address that another lead has, or
    /// edited since what is being undone.
    skipped: i32,
    /// Why it could not go on.
    failure: Option<String>,
    created_by: Option<MemberRef>,
    created_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
    /// `null` where there is nothing to undo.
    undo_until: Option<DateTime<Utc>>,
}

impl From<bulk::BulkView> for BulkView {
    fn from(view: bulk::BulkView) -> Self {
        let bulk = view.bulk;
        Self {
            id: bulk.id,
            kind: bulk.kind,
            state: bulk.state,
            total: bulk.total,
            done: bulk.done,
            changed: bulk.changed,
            skipped: bulk.skipped,
            failure: bulk.failure,
            created_by: view.created_by.map(MemberRef::from),
            created_at: bulk.created_at,
            finished_at: bulk.finished_at,
            undo_until: view.undo_until,
        }
    }
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateBulkBody {
    selection: BulkSelectionBody,
    action: BulkActionBody,
}

/// Either `ids` or `filter`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulkSelectionBody {
    #[serde(default)]
    #[schema(max_items = 1000, nullable = false)]
    ids: Option<Vec<LeadId>>,
    /// A filter tree; `null` selects every lead. Leads that come later are not meant.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Object>)]
    filter: Change<Value>,
    /// Leads that the filter selects and that are left alone.
    #[serde(default)]
    #[schema(max_items = 1000)]
    except: Vec<LeadId>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulkActionBody {
    kind: BulkKind,
    /// Of an `edit`: what all of the leads get.
    #[serde(default)]
    #[schema(nullable = false)]
    change: Option<BulkChangeBody>,
    /// Of a `tag`: tags that all of the leads get.
    #[serde(default)]
    #[schema(max_items = 100)]
    add: Vec<TagId>,
    /// Of a `tag`: tags that all of the leads lose.
    #[serde(default)]
    #[schema(max_items = 100)]
    remove: Vec<TagId>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BulkChangeBody {
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    company: Change<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    title: Change<String>,
    /// ISO 3166, two letters.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    country: Change<String>,
    #[serde(default)]
    #[schema(nullable = false)]
    status: Option<LeadStatus>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<MemberId>)]
    owner_id: Change<MemberId>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<TeamId>)]
    team_id: Change<TeamId>,
    #[serde(default)]
    #[schema(nullable = false)]
    stage_id: Option<StageId>,
    /// Needed with a lost stage.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 255)]
    lost_reason: Change<String>,
}

impl From<BulkChangeBody> for LeadForm {
    fn from(body: BulkChangeBody) -> Self {
        Self {
            company: body.company,
            title: body.title,
            country: body.country,
            status: body.status,
            owner_id: body.owner_id,
            team_id: body.team_id,
            stage_id: body.stage_id,
            lost_reason: body.lost_reason,
            ..Self::default()
        }
    }
}

impl CreateBulkBody {
    fn form(self) -> Result<BulkForm, Refusal> {
        let refuse = |pointer: &str, code: &str, detail: &str| {
            Err(Refusal::invalid(vec![Violation::new(pointer, code, detail)]))
        };
        let BulkSelectionBody { ids, filter, except } = self.selection;
        let selection = match (ids, filter) {
            (Some(_), None) if !except.is_empty() => {
                return refuse("/selection/except", "unknown", "Exceptions go with a filter.");
            }
            (Some(ids), None) => BulkSelection::Ids(ids),
            (None, Some(filter)) => {
                BulkSelection::Filter { filter: filter.map(|filter| filter.to_string()), except }
            }
            _ => return refuse("/selection", "required", "Give either ids or a filter."),
        };
        let BulkActionBody { kind, change, add, remove } = self.action;
        if kind != BulkKind::Edit && change.is_some() {
            return refuse("/action/change", "unknown", "Only an edit changes fields.");
        }
        if kind != BulkKind::Tag && !(add.is_empty() && remove.is_empty()) {
            return refuse("/action/kind", "value", "Tags go with the kind “tag”.");
        }
        let act = match kind {
            BulkKind::Delete => Wanted::Delete,
            BulkKind::Restore => Wanted::Restore,
            BulkKind::Tag => Wanted::Tag { add, remove },
            BulkKind::Edit => {
                let Some(change) = change else {
                    return refuse("/action/change", "required", "Say what to change.");
                };
                Wanted::Edit(Box::new(change.into()))
            }
        };
        Ok(BulkForm { selection, act })
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct BulkPath {
    bulk_id: BulkId,
}

/// Change many leads
///
/// Edits, tags, deletes or restores the leads that are named or that a filter selects now, as far as you see them, by a job
/// that says how far it is. What it did can be undone for seven days. Each lead's timeline tells of it, as if it had been
/// changed alone.
#[utoipa::path(
    tag = "leads", operation_id = "create_bulk", security(("session" = [])), request_body = CreateBulkBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "Asking twice with the same key does it once")),
    responses((status = 202, description = "It has begun", body = BulkView))
)]
#[post("/bulk")]
pub(crate) async fn create_bulk(
    actor: Actor<LeadsWrite>,
    new: Creating<CreateBulkBody>,
) -> Result<HttpResponse, Problem> {
    let key = new.key(Operation::CreateBulk);
    let bulk = bulk::create(&actor, &new.body.form()?, key).await?;
    Ok(HttpResponse::Accepted().json(BulkView::from(bulk)))
}

/// Acts on many leads, newest first
///
/// One's own; owners and admins see everybody's. Kept for 90 days.
#[utoipa::path(
    tag = "leads", operation_id = "list_bulks", security(("session" = [])), params(PageQuery),
    responses((status = 200, description = "A page of them", body = Page<BulkView>))
)]
#[get("/bulk")]
pub(crate) async fn list_bulks(
    actor: Actor<LeadsRead>,
    query: web::Query<PageQuery>,
) -> Result<web::Json<Page<BulkView>>, Problem> {
    let found = bulk::list(&actor, query.after(BulkId)?, query.limit()?).await?;
    Ok(web::Json(page(found, BulkView::from, |id| id.0)))
}

/// How far an act on many leads is
#[utoipa::path(
    tag = "leads", operation_id = "get_bulk", security(("session" = [])), params(BulkPath),
    responses((status = 200, description = "As it is now", body = BulkView))
)]
#[get("/bulk/{bulk_id}")]
pub(crate) async fn get_bulk(
    actor: Actor<LeadsRead>,
    path: web::Path<BulkPath>,
) -> Result<web::Json<BulkView>, Problem> {
    Ok(web::Json(bulk::find(&actor, path.bulk_id).await?.into()))
}

/// Stop an act on many leads
///
/// What it has done stays, and can be undone.
#[utoipa::path(
    tag = "leads", operation_id = "cancel_bulk", security(("session" = [])), params(BulkPath),
    responses((status = 202, description = "It goes no further", body = BulkView))
)]
#[post("/bulk/{bulk_id}/cancellation")]
pub(crate) async fn cancel_bulk(
    actor: Actor<LeadsWrite>,
    path: web::Path<BulkPath>,
) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Accepted().json(BulkView::from(bulk::cancel(&actor, path.bulk_id).await?)))
}

/// Undo an act on many leads
///
/// Each lead gets back what it had, except where somebody has changed that since.
#[utoipa::path(
    tag = "leads", operation_id = "undo_bulk", security(("session" = [])), params(BulkPath),
    responses((status = 202, description = "The undo has begun", body = BulkView))
)]
#[post("/bulk/{bulk_id}/undo")]
pub(crate) async fn undo_bulk(
    actor: Actor<LeadsWrite>,
    path: web::Path<BulkPath>,
) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Accepted().json(BulkView::from(bulk::undo(&actor, path.bulk_id).await?)))
}
