//! The authorization request: its checks, and the redirect that a decision leads to.

use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};
use url::Url;

use super::grants::{CODE_LIFE, CodeGrant};
use super::pkce::Challenge;
use crate::zoom::account::Zoom;
use crate::zoom::config::TokenKind;

/// What the consent page does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "decision")]
pub enum Consent {
    Allow { user_id: String },
    Decline,
}

/// The query of `GET /oauth/authorize`.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct AuthorizationRequest {
    pub(super) response_type: Option<String>,
    pub(super) client_id: Option<String>,
    pub(super) redirect_uri: Option<String>,
    pub(super) state: Option<String>,
    pub(super) code_challenge: Option<String>,
    pub(super) code_challenge_method: Option<String>,
}

impl Zoom {
    /// Answers the consent page at once from now on, or shows it again when `None`.
    pub fn set_auto_consent(&self, consent: Option<Consent>) {
        self.known.lock().auto_consent = consent;
    }

    /// Lets `user_id` allow the request of `authorize_url`; the result is where Zoom would send the browser.
    pub fn authorize(&self, authorize_url: &str, user_id: &str) -> anyhow::Result<String> {
        let consent = Consent::Allow { user_id: user_id.to_owned() };
        self.conclude(&request_of(authorize_url)?, &consent)
    }

    /// Declines the request of `authorize_url`; the result is where Zoom would send the browser.
    pub fn decline(&self, authorize_url: &str) -> anyhow::Result<String> {
        self.conclude(&request_of(authorize_url)?, &Consent::Decline)
    }

    /// Checks the request. Zoom shows these errors on a page of its own and sends the browser nowhere.
    pub(super) fn check(&self, request: &AuthorizationRequest) -> anyhow::Result<(Url, Option<Challenge>)> {
        ensure!(request.client_id.as_deref() == Some(self.client_id()), "Invalid client id (4702)");
        ensure!(request.response_type.as_deref() == Some("code"), "Invalid response type (4700)");
        let redirect_uri = request.redirect_uri.as_ref().context("Missing redirect address (4709)")?;
        ensure!(self.config.redirect_uris.contains(redirect_uri), "Invalid redirect address (4709)");
        let challenge = request.code_challenge.as_deref().map(|value| {
            let challenge = Challenge::new(request.code_challenge_method.as_deref(), value);
            challenge.context("Invalid code challenge method (4700)")
        });
        Ok((Url::parse(redirect_uri)?, challenge.transpose()?))
    }

    pub(super) fn conclude(
        &self,
        request: &AuthorizationRequest,
        consent: &Consent,
    ) -> anyhow::Result<String> {
        let (mut target, challenge) = self.check(request)?;
        let redirect_uri = request.redirect_uri.clone().unwrap_or_default();
        match consent {
            Consent::Decline => {
                target.query_pairs_mut().append_pair("error", "access_denied");
            }
            Consent::Allow { user_id } => {
                let code = self.mint(TokenKind::Code);
                let expires_at = self.now() + CODE_LIFE;
                let mut known = self.known.lock();
                let user_id = known.user(user_id)?.id.clone();
                known
                    .grants
                    .keep_code(code.clone(), CodeGrant { user_id, redirect_uri, challenge, expires_at });
                target.query_pairs_mut().append_pair("code", &code);
            }
        }
        if let Some(state) = &request.state {
            target.query_pairs_mut().append_pair("state", state);
        }
        Ok(target.into())
    }
}

fn request_of(authorize_url: &str) -> anyhow::Result<AuthorizationRequest> {
    let url = Url::parse(authorize_url).context("the authorize address is no URL")?;
    ensure!(url.path() == "/oauth/authorize", "{} is not the authorize endpoint", url.path());
    let query = actix_web::web::Query::<AuthorizationRequest>::from_query(url.query().unwrap_or_default());
    Ok(query.context("the query of the authorize address cannot be read")?.into_inner())
}
