//! Undoing a merge: both leads are what they were. What somebody has changed since stays on the survivor, and is named.

use super::{
    LeadPage,
    merge::undo_until,
    view::page,
    write::{self, editable},
};
use crate::{Ctx, audit, failure::Result, jobs::match_leads};
use domain::{
    activity::ActivityKind,
    audit::{AuditAction, AuditObject},
    ids::MergeId,
    lead::Lead,
    merge::{MergeField, part},
    refusal::Code,
};
use persistence::{WorkspaceTx, leads, merges, pipelines, teams};
use serde_json::json;

pub struct Undone {
    pub lead: LeadPage,
    pub restored: LeadPage,
    pub kept: Vec<String>,
}

pub async fn undo_merge(ctx: &Ctx, id: MergeId) -> Result<Undone> {
    let (merge, kept) = ctx
        .write(async |tx| {
            let (merge, parting) = merges::lock(tx, id).await?.ok_or(Code::NotFound)?;
            let can_know = leads::is_reachable(tx, merge.lead_id).await?
                && leads::is_reachable(tx, merge.merged_id).await?;
            if !can_know {
                return Err(Code::NotFound.into());
            }
            if merge.undone_at.is_some() {
                return Err(Code::MergeUndone.into());
            }
            let parting = parting.filter(|_| ctx.now() < undo_until(&merge)).ok_or(Code::UndoExpired)?;
            let now = editable(tx, merge.lead_id, None).await?;
            let (mut lead, kept) = part(&parting.before, &parting.after, &now);
            still_there(tx, &mut lead, &now).await?;
            lead.updated_at = ctx.now();
            let kept: Vec<&str> = kept.into_iter().map(MergeField::as_str).collect();
            let kept = merges::undo(tx, &merge, &parting, &lead, &kept, || ctx.new_uuid()).await?;
            let detail = json!({"name": merge.merged_name});
            write::entry(ctx, tx, merge.lead_id, ActivityKind::MergeUndone, &detail).await?;
            let detail = json!({"name": lead.display_name});
            write::entry(ctx, tx, merge.merged_id, ActivityKind::MergeUndone, &detail).await?;
            audit::record(ctx, tx, AuditAction::Parted, AuditObject::Lead, merge.lead_id.0, None).await?;
            match_leads::enqueue(ctx.state(), tx, &[merge.lead_id, merge.merged_id]).await?;
            Ok((merge, kept))
        })
        .await?;
    Ok(Undone { lead: page(ctx, merge.lead_id).await?, restored: page(ctx, merge.merged_id).await?, kept })
}

/// A team or a stage can be gone by now; then the lead stays where it is.
async fn still_there(tx: &WorkspaceTx, lead: &mut Lead, now: &Lead) -> Result<()> {
    if let Some(team) = lead.team_id
        && teams::find(tx, team).await?.is_none()
    {
        lead.team_id = now.team_id;
    }
    if let Some(place) = &lead.place
        && pipelines::stages(tx, [place.stage_id]).await?.is_empty()
    {
        lead.place.clone_from(&now.place);
    }
    if let Some(owner) = lead.owner_id
        && !teams::is_member(tx, owner).await?
    {
        lead.owner_id = now.owner_id;
    }
    Ok(())
}
