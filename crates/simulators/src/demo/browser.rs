//! As much of a browser as the app's API asks for: origin, session cookie, CSRF token. The session cookie is `Secure`
//! and a cookie jar would hold it back over plain http, so it is carried by hand.

use std::time::Duration;

use anyhow::{Context, ensure};
use reqwest::header::{COOKIE, ORIGIN, SET_COOKIE};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use url::{Host, Url};

use crate::outside;

const SESSION: &str = "__Host-session=";
const ANSWER_WITHIN: Duration = Duration::from_secs(20);

pub(super) struct Browser {
    client: reqwest::Client,
    origin: String,
    cookie: Option<String>,
    csrf_token: Option<String>,
}

impl Browser {
    pub(super) fn new(app_url: &str) -> anyhow::Result<Self> {
        let url = Url::parse(app_url).context("the address of the app is no URL")?;
        let is_loopback = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        ensure!(is_loopback, "the demo is only for an app on this machine, not for {app_url}");
        let origin = url.origin().ascii_serialization();
        Ok(Self { client: outside::http_client()?, origin, cookie: None, csrf_token: None })
    }

    pub(super) async fn is_ready(&self) -> bool {
        let request = self.client.get(format!("{}/readyz", self.origin)).timeout(Duration::from_secs(2));
        request.send().await.is_ok_and(|answer| answer.status() == StatusCode::OK)
    }

    /// Calls the API; the answer's body is null when it is no JSON.
    pub(super) async fn call(
        &mut self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> anyhow::Result<(StatusCode, Value)> {
        let mut request =
            self.client.request(method, format!("{}{path}", self.origin)).timeout(ANSWER_WITHIN);
        request = request.header(ORIGIN, &self.origin);
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        if let Some(token) = &self.csrf_token {
            request = request.header("x-csrf", token);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await.with_context(|| format!("{path} did not answer"))?;
        let status = answer.status();
        self.keep_cookie(&answer);
        Ok((status, answer.json().await.unwrap_or_default()))
    }

    fn keep_cookie(&mut self, answer: &reqwest::Response) {
        let cookies = answer.headers().get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        let session =
            cookies.filter_map(|cookie| cookie.split(';').next()).find(|pair| pair.starts_with(SESSION));
        if let Some(pair) = session {
            self.cookie = Some(pair.to_owned());
        }
    }

    /// Takes the CSRF token from a session as sign-up and sign-in answer it.
    pub(super) fn remember_session(&mut self, session: &Value) -> anyhow::Result<()> {
        let token =
            session.get("csrf_token").and_then(Value::as_str).context("a session without CSRF token")?;
        self.csrf_token = Some(token.to_owned());
        ensure!(self.cookie.is_some(), "a session without cookie");
        Ok(())
    }
}
