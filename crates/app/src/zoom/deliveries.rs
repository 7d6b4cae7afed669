//! What Zoom sent, and what became of it.

use crate::{Ctx, Page, failure::Result};
use domain::{delivery::DeliveryState, ids::DeliveryId};
use persistence::deliveries::{self, Delivery};

pub async fn deliveries(
    ctx: &Ctx,
    state: Option<DeliveryState>,
    before: Option<DeliveryId>,
    limit: u64,
) -> Result<Page<Delivery, DeliveryId>> {
    let (items, more) = deliveries::list(&ctx.read(), state, before, limit).await?;
    let next = items.last().filter(|_| more).map(|delivery| delivery.id);
    Ok(Page { items, next })
}
