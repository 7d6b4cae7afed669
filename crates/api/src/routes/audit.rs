//! `/audit`.

use crate::{
    extract::{Actor, AuditRead},
    page::{self, Page, PageQuery, limit, page},
    problem::Problem,
    routes::{leads::LeadPath, people::MemberRef},
};
use actix_web::{get, web};
use app::audit::{self, AuditLine};
use chrono::{DateTime, Utc};
use domain::{
    audit::AuditObject,
    ids::{AuditEntryId, MemberId},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct AuditQuery {
    /// A kind of object, such as `stage`, or the id of one object.
    #[param(nullable = false)]
    object: Option<String>,
    /// Who acted.
    #[param(nullable = false)]
    actor: Option<MemberId>,
    /// `next_cursor` of the page before. Opaque.
    #[param(nullable = false)]
    cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 100, default = 50, nullable = false)]
    limit: Option<u64>,
}

/// Somebody did something.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuditEntry {
    id: Uuid,
    actor: Option<MemberRef>,
    /// `created`, `changed`, `deleted`, …; of a lead also the kinds of its timeline.
    action: &'static str,
    object_kind: AuditObject,
    object_id: Uuid,
    /// What it was called then; members and leads: what they are called now.
    label: Option<String>,
    at: DateTime<Utc>,
}

impl From<AuditLine> for AuditEntry {
    fn from(line: AuditLine) -> Self {
        Self {
            id: line.id,
            actor: line.actor.map(MemberRef::from),
            action: line.action,
            object_kind: line.object_kind,
            object_id: line.object_id,
            label: line.label,
            at: line.at,
        }
    }
}

/// Who changed what
///
/// Settings, people, rules, shared views and linked accounts, and leads that went into the bin or came back. Kept for a
/// year.
#[utoipa::path(
    tag = "settings", operation_id = "list_audit_entries", security(("session" = [])), params(AuditQuery),
    responses((status = 200, description = "A page of entries, newest first", body = Page<AuditEntry>))
)]
#[get("/audit")]
pub(crate) async fn list_audit_entries(
    actor: Actor<AuditRead>,
    query: web::Query<AuditQuery>,
) -> Result<web::Json<Page<AuditEntry>>, Problem> {
    let before = page::after(query.cursor.as_deref(), AuditEntryId)?;
    let found =
        audit::list(&actor, query.object.as_deref(), query.actor, before, limit(query.limit)?).await?;
    Ok(web::Json(page(found, AuditEntry::from, |id| id)))
}

/// Who did what with a lead
///
/// What members did, as its timeline and the audit know it.
#[utoipa::path(
    tag = "leads", operation_id = "list_lead_audit", security(("session" = [])), params(LeadPath, PageQuery),
    responses((status = 200, description = "A page of entries, newest first", body = Page<AuditEntry>))
)]
#[get("/leads/{lead_id}/audit")]
pub(crate) async fn list_lead_audit(
    actor: Actor<AuditRead>,
    path: web::Path<LeadPath>,
    query: web::Query<PageQuery>,
) -> Result<web::Json<Page<AuditEntry>>, Problem> {
    let found = audit::of_lead(&actor, path.lead_id, query.after(|id| id)?, query.limit()?).await?;
    Ok(web::Json(page(found, AuditEntry::from, |id| id)))
}
