//! The audit: who changed what. An entry is written in the transaction of the change, or there is neither.

use crate::{
    Ctx, Page,
    failure::{Failure, Result},
};
use domain::{
    audit::{AuditAction, AuditObject},
    clock::Instant,
    ids::{ActivityId, AuditEntryId, LeadId, MemberId},
    refusal::{Code, Refusal},
};
use persistence::{
    WorkspaceDb, WorkspaceTx,
    activities::{self, Activity},
    audit::{self, Entry, Wanted},
    leads,
    members::{self, MemberCard},
};
use std::collections::HashMap;
use uuid::Uuid;

/// An entry of the acting member's. `label` is what the object is called, unless that is a person.
pub(crate) async fn record(
    ctx: &Ctx,
    tx: &WorkspaceTx,
    action: AuditAction,
    object_kind: AuditObject,
    object_id: Uuid,
    label: Option<&str>,
) -> Result<(), Failure> {
    let entry = Entry {
        id: AuditEntryId(ctx.new_uuid()),
        actor_id: Some(ctx.member.id),
        action,
        object_kind,
        object_id,
        label: label.map(ToOwned::to_owned),
        at: ctx.now(),
    };
    Ok(audit::insert(tx, &[entry]).await?)
}

pub struct AuditLine {
    pub id: Uuid,
    pub actor: Option<MemberCard>,
    /// An [`AuditAction`], or the kind of an activity.
    pub action: &'static str,
    pub object_kind: AuditObject,
    pub object_id: Uuid,
    /// What it was called, or for people what they are called now.
    pub label: Option<String>,
    pub at: Instant,
}

/// Newest first. `object` is a kind of object, or the id of one.
pub async fn list(
    ctx: &Ctx,
    object: Option<&str>,
    actor: Option<MemberId>,
    before: Option<AuditEntryId>,
    limit: u64,
) -> Result<Page<AuditLine, Uuid>> {
    let mut wanted = Wanted { actor, ..Wanted::default() };
    if let Some(object) = object {
        wanted.kind = AuditObject::parse(object);
        wanted.object = object.parse().ok();
        if wanted.kind.is_none() && wanted.object.is_none() {
            return Err(Refusal::new(Code::MalformedQuery).detail("object is a kind or an id").into());
        }
    }
    let db = ctx.read();
    let found = audit::list(&db, wanted, before, limit).await?;
    page(&db, found.into_iter().map(Line::from).collect(), limit).await
}

/// What members did with a lead: its entries, and their part of its timeline.
pub async fn of_lead(
    ctx: &Ctx,
    lead: LeadId,
    before: Option<Uuid>,
    limit: u64,
) -> Result<Page<AuditLine, Uuid>> {
    let db = ctx.read();
    if !leads::is_visible(&db, lead).await? {
        return Err(Code::NotFound.into());
    }
    let wanted = Wanted { object: Some(lead.0), ..Wanted::default() };
    let entries = audit::list(&db, wanted, before.map(AuditEntryId), limit).await?;
    let acts = activities::by_members(&db, lead, before.map(ActivityId), limit).await?;
    let mut lines: Vec<Line> =
        entries.into_iter().map(Line::from).chain(acts.into_iter().map(Line::from)).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.id));
    page(&db, lines, limit).await
}

/// A line before anybody's name is known.
struct Line {
    id: Uuid,
    actor: Option<MemberId>,
    action: &'static str,
    object_kind: AuditObject,
    object_id: Uuid,
    label: Option<String>,
    at: Instant,
}

impl From<Entry> for Line {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id.0,
            actor: entry.actor_id,
            action: entry.action.as_str(),
            object_kind: entry.object_kind,
            object_id: entry.object_id,
            label: entry.label,
            at: entry.at,
        }
    }
}

impl From<Activity> for Line {
    fn from(activity: Activity) -> Self {
        Self {
            id: activity.id.0,
            actor: activity.actor_id,
            action: activity.kind.as_str(),
            object_kind: AuditObject::Lead,
            object_id: activity.lead_id.0,
            label: None,
            at: activity.occurred_at,
        }
    }
}

async fn page(db: &WorkspaceDb, mut lines: Vec<Line>, limit: u64) -> Result<Page<AuditLine, Uuid>> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = lines.len() > limit;
    lines.truncate(limit);
    let of_kind = |kind| lines.iter().filter(move |line| line.object_kind == kind).map(|line| line.object_id);
    let people = lines.iter().filter_map(|line| line.actor);
    let cards = members::cards(db, people.chain(of_kind(AuditObject::Member).map(MemberId))).await?;
    let names: HashMap<LeadId, String> =
        leads::names(db, of_kind(AuditObject::Lead).map(LeadId)).await?.into_iter().collect();
    let next = lines.last().filter(|_| more).map(|line| line.id);
    let line = |line: Line| AuditLine {
        id: line.id,
        actor: line.actor.and_then(|actor| cards.get(&actor).cloned()),
        action: line.action,
        label: match line.object_kind {
            AuditObject::Lead => names.get(&LeadId(line.object_id)).cloned(),
            AuditObject::Member => cards.get(&MemberId(line.object_id)).map(|card| card.name.clone()),
            _ => line.label,
        },
        object_kind: line.object_kind,
        object_id: line.object_id,
        at: line.at,
    };
    Ok(Page { items: lines.into_iter().map(line).collect(), next })
}
