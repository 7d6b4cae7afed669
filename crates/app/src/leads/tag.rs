//! Tags on a lead, one at a time: two people who tag at once lose nothing.

use super::write;
use crate::{Ctx, failure::Result};
use domain::{
    activity::ActivityKind,
    ids::{LeadId, TagId},
    refusal::Code,
};
use persistence::{leads, tags};
use serde_json::json;

pub async fn tag(ctx: &Ctx, lead: LeadId, tag: TagId) -> Result<()> {
    ctx.write(async |tx| {
        write::editable(tx, lead, None).await?;
        let named = tags::find(tx, &[tag]).await?.pop().ok_or(Code::NotFound)?;
        if !tags::add(tx, &[lead], tag, ctx.now()).await?.is_empty() {
            write::log(ctx, tx, lead, ActivityKind::Tagged, &json!({"tag": named.name})).await?;
            leads::renew(tx, &[lead], ctx.now()).await?;
        }
        Ok(())
    })
    .await
}

pub async fn untag(ctx: &Ctx, lead: LeadId, tag: TagId) -> Result<()> {
    ctx.write(async |tx| {
        write::editable(tx, lead, None).await?;
        let named = tags::find(tx, &[tag]).await?.pop().ok_or(Code::NotFound)?;
        if !tags::remove(tx, &[lead], tag).await?.is_empty() {
            write::log(ctx, tx, lead, ActivityKind::Untagged, &json!({"tag": named.name})).await?;
            leads::renew(tx, &[lead], ctx.now()).await?;
        }
        Ok(())
    })
    .await
}
