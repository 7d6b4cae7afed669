//! A new user, their workspace, and their ownership of it, in one transaction.

use crate::{
    App, Ctx,
    failure::{Failure, Result},
    pipelines,
    session::{Opened, authenticate::expires_at, token},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    actor::Member,
    entropy::random,
    ids::{MemberId, SessionId, UserId, WorkspaceId},
    policy::Reach,
    refusal::{Code, Refusal, Violation},
    team::LeadScope,
    text,
    user::{NewUser, check_password_length},
    workspace::{self, Role},
};
use persistence::{OnUnique, members, sessions, users, workspaces};

pub struct SignUp {
    pub name: String,
    pub email: String,
    pub password: String,
    pub company_name: String,
    /// The network address, for throttling only.
    pub from: String,
}

/// Below this the estimator expects the password to fall within hours of offline guessing.
const MIN_SCORE: zxcvbn::Score = zxcvbn::Score::Three;

pub async fn sign_up(app: &App, form: SignUp) -> Result<Opened> {
    let state = &app.0;
    let (user, company) = parse(&form)?;
    state.throttles.sign_up.check(&form.from)?;
    let password_hash = state.passwords.hash(form.password).await?;

    let now = state.clock.now();
    let member = Member {
        id: MemberId(state.new_uuid()),
        user_id: UserId(state.new_uuid()),
        workspace_id: WorkspaceId(state.new_uuid()),
        session_id: SessionId(state.new_uuid()),
        role: Role::Owner,
        lead_scope: LeadScope::All,
    };
    let workspace = workspaces::Workspace {
        id: member.workspace_id,
        slug: workspace::slug(&company, &slug_suffix(state.entropy.as_ref())),
        name: company,
        locale: "en".to_owned(),
        time_zone: "UTC".to_owned(),
        currency: "EUR".to_owned(),
        country: None,
    };
    let opened = &member;
    state
        .db
        .write_system(async |tx| {
            let taken = || Violation::new("/email", "taken", "Somebody signed up with this address already.");
            users::insert(tx, opened.user_id, &user, &password_hash, now)
                .await
                .on_unique(|| Failure::from(Refusal::new(Code::EmailTaken).at(taken())))?;
            workspaces::insert(tx, &workspace, now).await?;
            let scope = opened.lead_scope;
            members::insert(tx, opened.id, opened.workspace_id, opened.user_id, opened.role, scope, now)
                .await?;
            pipelines::insert_first(state, tx, opened.workspace_id).await?;
            sessions::insert(tx, opened.session_id, opened.id, now, expires_at(now)).await?;
            Ok::<_, Failure>(())
        })
        .await?;
    let token = token::mint(&state.keys.session, &member, now)?;
    Ok(Opened { ctx: Ctx::new(app.clone(), member, Reach::All), token })
}

/// Every wrong field at once, so that nobody has to send the form twice to learn of the second one.
fn parse(form: &SignUp) -> Result<(NewUser, String), Refusal> {
    let mut violations = Vec::new();
    let user = NewUser::parse(&form.name, &form.email).map_err(|wrong| violations.extend(wrong)).ok();
    let company = text::line(&form.company_name, workspace::NAME_MAX);
    if company.is_none() {
        violations.push(Violation::new("/company_name", "required", "Tell us your company's name."));
    }
    match check_password_length("/password", &form.password) {
        Err(wrong) => violations.push(wrong),
        Ok(()) => {
            if strength(form) < MIN_SCORE {
                let detail = "Too easy to guess. A few unrelated words make a strong password.";
                violations.push(Violation::new("/password", "guessable", detail));
            }
        }
    }
    match (user, company) {
        (Some(user), Some(company)) if violations.is_empty() => Ok((user, company)),
        _ => Err(Refusal::invalid(violations)),
    }
}

/// What is left of the password without the words that everybody knows about this person.
fn strength(form: &SignUp) -> zxcvbn::Score {
    let mut secret = form.password.to_lowercase();
    for known in [&form.email, &form.name, &form.company_name] {
        let known = known.to_lowercase();
        for word in known.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2) {
            secret = secret.replace(word, "");
        }
    }
    zxcvbn::zxcvbn(&secret, &[]).score()
}

fn slug_suffix(entropy: &dyn domain::entropy::Entropy) -> String {
    let suffix = BASE64_URL_SAFE_NO_PAD.encode(random::<6>(entropy)).to_lowercase();
    suffix.replace(['-', '_'], "0")
}
