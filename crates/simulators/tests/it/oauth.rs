//! Consent, codes, tokens, revocation.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::Context;
use chrono::DateTime;
use reqwest::StatusCode;
use serde_json::{Value, json};
use simulators::zoom::{COLLEAGUE, Consent, DEFAULT_HOST, Endpoint, Fault, ZoomSim, ZoomSimConfig};
use url::Url;

use crate::fixture::{self, shape};
use crate::world::{REDIRECT, client};

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const S256: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn authorize_url(zoom: &ZoomSim, extra: &[(&str, &str)]) -> anyhow::Result<String> {
    let mut url = Url::parse(zoom.url())?.join("/oauth/authorize")?;
    let basics = [("response_type", "code"), ("client_id", zoom.client_id()), ("redirect_uri", REDIRECT)];
    url.query_pairs_mut().extend_pairs(basics).append_pair("state", "a b&c").extend_pairs(extra);
    Ok(url.into())
}

fn field(redirect: &str, name: &str) -> anyhow::Result<String> {
    let url = Url::parse(redirect)?;
    let value = url.query_pairs().find(|(field, _)| field == name).map(|(_, value)| value.into_owned());
    value.with_context(|| format!("no {name} in {redirect}"))
}

fn code(zoom: &ZoomSim, extra: &[(&str, &str)]) -> anyhow::Result<String> {
    field(&zoom.authorize(&authorize_url(zoom, extra)?, DEFAULT_HOST)?, "code")
}

async fn post(zoom: &ZoomSim, path: &str, form: &[(&str, &str)]) -> anyhow::Result<(StatusCode, Value)> {
    let request = client().post(format!("{}{path}", zoom.url())).form(form);
    let answer = request.basic_auth(zoom.client_id(), Some(zoom.client_secret())).send().await?;
    Ok((answer.status(), answer.json().await?))
}

async fn redeem(zoom: &ZoomSim, code: &str, extra: &[(&str, &str)]) -> anyhow::Result<(StatusCode, Value)> {
    let basics = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", REDIRECT)];
    post(zoom, "/oauth/token", &[basics.as_slice(), extra].concat()).await
}

async fn me(zoom: &ZoomSim, token: &Value) -> anyhow::Result<(StatusCode, Value)> {
    let request = client().get(format!("{}/v2/users/me", zoom.url()));
    let answer = request.bearer_auth(token.as_str().unwrap_or_default()).send().await?;
    Ok((answer.status(), answer.json().await?))
}

#[tokio::test]
async fn a_code_becomes_tokens_that_tell_who_the_user_is() -> anyhow::Result<()> {
    let config = ZoomSimConfig { canary: "canary-7f3a".to_owned(), ..ZoomSimConfig::default() };
    let zoom = ZoomSim::start(config)?;
    let (status, tokens) = redeem(&zoom, &code(&zoom, &[])?, &[]).await?;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(shape(&tokens), shape(&fixture::read("oauth/token_response.json")?));
    assert_eq!(tokens["api_url"], zoom.url());
    for token in ["access_token", "refresh_token"] {
        assert!(tokens[token].as_str().is_some_and(|token| token.starts_with("canary-7f3a-")));
    }
    let (status, profile) = me(&zoom, &tokens["access_token"]).await?;
    assert_eq!((status, &profile), (StatusCode::OK, &fixture::read("oauth/users_me.json")?));
    assert!(zoom.is_installed(DEFAULT_HOST) && !zoom.is_installed(COLLEAGUE));
    Ok(())
}

#[tokio::test]
async fn a_code_works_once() -> anyhow::Result<()> {
    let zoom = ZoomSim::start(ZoomSimConfig::default())?;
    let code = code(&zoom, &[])?;
    assert_eq!(redeem(&zoom, &code, &[]).await?.0, StatusCode::OK);
    let (status, error) = redeem(&zoom, &code, &[]).await?;
    assert_eq!(
        (status, error),
        (StatusCode::BAD_REQUEST, fixture::read("oauth/token_error_invalid_grant.json")?)
    );
    Ok(())
}

#[tokio::test]
async fn a_code_lives_five_minutes() -> anyhow::Result<()> {
    let seconds = Arc::new(AtomicI64::new(1_796_203_868));
    let read = Arc::clone(&seconds);
    let clock =
        Arc::new(move || DateTime::from_timestamp(read.load(Ordering::SeqCst), 0).unwrap_or_default());
    let zoom = ZoomSim::start(ZoomSimConfig { clock, ..ZoomSimConfig::default() })?;
    let (in_time, late) = (code(&zoom, &[])?, code(&zoom, &[])?);
    seconds.fetch_add(299, Ordering::SeqCst);
    assert_eq!(redeem(&zoom, &in_time, &[]).await?.0, StatusCode::OK);
    seconds.fetch_add(1, Ordering::SeqCst);
    assert_eq!(redeem(&zoom, &late, &[]).await?.1["error"], "invalid_grant");
    Ok(())
}

#[tokio::test]
async fn the_verifier_must_meet_the_challenge() -> anyhow::Result<()> {
    let zoom = ZoomSim::start(ZoomSimConfig::default())?;
    let s256 = [("code_challenge", S256), ("code_challenge_method", "S256")];
    let plain = [("code_challenge", VERIFIER)];
    let right = [("code_verifier", VERIFIER)];
    let wrong = [("code_verifier", "something-else")];
    assert_eq!(redeem(&zoom, &code(&zoom, &s256)?, &right).await?.0, StatusCode::OK);
    assert_eq!(redeem(&zoom, &code(&zoom, &plain)?, &right).await?.0, StatusCode::OK);
    assert_eq!(redeem(&zoom, &code(&zoom, &s256)?, &wrong).await?.1["error"], "invalid_grant");
    assert_eq!(redeem(&zoom, &code(&zoom, &plain)?, &wrong).await?.1["error"], "invalid_grant");
    assert_eq!(redeem(&zoom, &code(&zoom, &s256)?, &[]).await?.1["error"], "invalid_request");
    Ok(())
}

#[tokio::test]
async fn wrong_redirects_clients_and_grant_types_are_refused() -> anyhow::Result<()> {
    let zoom = ZoomSim::start(ZoomSimConfig::default())?;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code(&zoom, &[])?),
        ("redirect_uri", "http://127.0.0.1/"),
    ];
    assert_eq!(post(&zoom, "/oauth/token", &form).await?.1["error"], "invalid_grant");
    let form = [("grant_type", "client_credentials")];
    assert_eq!(post(&zoom, "/oauth/token", &form).await?.1["error"], "unsupported_grant_type");
    let request =
        client().post(format!("{}/oauth/token", zoom.url())).form(&form).basic_auth("someone", Some("x"));
    let answer = request.send().await?;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(answer.json::<Value>().await?, fixture::read("oauth/token_error_invalid_client.json")?);
    Ok(())
}

#[tokio::test]
async fn a_new_authorization_ends_earlier_tokens_and_refresh_tokens_rotate() -> anyhow::Result<()> {
    let zoom = ZoomSim::start(ZoomSimConfig::default())?;
    let (_, first) = redeem(&zoom, &code(&zoom, &[])?, &[]).await?;
    let (_, second) = redeem(&zoom, &code(&zoom, &[])?, &[]).await?;
    assert_eq!(me(&zoom, &first["access_token"]).await?.0, StatusCode::UNAUTHORIZED);
    assert_eq!(me(&zoom, &second["access_token"]).await?.0, StatusCode::OK);
    let refresh_token = second["refresh_token"].as_str().context("no refresh token")?;
    let form = [("grant_type", "refresh_token"), ("refresh_token", refresh_token)];
    let (status, third) = post(&zoom, "/oauth/token", &form).await?;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(me(&zoom, &third["access_token"]).await?.0, StatusCode::OK);
    assert_eq!(post(&zoom, "/oauth/token", &form).await?.0, StatusCode::BAD_REQUEST);
    Ok(())
}

#[tokio::test]
async fn revoking_removes_the_app_and_sends_the_deauthorization() -> anyhow::Result<()> {
    let zoom = ZoomSim::start(ZoomSimConfig::default())?;
    let (_, tokens) = redeem(&zoom, &code(&zoom, &[])?, &[]).await?;
    let token = tokens["access_token"].as_str().context("no access token")?;
    let (status, answer) = post(&zoom, "/oauth/revoke", &[("token", token)]).await?;
    assert_eq!((status, answer), (StatusCode::OK, fixture::read("oauth/revoke_response.json")?));
    assert!(!zoom.is_installed(DEFAULT_HOST));
    assert_eq!(me(&zoom, &tokens["access_token"]).await?.0, StatusCode::UNAUTHORIZED);
    assert!(zoom.ledger().iter().any(|delivery| delivery.event == "app_deauthorized"));
    Ok(())
}

#[tokio::test]
async fn the_consent_page_leads_back_to_the_app() -> anyhow::Result<()> {
    let zoom = ZoomSim::start(ZoomSimConfig::default())?;
    let url = authorize_url(&zoom, &[])?;
    let page = client().get(&url).send().await?;
    assert_eq!(page.status(), StatusCode::OK);
    let page = page.text().await?;
    assert!(page.contains("Cloop") && page.contains("user:read:user") && page.contains("Maren Ostrow"));
    let form = [("decision", "allow"), ("user_id", COLLEAGUE)];
    let answer = client().post(&url).form(&form).send().await?;
    assert_eq!(answer.status(), StatusCode::FOUND);
    let target = answer.headers()["location"].to_str()?;
    assert!(target.starts_with(REDIRECT));
    assert_eq!(field(target, "state")?, "a b&c");
    redeem(&zoom, &field(target, "code")?, &[]).await?;
    assert!(zoom.is_installed(COLLEAGUE));
    Ok(())
}

#[tokio::test]
async fn declining_leads_back_with_an_error_and_bad_requests_nowhere() -> anyhow::Result<()> {
    let zoom = ZoomSim::start(ZoomSimConfig::default())?;
    let url = authorize_url(&zoom, &[])?;
    assert_eq!(field(&zoom.decline(&url)?, "error")?, "access_denied");
    zoom.set_auto_consent(Some(Consent::Decline));
    let answer = client().get(&url).send().await?;
    assert_eq!(field(answer.headers()["location"].to_str()?, "state")?, "a b&c");
    for bad in [
        url.replace("8080", "8081"),
        url.replace("response_type=code", "response_type=token"),
        url.replace("client_id=", "client_id=x"),
    ] {
        let answer = client().get(bad).send().await?;
        assert_eq!((answer.status(), answer.headers().get("location")), (StatusCode::BAD_REQUEST, None));
    }
    Ok(())
}

#[tokio::test]
async fn calls_go_wrong_on_demand_and_right_afterwards() -> anyhow::Result<()> {
    let zoom = ZoomSim::start(ZoomSimConfig::default())?;
    zoom.fail_next(Endpoint::Token, Fault::ServerError, 1);
    let request = || client().post(format!("{}/oauth/token", zoom.url())).form(&json!({ "grant_type": "x" }));
    assert_eq!(request().send().await?.status(), StatusCode::INTERNAL_SERVER_ERROR);
    zoom.fail_next(Endpoint::Token, Fault::Malformed, 1);
    assert!(request().send().await?.json::<Value>().await.is_err());
    zoom.fail_next(Endpoint::Token, Fault::Hang, 1);
    let hanging = request().timeout(std::time::Duration::from_millis(50)).send().await;
    assert!(hanging.is_err_and(|error| error.is_timeout()));
    assert_eq!(request().send().await?.status(), StatusCode::UNAUTHORIZED);
    Ok(())
}
