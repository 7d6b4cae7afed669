//! Starting an authorization: a state that only this browser's session can come back with, and a PKCE challenge.

use crate::{Ctx, digest, failure::Result, state::State};
use aws_lc_rs::hmac;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{clock::Instant, entropy::random, ids::ZoomAuthorizationId};
use persistence::zoom;

const LIFE: chrono::Duration = chrono::Duration::minutes(10);

pub struct Authorization {
    /// Zoom's consent page, for the browser to go to.
    pub url: String,
    pub expires_at: Instant,
}

pub async fn authorize(ctx: &Ctx) -> Result<Authorization> {
    let state = ctx.state();
    let gateway = state.zoom()?;
    let word = BASE64_URL_SAFE_NO_PAD.encode(random::<32>(state.entropy.as_ref()));
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(digest(code_verifier(state, &word).as_bytes()));
    let (id, now) = (ZoomAuthorizationId(ctx.new_uuid()), ctx.now());
    let (session, expires_at) = (ctx.member.session_id, now + LIFE);
    ctx.write(async |tx| {
        Ok(zoom::insert_authorization(tx, id, session, digest(word.as_bytes()), now, expires_at).await?)
    })
    .await?;
    Ok(Authorization {
        url: gateway.authorize_url(&state.zoom_redirect_url(), &word, &challenge),
        expires_at,
    })
}

/// The PKCE verifier (RFC 7636) is derived from the state, so that the database holds no secret of a running
/// authorization: only the state's digest.
pub(super) fn code_verifier(state: &State, word: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(hmac::sign(&state.keys.pkce, word.as_bytes()))
}
