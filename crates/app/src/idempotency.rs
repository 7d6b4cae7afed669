//! Creating once for each key that a client gives.

use crate::{Ctx, failure::Result};
use domain::{ids::IdempotencyKeyId, refusal::Code};
use persistence::{
    WorkspaceTx,
    idempotency::{self, Key},
};
use uuid::Uuid;

/// Runs `create` for the id `fresh`, unless the key has made something already. Returns the id of what there is now.
pub(crate) async fn once(
    ctx: &Ctx,
    tx: &WorkspaceTx,
    key: Option<&Key>,
    fresh: Uuid,
    create: impl AsyncFnOnce() -> Result<()>,
) -> Result<Uuid> {
    let Some(key) = key else {
        create().await?;
        return Ok(fresh);
    };
    if let Some(made) = idempotency::find(tx, ctx.member.id, key).await? {
        if made.request_hash != key.request_hash {
            return Err(Code::IdempotencyMismatch.into());
        }
        return Ok(made.id);
    }
    create().await?;
    let id = IdempotencyKeyId(ctx.new_uuid());
    idempotency::remember(tx, id, ctx.member.id, key, fresh, ctx.now()).await?;
    Ok(fresh)
}
