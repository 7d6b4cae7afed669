//! What every change of a lead leaves behind: an entry on the timeline, and where the new facts came from.

use crate::{
    Ctx,
    failure::{Failure, Result},
    notifications::{Notice, notify},
};
use domain::{
    activity::ActivityKind,
    actor::ActorKind,
    email::Email,
    ids::{ActivityId, LeadId, MemberId},
    lead::{FieldOriginKind, Lead, LeadField},
    notification::NotificationKind,
    refusal::{Code, Refusal, Violation},
};
use persistence::{
    WorkspaceDb, WorkspaceTx,
    activities::{self, Activity},
    leads,
    merges::{self, Whereabouts},
};
use serde_json::Value;

/// The lead, locked, if it can be edited and nobody was faster.
pub(crate) async fn editable(tx: &WorkspaceTx, id: LeadId, seen: Option<i32>) -> Result<Lead> {
    let Some(lead) = leads::lock(tx, id).await? else { return Err(missing(tx, id).await) };
    if seen.is_some_and(|seen| seen != lead.version) {
        return Err(Code::VersionConflict.into());
    }
    if lead.deleted_at.is_some() {
        return Err(Code::LeadInBin.into());
    }
    Ok(lead)
}

/// Tells the new owner of a lead, if there is one.
pub(super) async fn tell_owner(
    ctx: &Ctx,
    tx: &WorkspaceTx,
    lead: LeadId,
    owner: Option<MemberId>,
) -> Result<()> {
    let Some(owner) = owner else { return Ok(()) };
    notify(ctx.state(), tx, Some(ctx.member.id), owner, Notice::of(NotificationKind::Assigned, lead)).await
}

/// An entry of the acting member's, and the lead's last activity.
pub(crate) async fn log(
    ctx: &Ctx,
    tx: &WorkspaceTx,
    lead: LeadId,
    kind: ActivityKind,
    detail: &Value,
) -> Result<()> {
    entry(ctx, tx, lead, kind, detail).await?;
    Ok(leads::touch(tx, &[lead], ctx.now()).await?)
}

/// An entry that is about the record and not about the person: their last activity stays what it was.
pub(super) async fn entry(
    ctx: &Ctx,
    tx: &WorkspaceTx,
    lead: LeadId,
    kind: ActivityKind,
    detail: &Value,
) -> Result<()> {
    let now = ctx.now();
    let entry = Activity {
        id: ActivityId(ctx.new_uuid()),
        lead_id: lead,
        kind,
        actor_kind: ActorKind::Member,
        actor_id: Some(ctx.member.id),
        detail: detail.to_string(),
        occurred_at: now,
    };
    Ok(activities::insert(tx, &[entry], now).await?)
}

/// A lead that is not there: it never was, the actor may not know of it, or it is part of another one.
pub(super) async fn missing(db: &WorkspaceDb, id: LeadId) -> Failure {
    match merges::whereabouts(db, id).await {
        Ok(Whereabouts::Unknown) => Code::NotFound.into(),
        Ok(Whereabouts::MergedInto(survivor)) => Refusal::new(Code::LeadMerged).about(survivor).into(),
        Err(error) => error.into(),
    }
}

pub(super) async fn record_origins(
    ctx: &Ctx,
    tx: &WorkspaceTx,
    lead: LeadId,
    fields: &[LeadField],
    origin: FieldOriginKind,
) -> Result<()> {
    Ok(leads::record_origins(tx, &[lead], fields, || ctx.new_uuid(), origin, None, ctx.now()).await?)
}

/// Says which address belongs to another lead, and to which one if the actor may know.
pub(super) async fn refuse_taken(ctx: &Ctx, tx: &WorkspaceTx, own: LeadId, emails: &[Email]) -> Result<()> {
    let wanted: Vec<&Email> = emails.iter().collect();
    let held = leads::holders(tx, &wanted).await?;
    let taken = held.into_iter().find(|(_, lead)| *lead != own);
    let Some((address, holder)) = taken else { return Ok(()) };
    let index = emails.iter().position(|email| email.normalized() == address).unwrap_or(0);
    let taken = Violation::new(&format!("/emails/{index}"), "taken", "Another lead has this address.");
    let may_know = leads::is_visible(&ctx.read(), holder).await?;
    Err(Refusal::new(Code::LeadExists).at(taken).about(may_know.then_some(holder)).into())
}
