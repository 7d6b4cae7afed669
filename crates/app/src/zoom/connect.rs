//! Coming back from Zoom: the state is used up, the code traded for an identity, the identity linked. The tokens
//! lived and died inside the gateway.

use super::authorize::code_verifier;
use crate::{
    Ctx, audit, digest,
    failure::{Failure, Result},
    zoom::ConnectionCard,
};
use domain::{
    audit::{AuditAction, AuditObject},
    ids::ConnectionId,
    ports::ZoomAuthorizationError,
    refusal::{Code, Refusal},
};
use persistence::{OnUnique, WorkspaceTx, zoom};

/// Longer than any code or state Zoom or we make; more is somebody playing.
const WORD_MAX: usize = 2_048;

pub async fn connect(ctx: &Ctx, code: &str, word: &str) -> Result<ConnectionCard> {
    let state = ctx.state();
    let gateway = state.zoom()?;
    if word.len() > WORD_MAX || code.len() > WORD_MAX {
        return Err(Code::AuthorizationMismatch.into());
    }
    // Committed before Zoom is asked: an authorization is tried once, however it ends.
    let session = ctx.member.session_id;
    let good_until = ctx
        .write(async |tx| Ok(zoom::take_authorization(tx, session, digest(word.as_bytes())).await?))
        .await?;
    if good_until.ok_or(Code::AuthorizationMismatch)? < ctx.now() {
        return Err(Code::AuthorizationExpired.into());
    }

    let verifier = code_verifier(state, word);
    let identity = gateway.identify(code, &state.zoom_redirect_url(), &verifier).await.map_err(refuse)?;

    let (id, by, now) = (ConnectionId(ctx.new_uuid()), ctx.member.id, ctx.now());
    let connection = ctx
        .write(async |tx| {
            if let Some(renewed) = zoom::relink(tx, &identity, by, now).await? {
                record(ctx, tx, renewed.id).await?;
                return Ok(renewed);
            }
            // A second workspace is refused without revoking the token in hand: revoking uninstalls the app for
            // this Zoom user, which would cut off the workspace that has them. The token is dropped and expires.
            let linked = zoom::link(tx, id, &identity, by, now).await;
            let linked = linked.on_unique(|| Failure::code(Code::ZoomAlreadyLinked))?;
            record(ctx, tx, linked.id).await?;
            Ok(linked)
        })
        .await?;
    ConnectionCard::of(ctx, connection).await
}

async fn record(ctx: &Ctx, tx: &WorkspaceTx, id: ConnectionId) -> Result<()> {
    audit::record(ctx, tx, AuditAction::Connected, AuditObject::ZoomConnection, id.0, None).await
}

fn refuse(error: ZoomAuthorizationError) -> Failure {
    match error {
        ZoomAuthorizationError::CodeRejected => Code::ZoomCodeRejected.into(),
        ZoomAuthorizationError::Unavailable(cause) => {
            log::warn!(error = format!("{cause}"); "zoom could not be asked who authorized");
            Refusal::new(Code::ZoomUnavailable).into()
        }
    }
}
