//! Two leads that are one person become one. The survivor keeps its own facts except those that were chosen from the other
//! one, and everything around the other one becomes its.

use super::{
    LeadPage,
    view::page,
    write::{self, editable},
};
use crate::{Ctx, audit, failure::Result, jobs::match_leads};
use domain::{
    activity::ActivityKind,
    audit::{AuditAction, AuditObject},
    clock::Instant,
    ids::{FieldId, LeadId, MergeId},
    lead::Lead,
    merge::{MergeField, UNDO_DAYS, unite},
    refusal::{Code, Refusal, Violation},
};
use persistence::{
    WorkspaceTx, fields, leads,
    members::{self, MemberCard},
    merges::{self, NewMerge},
};
use serde_json::json;
use std::collections::BTreeMap;

pub struct MergeForm {
    pub other: LeadId,
    /// Names of fields.
    pub take_from_other: Vec<String>,
    /// The versions that the caller saw.
    pub seen: Option<i32>,
    pub other_seen: Option<i32>,
}

pub struct Merge {
    pub merge: merges::Merge,
    pub by: Option<MemberCard>,
    pub undo_until: Instant,
}

pub async fn merge(ctx: &Ctx, id: LeadId, form: &MergeForm) -> Result<(LeadPage, Merge)> {
    let (chosen, custom) = chosen(ctx, form).await?;
    if form.other == id {
        let same = Violation::new("/other_id", "same", "A lead cannot become part of itself.");
        return Err(Refusal::invalid(vec![same]).into());
    }
    let made = MergeId(ctx.new_uuid());
    ctx.write(async |tx| {
        let (survivor, other) = both(tx, (id, form.seen), (form.other, form.other_seen)).await?;
        let (mut united, taken) = unite(&survivor, &other, &chosen);
        united.updated_at = ctx.now();
        let emails = leads::find(tx, other.id).await?.map(|detail| detail.emails).unwrap_or_default();
        let facts = taken.iter().filter_map(|field| field.fact());
        let new = NewMerge {
            id: made,
            survivor: &survivor,
            united: &united,
            other: other.id,
            chosen: BTreeMap::from([
                ("field_origins", facts.map(|fact| fact.to_string()).collect()),
                ("field_values", custom.iter().map(ToString::to_string).collect()),
            ]),
            by: ctx.member.id,
            at: ctx.now(),
        };
        merges::merge(tx, &new).await?;
        let emails: Vec<String> = emails.into_iter().map(|email| email.raw).collect();
        let detail = json!({"name": other.display_name, "emails": emails});
        write::entry(ctx, tx, id, ActivityKind::Merged, &detail).await?;
        let detail = json!({"name": united.display_name});
        write::entry(ctx, tx, other.id, ActivityKind::MergedAway, &detail).await?;
        audit::record(ctx, tx, AuditAction::Merged, AuditObject::Lead, id.0, None).await?;
        Ok(match_leads::enqueue(ctx.state(), tx, &[id]).await?)
    })
    .await?;
    let merge = of_lead(ctx, id).await?.into_iter().find(|merge| merge.merge.id == made);
    Ok((page(ctx, id).await?, merge.ok_or(Code::NotFound)?))
}

pub(super) fn undo_until(merge: &merges::Merge) -> Instant {
    merge.merged_at + chrono::Duration::days(UNDO_DAYS)
}

/// What is taken from the other lead: of what every lead has, and of the workspace's own fields.
async fn chosen(ctx: &Ctx, form: &MergeForm) -> Result<(Vec<MergeField>, Vec<FieldId>)> {
    let known = fields::list(&ctx.read()).await?;
    let (mut wrong, mut chosen, mut custom) = (Vec::new(), Vec::new(), Vec::new());
    for (index, name) in form.take_from_other.iter().enumerate() {
        let own = name.strip_prefix("custom.");
        let own = own.and_then(|key| known.iter().find(|field| field.key == key && field.is_active()));
        match (MergeField::parse(name), own) {
            (Some(field), _) => chosen.push(field),
            (None, Some(field)) => custom.push(field.id),
            (None, None) => wrong.push(Violation::new(
                &format!("/take_from_other/{index}"),
                "unknown",
                "There is no such field to choose.",
            )),
        }
    }
    if wrong.is_empty() { Ok((chosen, custom)) } else { Err(Refusal::invalid(wrong).into()) }
}

/// Both leads locked, always in the same order: two merges of one pair wait for each other instead of both failing.
async fn both(
    tx: &WorkspaceTx,
    survivor: (LeadId, Option<i32>),
    other: (LeadId, Option<i32>),
) -> Result<(Lead, Lead)> {
    if survivor.0 < other.0 {
        let survivor = editable(tx, survivor.0, survivor.1).await?;
        return Ok((survivor, editable(tx, other.0, other.1).await?));
    }
    let other = editable(tx, other.0, other.1).await?;
    Ok((editable(tx, survivor.0, survivor.1).await?, other))
}

/// The lead, and whoever became part of it, newest first.
pub async fn merges(ctx: &Ctx, id: LeadId) -> Result<(LeadPage, Vec<Merge>)> {
    let page = super::view(ctx, id).await?;
    Ok((page, of_lead(ctx, id).await?))
}

async fn of_lead(ctx: &Ctx, id: LeadId) -> Result<Vec<Merge>> {
    let db = ctx.read();
    let found = merges::of_lead(&db, id).await?;
    let by = members::cards(&db, found.iter().filter_map(|merge| merge.merged_by)).await?;
    let merge = |merge: merges::Merge| Merge {
        undo_until: undo_until(&merge),
        by: merge.merged_by.and_then(|id| by.get(&id).cloned()),
        merge,
    };
    Ok(found.into_iter().map(merge).collect())
}
