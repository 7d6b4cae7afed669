//! The tags of a workspace.

use crate::{
    Ctx, audit,
    failure::{Failure, Result},
    idempotency, rules,
};
use domain::{
    audit::{AuditAction, AuditObject},
    ids::TagId,
    refusal::{Code, Refusal, Violation},
    tag::{self, TagColor},
    text,
};
use persistence::{OnUnique, WorkspaceTx, idempotency::Key, tags};

pub use persistence::tags::Tag;

/// By name.
pub async fn list(ctx: &Ctx) -> Result<Vec<Tag>> {
    Ok(tags::list(&ctx.read()).await?)
}

fn name(raw: &str) -> Result<String> {
    let missing = || Refusal::invalid(vec![Violation::new("/name", "required", "Give it a name.")]);
    Ok(text::line(raw, tag::NAME_MAX).ok_or_else(missing)?)
}

fn taken() -> Failure {
    Refusal::new(Code::NameTaken).at(Violation::new("/name", "taken", "Another tag has this name.")).into()
}

async fn record(ctx: &Ctx, tx: &WorkspaceTx, action: AuditAction, tag: &Tag) -> Result<()> {
    audit::record(ctx, tx, action, AuditObject::Tag, tag.id.0, Some(&tag.name)).await
}

async fn find(ctx: &Ctx, id: TagId) -> Result<Tag> {
    Ok(tags::find(&ctx.read(), &[id]).await?.pop().ok_or(Code::NotFound)?)
}

pub async fn create(ctx: &Ctx, raw: &str, color: TagColor, key: Option<Key>) -> Result<Tag> {
    let new = Tag { id: TagId(ctx.new_uuid()), name: name(raw)?, color };
    let made = ctx
        .write(async |tx| {
            let insert = async || {
                if tags::count(tx).await? >= tag::TAGS_MAX as u64 {
                    return Err(Code::LimitReached.into());
                }
                tags::insert(tx, &new, ctx.now()).await.on_unique(taken)?;
                record(ctx, tx, AuditAction::Created, &new).await
            };
            idempotency::once(ctx, tx, key.as_ref(), new.id.0, insert).await
        })
        .await?;
    find(ctx, TagId(made)).await
}

pub async fn update(ctx: &Ctx, id: TagId, raw: Option<&str>, color: Option<TagColor>) -> Result<Tag> {
    let name = raw.map(name).transpose()?;
    ctx.write(async |tx| {
        let known = tags::find(tx, &[id]).await?.pop().ok_or(Code::NotFound)?;
        let tag = Tag { id, name: name.clone().unwrap_or(known.name), color: color.unwrap_or(known.color) };
        tags::update(tx, &tag).await.on_unique(taken)?;
        record(ctx, tx, AuditAction::Changed, &tag).await
    })
    .await?;
    find(ctx, id).await
}

pub async fn delete(ctx: &Ctx, id: TagId) -> Result<()> {
    ctx.write(async |tx| {
        let known = tags::find(tx, &[id]).await?.pop().ok_or(Code::NotFound)?;
        tags::delete(tx, id).await?;
        record(ctx, tx, AuditAction::Deleted, &known).await?;
        rules::leads_changed_at_once(ctx.state(), tx).await
    })
    .await
}
