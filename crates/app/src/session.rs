//! Signing up, in and out, and knowing who is asking.

mod authenticate;
mod sign_in;
mod sign_out;
mod sign_up;
mod token;
mod view;

pub use self::sign_in::{SignIn, sign_in};
pub use self::sign_out::sign_out;
pub use self::sign_up::{SignUp, sign_up};
pub use authenticate::{Authenticated, authenticate};
pub use view::{SessionView, view};

use crate::{Ctx, state::State};
use aws_lc_rs::hmac;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::ids::SessionId;

/// A session ends after this long without a request, …
const IDLE: chrono::Duration = chrono::Duration::hours(12);
/// … and after this long whatever happens.
const ABSOLUTE: chrono::Duration = chrono::Duration::days(7);

/// A session just opened: who it is, and what the browser keeps.
pub struct Opened {
    pub ctx: Ctx,
    /// Content of the session cookie.
    pub token: String,
}

/// The word that a page of ours can read and a page of somebody else's cannot. Bound to the session, so it needs no
/// storage and dies with it.
pub(crate) fn csrf_token(state: &State, session: SessionId) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(hmac::sign(&state.keys.csrf, session.0.as_bytes()))
}

pub(crate) fn is_csrf_token(state: &State, session: SessionId, token: &str) -> bool {
    BASE64_URL_SAFE_NO_PAD
        .decode(token)
        .is_ok_and(|tag| hmac::verify(&state.keys.csrf, session.0.as_bytes(), &tag).is_ok())
}
