//! The session cookie's content: a short JWT that names a session row. The row decides; the token only spares the
//! server from looking up names that it never gave out.

use crate::session::IDLE;
use domain::{
    actor::Member,
    clock::Instant,
    ids::{SessionId, UserId},
};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

const ISSUER: &str = "cloop";
const AUDIENCE: &str = "web";
const TYPE: &str = "session";
const KEY_ID: &str = "web-1";
const LIFE: chrono::Duration = chrono::Duration::minutes(10);
const RENEW_AFTER: chrono::Duration = chrono::Duration::minutes(5);
const LEEWAY: chrono::Duration = chrono::Duration::seconds(30);

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    typ: String,
    sub: UserId,
    sid: SessionId,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// A token that is ours and not too old to look up.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub session: SessionId,
    pub user: UserId,
    /// Past half of its life: the answer should carry a new one.
    pub is_stale: bool,
}

pub(super) fn mint(key: &[u8; 32], member: &Member, now: Instant) -> anyhow::Result<String> {
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        typ: TYPE.to_owned(),
        sub: member.user_id,
        sid: member.session_id,
        iat: now.timestamp(),
        nbf: now.timestamp(),
        exp: (now + LIFE).timestamp(),
    };
    let header = Header { kid: Some(KEY_ID.to_owned()), ..Header::new(Algorithm::HS256) };
    Ok(jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(key))?)
}

/// Reads a token. One whose ten minutes are over still names its session, as long as the session could be alive:
/// somebody who opens the laptop after lunch is not signed out, because the row says whether they are.
pub(super) fn read(key: &[u8; 32], token: &str, now: Instant) -> Option<Named> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_audience(&[AUDIENCE]);
    validation.set_issuer(&[ISSUER]);
    validation.set_required_spec_claims(&["exp", "nbf", "aud", "iss", "sub"]);
    // Times are compared below, with our clock instead of the library's.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    let decoded = jsonwebtoken::decode::<Claims>(token, &DecodingKey::from_secret(key), &validation).ok()?;
    let claims = decoded.claims;
    let is_ours = claims.typ == TYPE && decoded.header.kid.as_deref() == Some(KEY_ID);
    let is_begun = claims.nbf <= (now + LEEWAY).timestamp();
    let is_over = claims.exp + IDLE.num_seconds() < now.timestamp();
    (is_ours && is_begun && !is_over).then(|| Named {
        session: claims.sid,
        user: claims.sub,
        is_stale: claims.iat + RENEW_AFTER.num_seconds() <= now.timestamp(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    use domain::{
        ids::{MemberId, WorkspaceId},
        team::LeadScope,
        workspace::Role,
    };
    use uuid::Uuid;

    const KEY: [u8; 32] = [9; 32];

    fn now() -> Instant {
        chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn member() -> Member {
        Member {
            id: MemberId(Uuid::from_u128(1)),
            user_id: UserId(Uuid::from_u128(2)),
            workspace_id: WorkspaceId(Uuid::from_u128(3)),
            session_id: SessionId(Uuid::from_u128(4)),
            role: Role::Owner,
            lead_scope: LeadScope::All,
        }
    }

    #[test]
    fn a_token_names_its_session_until_the_session_could_not_be_alive() {
        let token = mint(&KEY, &member(), now()).unwrap();
        let fresh = read(&KEY, &token, now()).unwrap();
        assert_eq!(
            (fresh.session, fresh.user, fresh.is_stale),
            (member().session_id, member().user_id, false)
        );
        assert!(read(&KEY, &token, now() + RENEW_AFTER).unwrap().is_stale);
        assert!(read(&KEY, &token, now() + IDLE).unwrap().is_stale);
        assert_eq!(read(&KEY, &token, now() + IDLE + LIFE + LEEWAY), None);
        assert_eq!(read(&KEY, &token, now() - LEEWAY * 2), None);
    }

    #[test]
    fn a_token_of_another_key_or_another_shape_is_nobodys() {
        let token = mint(&KEY, &member(), now()).unwrap();
        assert_eq!(read(&[8; 32], &token, now()), None);
        let payload = token.split('.').nth(1).unwrap();
        let claims = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap();
        let signed = |claims: &str, header: Header| {
            let claims: serde_json::Value = serde_json::from_str(claims).unwrap();
            jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(&KEY)).unwrap()
        };
        let header = || Header { kid: Some(KEY_ID.to_owned()), ..Header::new(Algorithm::HS256) };
        assert!(read(&KEY, &signed(&claims, header()), now()).is_some());
        let exp = (now() + LIFE).timestamp();
        for changed in [
            claims.replace(&exp.to_string(), &format!("\"{exp}\"")),
            claims.replace("\"exp\"", "\"ex\""),
            claims.replace("\"web\"", "\"api\""),
            claims.replace("\"session\"", "\"mail\""),
            claims.replace("\"cloop\"", "\"else\""),
        ] {
            assert_ne!(changed, claims);
            assert_eq!(read(&KEY, &signed(&changed, header()), now()), None, "{changed}");
        }
        assert_eq!(read(&KEY, &signed(&claims, Header::new(Algorithm::HS256)), now()), None);
        let unsigned =
            format!("{}.{payload}.", BASE64_URL_SAFE_NO_PAD.encode(r#"{"alg":"none","kid":"web-1"}"#));
        assert_eq!(read(&KEY, &unsigned, now()), None);
    }
}
