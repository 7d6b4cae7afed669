//! Troubles on demand: broken answers of chosen endpoints and rate limits.

use std::collections::HashMap;
use std::time::Duration;

use actix_web::HttpResponse;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use super::account::Zoom;
use super::rest::ApiError;

/// Longer than any client waits.
const HANG: Duration = Duration::from_secs(600);

/// Where a fault can strike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Endpoint {
    Token,
    Revoke,
    UsersMe,
    Meetings,
    Webinars,
    MeetingRegistrants,
    WebinarRegistrants,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Status 500 with an HTML body.
    ServerError,
    /// No answer at all.
    Hang,
    /// Status 200 and JSON that breaks off.
    Malformed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RateWindow {
    Second,
    Day,
}

/// REST calls allowed per Zoom account and window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateLimit {
    pub calls: u32,
    pub window: RateWindow,
}

#[derive(Default)]
pub(super) struct Troubles {
    faults: HashMap<Endpoint, (Fault, u32)>,
    limit: Option<RateLimit>,
    /// Per account: number of the current window and calls made in it.
    calls: HashMap<String, (i64, u32)>,
}

impl Zoom {
    /// Lets the next `times` calls to `endpoint` go wrong; 0 ends it.
    pub fn fail_next(&self, endpoint: Endpoint, fault: Fault, times: u32) {
        self.known.lock().troubles.faults.insert(endpoint, (fault, times));
    }

    /// Limits REST calls, or lifts the limit.
    pub fn limit_rate(&self, limit: Option<RateLimit>) {
        let troubles = &mut self.known.lock().troubles;
        troubles.limit = limit;
        troubles.calls.clear();
    }

    /// The answer of a call that is meant to go wrong.
    pub(super) async fn trouble(&self, endpoint: Endpoint) -> Option<HttpResponse> {
        let fault = self.take_fault(endpoint)?;
        Some(match fault {
            Fault::ServerError => HttpResponse::InternalServerError()
                .content_type("text/html")
                .body("<html><body><h1>500 Internal Server Error</h1></body></html>"),
            Fault::Malformed => {
                HttpResponse::Ok().content_type("application/json").body(r#"{"access_token": "#)
            }
            Fault::Hang => {
                tokio::time::sleep(HANG).await;
                HttpResponse::GatewayTimeout().finish()
            }
        })
    }

    fn take_fault(&self, endpoint: Endpoint) -> Option<Fault> {
        let mut known = self.known.lock();
        let (fault, left) = known.troubles.faults.get_mut(&endpoint)?;
        *left = left.checked_sub(1)?;
        Some(*fault)
    }

    /// Counts a call of `account_id`; an error when it is one too many.
    pub(super) fn count_call(&self, account_id: &str, category: &'static str) -> Result<(), ApiError> {
        let now = self.now();
        let mut known = self.known.lock();
        let Some(limit) = known.troubles.limit else {
            return Ok(());
        };
        let seconds = if limit.window == RateWindow::Second { 1 } else { 86_400 };
        let window = now.timestamp().div_euclid(seconds);
        let calls = known.troubles.calls.entry(account_id.to_owned()).or_insert((window, 0));
        if calls.0 != window {
            *calls = (window, 0);
        }
        calls.1 += 1;
        if calls.1 <= limit.calls { Ok(()) } else { Err(too_many(limit, category, window, seconds)) }
    }
}

fn too_many(limit: RateLimit, category: &'static str, window: i64, seconds: i64) -> ApiError {
    let resets_at = (window + 1) * seconds;
    let mut headers = vec![
        ("X-RateLimit-Category", category.to_owned()),
        ("X-RateLimit-Limit", limit.calls.to_string()),
        ("X-RateLimit-Remaining", "0".to_owned()),
        ("X-RateLimit-Reset", resets_at.to_string()),
    ];
    let kind = if limit.window == RateWindow::Second { "QPS" } else { "Daily-limit" };
    headers.push(("X-RateLimit-Type", kind.to_owned()));
    if let (RateWindow::Day, Some(at)) = (limit.window, DateTime::<Utc>::from_timestamp(resets_at, 0)) {
        headers.push(("Retry-After", at.to_rfc3339_opts(SecondsFormat::Secs, true)));
    }
    ApiError::new(429, 429, "You have reached the rate limit for this API.").with_headers(headers)
}
