//! The list of leads, newest first.

use crate::{Ctx, Page, failure::Result};
use domain::ids::LeadId;
use persistence::leads::{self, LeadRow};

pub async fn list(ctx: &Ctx, before: Option<LeadId>, limit: u64) -> Result<Page<LeadRow, LeadId>> {
    let (items, more) = leads::list(&ctx.read(), before, limit).await?;
    let next = items.last().filter(|_| more).map(|row| row.lead.id);
    Ok(Page { items, next })
}
