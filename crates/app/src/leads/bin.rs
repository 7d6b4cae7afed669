//! The bin: out of sight at once, back as it was for thirty days.

use super::{
    LeadPage,
    view::page,
    write::{self, missing, refuse_taken},
};
use crate::{
    Ctx, audit,
    failure::{Failure, Result},
    jobs::match_leads,
};
use domain::{
    activity::ActivityKind,
    audit::{AuditAction, AuditObject},
    email::Email,
    ids::LeadId,
    refusal::Code,
};
use persistence::{OnUnique, leads};
use serde_json::json;

/// Deleting twice is deleting once.
pub async fn delete(ctx: &Ctx, id: LeadId, seen: Option<i32>) -> Result<()> {
    ctx.write(async |tx| {
        let Some(lead) = leads::lock(tx, id).await? else { return Err(missing(tx, id).await) };
        if lead.deleted_at.is_some() {
            return Ok(());
        }
        write::editable(tx, id, seen).await?;
        write::log(ctx, tx, id, ActivityKind::LeadDeleted, &json!({})).await?;
        leads::bin(tx, &[id], ctx.member.id, ctx.now()).await?;
        audit::record(ctx, tx, AuditAction::Deleted, AuditObject::Lead, id.0, None).await
    })
    .await
}

/// Refused where one of its addresses belongs to another lead by now.
pub async fn restore(ctx: &Ctx, id: LeadId) -> Result<LeadPage> {
    ctx.write(async |tx| {
        let Some(lead) = leads::lock(tx, id).await? else { return Err(missing(tx, id).await) };
        if lead.deleted_at.is_none() {
            return Ok(());
        }
        let detail = leads::find(tx, id).await?.ok_or(Code::NotFound)?;
        let emails: Vec<Email> =
            detail.emails.iter().filter_map(|email| Email::lenient(&email.raw).ok()).collect();
        refuse_taken(ctx, tx, id, &emails).await?;
        leads::unbin(tx, &[id], ctx.now()).await.on_unique(|| Failure::from(Code::LeadExists))?;
        write::log(ctx, tx, id, ActivityKind::LeadRestored, &json!({})).await?;
        match_leads::enqueue(ctx.state(), tx, &[id]).await?;
        audit::record(ctx, tx, AuditAction::Restored, AuditObject::Lead, id.0, None).await
    })
    .await?;
    page(ctx, id).await
}
