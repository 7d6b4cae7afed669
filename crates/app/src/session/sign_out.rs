//! Signing out: the row goes, and with it the session, at once and everywhere.

use crate::{Ctx, failure::Result};
use persistence::sessions;

pub async fn sign_out(ctx: &Ctx) -> Result<()> {
    let session = ctx.member.session_id;
    Ok(ctx.state().db.write_system(async |tx| sessions::delete(tx, session).await).await?)
}
