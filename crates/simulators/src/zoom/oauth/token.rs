//! `POST /oauth/token`: code for tokens, refresh token for tokens.

use std::collections::HashMap;

use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;

use super::basic::{self, Refusal};
use crate::zoom::account::Zoom;
use crate::zoom::config::TokenKind;
use crate::zoom::fault::Endpoint;

pub(super) async fn exchange(zoom: Data<Zoom>, request: HttpRequest, body: Bytes) -> HttpResponse {
    if let Some(answer) = zoom.trouble(Endpoint::Token).await {
        return answer;
    }
    let fields = basic::fields(&request, &body);
    let granted = basic::check_client(&zoom, &request).and_then(|()| {
        match fields.get("grant_type").map(String::as_str) {
            Some("authorization_code") => zoom.redeem_code(&fields),
            Some("refresh_token") => zoom.renew(&fields),
            Some(_) => Err(Refusal::grant_type()),
            None => Err(Refusal::request("Missing grant type")),
        }
    });
    granted.unwrap_or_else(|refusal| refusal.answer())
}

impl Zoom {
    /// Forgets all tokens, as if an hour and ninety days had passed.
    pub fn expire_tokens(&self) {
        self.known.lock().grants.forget_everybody();
    }

    pub(super) fn mint(&self, kind: TokenKind) -> String {
        let made = self.config.mint.as_ref().map(|mint| mint(kind));
        let word = match kind {
            TokenKind::Code => "code",
            TokenKind::Access => "access",
            TokenKind::Refresh => "refresh",
        };
        made.unwrap_or_else(|| format!("{}-{word}-{}", self.config.canary, self.random.id()))
    }

    fn redeem_code(&self, fields: &HashMap<String, String>) -> Result<HttpResponse, Refusal> {
        let code = fields.get("code").ok_or(Refusal::request("Missing authorization code"))?;
        let now = self.now();
        let grant = self.known.lock().grants.spend_code(code, now);
        let grant = grant.ok_or(Refusal::grant("Invalid authorization code"))?;
        if fields.get("redirect_uri") != Some(&grant.redirect_uri) {
            return Err(Refusal::grant("Redirect URI mismatch"));
        }
        if let Some(challenge) = &grant.challenge {
            let verifier = fields.get("code_verifier").ok_or(Refusal::request("Missing code verifier"))?;
            if !challenge.is_met_by(verifier) {
                return Err(Refusal::grant("Invalid code verifier"));
            }
        }
        self.known.lock().installed.insert(grant.user_id.clone());
        Ok(self.tokens_for(&grant.user_id))
    }

    fn renew(&self, fields: &HashMap<String, String>) -> Result<HttpResponse, Refusal> {
        let token = fields.get("refresh_token").ok_or(Refusal::request("Missing refresh token"))?;
        let user_id = self.known.lock().grants.spend_refresh_token(token, self.now());
        let user_id = user_id.ok_or(Refusal::grant("Invalid Token!"))?;
        Ok(self.tokens_for(&user_id))
    }

    fn tokens_for(&self, user_id: &str) -> HttpResponse {
        let (access, refresh) = (self.mint(TokenKind::Access), self.mint(TokenKind::Refresh));
        let now = self.now();
        self.known.lock().grants.replace_tokens(user_id, access.clone(), refresh.clone(), now);
        HttpResponse::Ok().json(json!({
            "access_token": access,
            "token_type": "bearer",
            "refresh_token": refresh,
            "expires_in": 3599,
            "scope": self.config.scopes.join(" "),
            "api_url": self.config.api_url.as_deref().unwrap_or(&self.base_url),
        }))
    }
}
