//! From a cookie to an actor. The session row and the member's role are read at every request, so signing out,
//! removal and a new role take effect at once.

use crate::{
    App, Ctx,
    failure::Result,
    session::{ABSOLUTE, IDLE, csrf_token, is_csrf_token, token},
};
use domain::{
    clock::Instant,
    policy::{self, Permission},
    refusal::{Code, Refusal},
};
use persistence::sessions;

/// Writing "last seen" at every request would make every read a write.
const SEEN_GRANULARITY: chrono::Duration = chrono::Duration::minutes(1);

/// Somebody who is signed in, before it is asked what they may do.
pub struct Authenticated {
    ctx: Ctx,
    /// A new cookie for the browser, when the old one is half used up.
    pub renewed: Option<String>,
}

pub async fn authenticate(app: &App, cookie: &str) -> Result<Authenticated> {
    let state = &app.0;
    let now = state.clock.now();
    let named = token::read(&state.keys.session, cookie, now).ok_or(Code::Unauthenticated)?;
    let session =
        sessions::find(&state.db.read_system(), named.session).await?.ok_or(Code::Unauthenticated)?;
    if session.member.user_id != named.user || !is_alive(session.last_seen_at, session.expires_at, now) {
        return Err(Code::Unauthenticated.into());
    }
    if session.last_seen_at + SEEN_GRANULARITY <= now {
        state.db.write_system(async |tx| sessions::touch(tx, named.session, now).await).await?;
    }
    let renewed =
        if named.is_stale { Some(token::mint(&state.keys.session, &session.member, now)?) } else { None };
    Ok(Authenticated { ctx: Ctx::new(app.clone(), session.member, session.reach), renewed })
}

fn is_alive(last_seen_at: Instant, expires_at: Instant, now: Instant) -> bool {
    now < last_seen_at + IDLE && now < expires_at
}

impl Authenticated {
    pub fn is_csrf_token(&self, token: &str) -> bool {
        is_csrf_token(self.ctx.state(), self.ctx.member.session_id, token)
    }

    /// The reach of somebody who may do this kind of thing.
    pub fn permit(self, permission: Permission) -> Result<Ctx> {
        if policy::allows(self.ctx.member.role, permission) {
            return Ok(self.ctx);
        }
        let role = self.ctx.member.role;
        Err(Refusal::new(Code::Forbidden).detail(format!("The role “{role}” does not allow this.")).into())
    }
}

impl Ctx {
    pub fn csrf_token(&self) -> String {
        csrf_token(self.state(), self.member.session_id)
    }

    /// Whether the session that opened this is still alive: for streams, which outlive their request's check.
    pub async fn is_signed_in(&self) -> Result<bool> {
        let session = sessions::find(&self.state().db.read_system(), self.member.session_id).await?;
        Ok(session.is_some_and(|session| {
            is_alive(session.last_seen_at, session.expires_at, self.now())
                && session.member.role == self.member.role
                && session.reach == *self.reach()
        }))
    }
}

/// The row of a new session lives no longer than this.
pub(super) fn expires_at(now: Instant) -> Instant {
    now + ABSOLUTE
}
