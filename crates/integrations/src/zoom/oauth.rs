//! The authorization code flow with PKCE. `identify` is the one function in which tokens exist.

use crate::{egress::send, zoom::app::ZoomApp};
use anyhow::Context;
use domain::{
    email::MAX_LENGTH,
    ports::ZoomAuthorizationError,
    text,
    zoom::{ZoomIdentity, ZoomUserKey},
};
use reqwest::{StatusCode, header};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

const NAME_MAX: usize = 255;
const ID_MAX: usize = 64;

pub(super) fn authorize_url(app: &ZoomApp, redirect_url: &str, state: &str, code_challenge: &str) -> String {
    let mut url = at(&app.oauth_url, "/oauth/authorize");
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &app.client_id)
        .append_pair("redirect_uri", redirect_url)
        .append_pair("state", state)
        .append_pair("code_challenge", code_challenge)
        .append_pair("code_challenge_method", "S256");
    url.into()
}

#[derive(Deserialize)]
struct Token {
    access_token: SecretString,
}

#[derive(Deserialize)]
struct TokenError {
    error: Option<String>,
}

#[derive(Deserialize)]
struct Profile {
    id: Option<String>,
    account_id: Option<String>,
    display_name: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    email: Option<String>,
}

/// Code → token → profile. The token is dropped, and wiped, before this returns. It is not revoked: revoking would
/// remove the app from the person's Zoom account, and with it every webhook.
pub(super) async fn identify(
    app: &ZoomApp,
    code: &str,
    redirect_url: &str,
    code_verifier: &str,
) -> Result<ZoomIdentity, ZoomAuthorizationError> {
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", redirect_url),
        ("code_verifier", code_verifier),
    ];
    let request = app
        .egress
        .post(at(&app.oauth_url, "/oauth/token"))
        .basic_auth(&app.client_id, Some(app.client_secret.expose_secret()))
        .form(&form);
    let answer = send(request).await.map_err(unavailable)?;
    if answer.status != StatusCode::OK {
        let error = serde_json::from_slice::<TokenError>(&answer.body).ok().and_then(|body| body.error);
        let error = error.filter(|error| is_error_code(error));
        return Err(match error.as_deref() {
            Some("invalid_grant") => ZoomAuthorizationError::CodeRejected,
            // Our credentials, our request: the operator's problem, not the person's.
            error => {
                unavailable(anyhow::anyhow!("token endpoint: {} {}", answer.status, error.unwrap_or("-")))
            }
        });
    }
    let token: Token = parse(&answer.body, "token").map_err(unavailable)?;

    let mut bearer = header::HeaderValue::try_from(format!("Bearer {}", token.access_token.expose_secret()))
        .map_err(|_| unavailable(anyhow::anyhow!("the token is no header value")))?;
    bearer.set_sensitive(true);
    let request = app.egress.get(at(&app.api_url, "/v2/users/me")).header(header::AUTHORIZATION, bearer);
    let answer = send(request).await.map_err(unavailable)?;
    if answer.status != StatusCode::OK {
        return Err(unavailable(anyhow::anyhow!("users/me: {}", answer.status)));
    }
    let profile: Profile = parse(&answer.body, "users/me").map_err(unavailable)?;
    identity(profile).context("users/me names no account and user").map_err(unavailable)
}

/// A code such as `invalid_client`. Anything longer could quote what was sent, and ends in a log.
fn is_error_code(text: &str) -> bool {
    text.len() <= 32 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// Without the cause's text: a parser quotes what it could not read.
fn parse<'a, T: Deserialize<'a>>(body: &'a [u8], what: &str) -> anyhow::Result<T> {
    serde_json::from_slice(body).map_err(|_| anyhow::anyhow!("{what}: unexpected answer"))
}

fn identity(profile: Profile) -> Option<ZoomIdentity> {
    let word = |text: Option<String>, max| text.and_then(|text| text::line(&text, max));
    let id = |text: Option<String>| text.filter(|id| (1..=ID_MAX).contains(&id.len()));
    let full_name = || {
        let names = [word(profile.first_name, NAME_MAX), word(profile.last_name, NAME_MAX)];
        word(Some(names.into_iter().flatten().collect::<Vec<_>>().join(" ")), NAME_MAX)
    };
    let email = word(profile.email, MAX_LENGTH).unwrap_or_default();
    Some(ZoomIdentity {
        key: ZoomUserKey { account_id: id(profile.account_id)?, user_id: id(profile.id)? },
        name: word(profile.display_name, NAME_MAX).or_else(full_name).unwrap_or_else(|| email.clone()),
        email,
    })
}

fn unavailable(cause: anyhow::Error) -> ZoomAuthorizationError {
    ZoomAuthorizationError::Unavailable(cause.into())
}

fn at(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(path);
    url
}
