//! Unlinking: immediate and local. Zoom keeps sending until the person removes the app there; what comes is
//! acknowledged and dropped, because nobody is linked any more.

use crate::{Ctx, audit, failure::Result};
use domain::{
    audit::{AuditAction, AuditObject},
    ids::ConnectionId,
    refusal::Code,
};
use persistence::{deliveries, zoom};

pub async fn disconnect(ctx: &Ctx, id: ConnectionId) -> Result<()> {
    let was_linked = ctx
        .write(async |tx| {
            deliveries::drop_bodies_of(tx, id).await?;
            let was_linked = zoom::unlink(tx, id).await?;
            if was_linked {
                let object = AuditObject::ZoomConnection;
                audit::record(ctx, tx, AuditAction::Disconnected, object, id.0, None).await?;
            }
            Ok(was_linked)
        })
        .await?;
    if was_linked { Ok(()) } else { Err(Code::NotFound.into()) }
}
