//! Fills a fresh app with a demo workspace through its public API, and lets deliveries flow again after a restart of
//! the simulator, whose memory of who added the app is gone by then.

mod browser;

use std::time::Duration;

use anyhow::{Context, bail};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::zoom::{DEFAULT_HOST, DEFAULT_MEETING, DEFAULT_WEBINAR, Zoom};
use browser::Browser;

const EMAIL: &str = "demo@cloop.example";
const PASSWORD: &str = "paper lantern harbour";
const READY_WITHIN: Duration = Duration::from_secs(120);
const BETWEEN_LOOKS: Duration = Duration::from_millis(250);
/// People of the demo, per meeting and webinar.
const PEOPLE: usize = 6;

/// Prepares the demo of the app at `app_url`. Does nothing that an earlier run did already.
pub async fn prepare(zoom: &Zoom, app_url: &str) -> anyhow::Result<()> {
    let mut browser = Browser::new(app_url)?;
    tokio::time::timeout(READY_WITHIN, until_ready(&browser))
        .await
        .context("the app did not become ready")?;
    if sign_up(&mut browser).await? {
        connect(zoom, &mut browser).await?;
        people(zoom)?;
        log::info!("the demo is ready: sign in at {app_url} as {EMAIL} with the password \"{PASSWORD}\"");
    } else {
        sign_in(&mut browser).await?;
        remember(zoom, &mut browser).await?;
        log::info!(
            "the demo is still there: sign in at {app_url} as {EMAIL} with the password \"{PASSWORD}\""
        );
    }
    Ok(())
}

async fn until_ready(browser: &Browser) {
    while !browser.is_ready().await {
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
}

/// False when the demo user exists already.
async fn sign_up(browser: &mut Browser) -> anyhow::Result<bool> {
    let body = json!({
        "name": "Dana Demo", "email": EMAIL, "password": PASSWORD, "company_name": "Northwind Demo",
    });
    let (status, answer) = browser.call(Method::POST, "/api/v1/sign-up", Some(&body)).await?;
    match status {
        StatusCode::CREATED => browser.remember_session(&answer).map(|()| true),
        StatusCode::CONFLICT => Ok(false),
        other => bail!("sign-up answered {other}: {answer}"),
    }
}

async fn sign_in(browser: &mut Browser) -> anyhow::Result<()> {
    let body = json!({ "email": EMAIL, "password": PASSWORD });
    let (status, answer) = browser.call(Method::POST, "/api/v1/session", Some(&body)).await?;
    if status != StatusCode::OK {
        bail!("sign-in answered {status}: {answer}");
    }
    browser.remember_session(&answer)
}

async fn connect(zoom: &Zoom, browser: &mut Browser) -> anyhow::Result<()> {
    let (status, answer) =
        browser.call(Method::POST, "/api/v1/zoom/authorizations", Some(&json!({}))).await?;
    let authorize_url = answer.get("authorize_url").and_then(Value::as_str);
    let authorize_url = authorize_url.with_context(|| format!("no authorize address: {status} {answer}"))?;
    let redirect = url::Url::parse(&zoom.authorize(authorize_url, DEFAULT_HOST)?)?;
    let field = |name: &str| {
        redirect.query_pairs().find(|(field, _)| field == name).map(|(_, value)| value.into_owned())
    };
    let body = json!({ "code": field("code"), "state": field("state") });
    let (status, answer) = browser.call(Method::POST, "/api/v1/zoom/connections", Some(&body)).await?;
    if status != StatusCode::CREATED {
        bail!("connecting Zoom answered {status}: {answer}");
    }
    Ok(())
}

fn people(zoom: &Zoom) -> anyhow::Result<()> {
    for _ in 0..PEOPLE {
        zoom.register_random(DEFAULT_MEETING)?;
        zoom.register_random(DEFAULT_WEBINAR)?;
    }
    Ok(())
}

/// Marks the users whom the app still has connected as having added it.
async fn remember(zoom: &Zoom, browser: &mut Browser) -> anyhow::Result<()> {
    let (status, answer) = browser.call(Method::GET, "/api/v1/zoom", None).await?;
    let connections = answer.get("connections").and_then(Value::as_array);
    let connections = connections.with_context(|| format!("no connections: {status} {answer}"))?;
    for connection in connections {
        let user_id = connection.get("zoom_user_id").and_then(Value::as_str).unwrap_or_default();
        match zoom.install(user_id) {
            Ok(()) => log::info!("{user_id} still has the app"),
            Err(error) => log::warn!("the app is connected with somebody unknown here: {error}"),
        }
    }
    Ok(())
}
