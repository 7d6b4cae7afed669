//! Listing meetings and registrants.

use anyhow::Context;
use reqwest::{Response, StatusCode};
use serde_json::Value;
use simulators::zoom::{
    DEFAULT_HOST, DEFAULT_MEETING, DEFAULT_WEBINAR, RateLimit, RateWindow, STRANGER, ZoomSim, ZoomSimConfig,
};

use crate::fixture::{self, shape};
use crate::world::{REDIRECT, client, jumping_clock};

struct Caller {
    zoom: ZoomSim,
    token: String,
}

impl Caller {
    async fn new(config: ZoomSimConfig, user_id: &str) -> anyhow::Result<Self> {
        let zoom = ZoomSim::start(config)?;
        let url = format!(
            "{}/oauth/authorize?response_type=code&client_id={}&redirect_uri={REDIRECT}",
            zoom.url(),
            zoom.client_id(),
        );
        let target = url::Url::parse(&zoom.authorize(&url, user_id)?)?;
        let code = target.query_pairs().next().context("no code")?.1.into_owned();
        let form = [("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", REDIRECT)];
        let request = client().post(format!("{}/oauth/token", zoom.url())).form(&form);
        let answer = request.basic_auth(zoom.client_id(), Some(zoom.client_secret())).send().await?;
        let tokens: Value = answer.json().await?;
        let token = tokens.get("access_token").and_then(Value::as_str).context("no access token")?.to_owned();
        Ok(Self { zoom, token })
    }

    async fn get(&self, path: &str) -> anyhow::Result<Response> {
        let request = client().get(format!("{}/v2/{path}", self.zoom.url())).bearer_auth(&self.token);
        Ok(request.send().await?)
    }

    async fn json(&self, path: &str) -> anyhow::Result<Value> {
        Ok(self.get(path).await?.error_for_status()?.json().await?)
    }
}

#[tokio::test]
async fn registrants_come_by_status_and_in_pages() -> anyhow::Result<()> {
    let caller = Caller::new(ZoomSimConfig::default(), DEFAULT_HOST).await?;
    let ids = caller.zoom.register_many(DEFAULT_MEETING, 5)?;
    for id in &ids {
        caller.zoom.approve(DEFAULT_MEETING, id)?;
    }
    caller.zoom.register_random(DEFAULT_MEETING)?;
    let path = format!("meetings/{DEFAULT_MEETING}/registrants");
    assert_eq!(caller.json(&format!("{path}?status=pending")).await?["total_records"], 1);
    let (mut listed, mut token) = (Vec::new(), String::new());
    loop {
        let page = caller.json(&format!("{path}?page_size=2&next_page_token={token}")).await?;
        let registrants = page["registrants"].as_array().context("no registrants")?;
        listed.extend(registrants.iter().filter_map(|item| item["id"].as_str().map(str::to_owned)));
        token = page["next_page_token"].as_str().context("no token")?.to_owned();
        if token.is_empty() {
            break;
        }
    }
    assert_eq!(listed, ids);
    assert_eq!(caller.get(&format!("{path}?page_size=301")).await?.status(), StatusCode::BAD_REQUEST);
    let occurrence = caller.json(&format!("{path}?occurrence_id=1799946000000")).await?;
    assert_eq!(occurrence["total_records"], 5);
    assert_eq!(caller.json(&format!("{path}?occurrence_id=1")).await?["total_records"], 0);
    Ok(())
}

#[tokio::test]
async fn answers_have_the_shape_of_the_fixtures() -> anyhow::Result<()> {
    let caller = Caller::new(ZoomSimConfig::default(), DEFAULT_HOST).await?;
    let full = |answer: Value| answer["registrants"][0]["last_name"].is_string().then_some(answer);
    let (mut meeting, mut webinar) = (None, None);
    while meeting.is_none() || webinar.is_none() {
        let id = caller.zoom.register_random(DEFAULT_MEETING)?;
        caller.zoom.approve(DEFAULT_MEETING, &id)?;
        caller.zoom.register_random(DEFAULT_WEBINAR)?;
        meeting = full(caller.json(&format!("meetings/{DEFAULT_MEETING}/registrants")).await?);
        webinar = full(caller.json(&format!("webinars/{DEFAULT_WEBINAR}/registrants")).await?);
    }
    let expected = fixture::read("rest/meeting_registrants_page1.json")?;
    assert_eq!(meeting.map(|answer| shape(&answer)), Some(shape(&expected)));
    let expected = fixture::read("rest/webinar_registrants.json")?;
    assert_eq!(webinar.map(|answer| shape(&answer)), Some(shape(&expected)));
    Ok(())
}

#[tokio::test]
async fn hosts_see_their_own_meetings_only() -> anyhow::Result<()> {
    let host = Caller::new(ZoomSimConfig::default(), DEFAULT_HOST).await?;
    assert_eq!(host.json("users/me/meetings").await?["meetings"][0]["id"], DEFAULT_MEETING);
    assert_eq!(host.json("users/me/webinars").await?["webinars"][0]["id"], DEFAULT_WEBINAR);
    let stranger = Caller::new(ZoomSimConfig::default(), STRANGER).await?;
    assert_eq!(stranger.json("users/me/meetings").await?["total_records"], 0);
    let foreign = stranger.get(&format!("meetings/{DEFAULT_MEETING}/registrants")).await?;
    assert_eq!(foreign.status(), StatusCode::NOT_FOUND);
    Ok(())
}

#[tokio::test]
async fn missing_scopes_and_dead_tokens_are_refused() -> anyhow::Result<()> {
    let config = ZoomSimConfig { scopes: vec!["user:read:user".to_owned()], ..ZoomSimConfig::default() };
    let caller = Caller::new(config, DEFAULT_HOST).await?;
    let refused = caller.get("users/me/meetings").await?;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    assert_eq!(refused.json::<Value>().await?, fixture::read("oauth/api_error_missing_scope.json")?);
    caller.zoom.expire_tokens();
    assert_eq!(caller.get("users/me").await?.status(), StatusCode::UNAUTHORIZED);
    Ok(())
}

#[tokio::test]
async fn calls_beyond_the_limit_are_refused_with_zooms_headers() -> anyhow::Result<()> {
    let config = ZoomSimConfig { clock: jumping_clock(0), ..ZoomSimConfig::default() };
    let caller = Caller::new(config, DEFAULT_HOST).await?;
    caller.zoom.limit_rate(Some(RateLimit { calls: 1, window: RateWindow::Day }));
    assert_eq!(caller.get("users/me").await?.status(), StatusCode::OK);
    let refused = caller.get("users/me").await?;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers()["x-ratelimit-type"], "Daily-limit");
    assert_eq!(refused.headers()["x-ratelimit-category"], "Light");
    assert_eq!(refused.headers()["retry-after"], "2026-12-03T00:00:00Z");
    caller.zoom.limit_rate(None);
    assert_eq!(caller.get("users/me").await?.status(), StatusCode::OK);
    Ok(())
}
