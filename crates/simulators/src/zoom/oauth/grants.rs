//! Codes and tokens that were given out. A code lives five minutes and works once; a new authorization ends the
//! user's earlier tokens.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::pkce::Challenge;

pub(super) const CODE_LIFE: TimeDelta = TimeDelta::minutes(5);
pub(super) const ACCESS_TOKEN_LIFE: TimeDelta = TimeDelta::seconds(3_600);
pub(super) const REFRESH_TOKEN_LIFE: TimeDelta = TimeDelta::days(90);

#[derive(Clone, Debug)]
pub(super) struct CodeGrant {
    pub(super) user_id: String,
    pub(super) redirect_uri: String,
    pub(super) challenge: Option<Challenge>,
    pub(super) expires_at: DateTime<Utc>,
}

#[derive(Clone, Debug)]
struct TokenGrant {
    user_id: String,
    expires_at: DateTime<Utc>,
}

/// All codes and tokens that still mean something.
#[derive(Default)]
pub(in crate::zoom) struct Grants {
    codes: HashMap<String, CodeGrant>,
    access: HashMap<String, TokenGrant>,
    refresh: HashMap<String, TokenGrant>,
}

impl Grants {
    pub(super) fn keep_code(&mut self, code: String, grant: CodeGrant) {
        self.codes.insert(code, grant);
    }

    /// A presented code is spent, whatever comes of it.
    pub(super) fn spend_code(&mut self, code: &str, now: DateTime<Utc>) -> Option<CodeGrant> {
        self.codes.remove(code).filter(|grant| now < grant.expires_at)
    }

    /// Replaces all tokens of the user.
    pub(super) fn replace_tokens(
        &mut self,
        user_id: &str,
        access: String,
        refresh: String,
        now: DateTime<Utc>,
    ) {
        self.forget(user_id);
        let grant = |life| TokenGrant { user_id: user_id.to_owned(), expires_at: now + life };
        self.access.insert(access, grant(ACCESS_TOKEN_LIFE));
        self.refresh.insert(refresh, grant(REFRESH_TOKEN_LIFE));
    }

    pub(super) fn spend_refresh_token(&mut self, token: &str, now: DateTime<Utc>) -> Option<String> {
        let grant = self.refresh.remove(token).filter(|grant| now < grant.expires_at)?;
        Some(grant.user_id)
    }

    pub(in crate::zoom) fn user_of(&self, access_token: &str, now: DateTime<Utc>) -> Option<&str> {
        let grant = self.access.get(access_token).filter(|grant| now < grant.expires_at)?;
        Some(&grant.user_id)
    }

    pub(in crate::zoom) fn forget(&mut self, user_id: &str) {
        self.access.retain(|_, grant| grant.user_id != user_id);
        self.refresh.retain(|_, grant| grant.user_id != user_id);
    }

    pub(in crate::zoom) fn forget_everybody(&mut self) {
        self.access.clear();
        self.refresh.clear();
    }
}
