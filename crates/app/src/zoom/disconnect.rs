//! Unlinking: immediate and local. Zoom keeps sending until the person removes the app there; what comes is
//! acknowledged and dropped, because nobody is linked any more.

use crate::{Ctx, failure::Result};
use domain::{ids::ConnectionId, refusal::Code};
use persistence::{deliveries, zoom};

pub async fn disconnect(ctx: &Ctx, id: ConnectionId) -> Result<()> {
    let was_linked = ctx
        .write(async |tx| {
            deliveries::drop_bodies_of(tx, id).await?;
            Ok(zoom::unlink(tx, id).await?)
        })
        .await?;
    if was_linked { Ok(()) } else { Err(Code::NotFound.into()) }
}
