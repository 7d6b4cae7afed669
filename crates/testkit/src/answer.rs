//! An answer of the API, and what a test may demand of it.

use reqwest::{StatusCode, header::HeaderMap};
use serde_json::Value;

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub async fn of(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        Self { status, headers, body: response.bytes().await.expect("a body").to_vec() }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The JSON body of an answer with this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self.json()
    }

    /// The problem of this code: status, media type and request id must fit too.
    #[track_caller]
    pub fn expect_problem(self, status: u16, code: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert!(self.is_problem(), "{self:?}");
        let problem = self.json();
        assert_eq!(problem["code"], code, "{problem}");
        problem
    }

    /// Whether the body is a problem that agrees with the answer around it.
    pub fn is_problem(&self) -> bool {
        let problem = self.json();
        self.header("content-type") == "application/problem+json"
            && problem["status"] == self.status.as_u16()
            && problem["instance"] == self.header("x-request-id")
            && problem["type"].as_str().is_some_and(|kind| kind.starts_with("/problems/"))
            && ["title", "detail", "code"]
                .iter()
                .all(|key| problem[key].as_str().is_some_and(|text| !text.is_empty()))
            && problem["errors"].is_array()
    }
}
