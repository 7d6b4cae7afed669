//! Signing in. A wrong password and an unknown address look the same and take the same time.

use crate::{
    App, Ctx,
    failure::{Failure, Result},
    session::{Opened, authenticate::expires_at, token},
};
use domain::{email::Email, ids::SessionId, refusal::Code};
use persistence::{members, sessions, users};

pub struct SignIn {
    pub email: String,
    pub password: String,
    /// The network address, for throttling only.
    pub from: String,
}

pub async fn sign_in(app: &App, form: SignIn) -> Result<Opened> {
    let state = &app.0;
    let address = Email::lenient(&form.email).map(|email| email.normalized().to_owned()).unwrap_or_default();
    state.throttles.sign_in.check(&form.from)?;
    state.throttles.account.check(&address)?;

    let known = users::credentials(&state.db.read_system(), &address).await?;
    let user = known.as_ref().map(|known| known.user_id);
    let is_right = state.passwords.verify(form.password, known.map(|known| known.password_hash)).await?;
    let (Some(user), true) = (user, is_right) else {
        return Err(Code::WrongCredentials.into());
    };

    let member = members::first_of(&state.db.read_system(), user).await?.ok_or(Code::WrongCredentials)?;
    let (now, session) = (state.clock.now(), SessionId(state.new_uuid()));
    let opened = state
        .db
        .write_system(async |tx| {
            sessions::insert(tx, session, member, now, expires_at(now)).await?;
            Ok::<_, Failure>(sessions::find(tx, session).await?)
        })
        .await?;
    let opened = opened.ok_or(Code::WrongCredentials)?;
    let token = token::mint(&state.keys.session, &opened.member, now)?;
    Ok(Opened { ctx: Ctx::new(app.clone(), opened.member, opened.reach), token })
}
