//! Garbage for every route: a problem each time, never a 5xx, never something else.

use crate::spec::{Operation, operations};
use reqwest::{Method, RequestBuilder};
use testkit::{Answer, Browser, TestApp, both_engines};

fn bodies() -> Vec<(&'static str, Vec<u8>)> {
    let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    let json = "application/json";
    vec![
        (json, Vec::new()),
        (json, b"{".to_vec()),
        (json, b"null".to_vec()),
        (json, b"[]".to_vec()),
        (json, b"\"text\"".to_vec()),
        (
            json,
            b"{\"email\": {\"a\": []}, \"name\": 7, \"code\": false, \"state\": null, \"unknown\": 1}"
                .to_vec(),
        ),
        (json, b"{\"email\": \"\\ud800\"}".to_vec()),
        (json, vec![0xff, 0xfe, 0x00, 0x01]),
        (json, deep.into_bytes()),
        (json, vec![b' '; 3 << 20]),
        (json, format!("{{\"name\":\"{}\"}}", "a".repeat(60_000)).into_bytes()),
        ("text/plain", b"{}".to_vec()),
        ("application/x-www-form-urlencoded", b"email=a&password=b".to_vec()),
        ("multipart/form-data; boundary=x", b"--x--".to_vec()),
        ("", b"{}".to_vec()),
    ]
}

const IDS: [&str; 8] =
    ["0", "-1", "null", "%00", "%ff%fe", "'%20OR%201=1--", "..%2F..", "01a2016e-a2f5-70f6-be05-d34c6159badg"];
const QUERIES: [&str; 14] = [
    "limit=NaN",
    "limit=99999999999999999999",
    "cursor=",
    "cursor=%F0%9F%92%A9",
    "cursor[]=1",
    "state=unheard_of",
    "%00=%00",
    "limit=1&limit=1",
    "a=b&&&==",
    "filter=%7B%22any%22%3A%5B7%5D%7D",
    "filter=%7B%22field%22%3A%22company%22%2C%22op%22%3A%22is%22%2C%22value%22%3A%22%00%27%25_%22%7D",
    "filter=%F0%9F%92%A9",
    "sort=id%3B+DROP+TABLE+leads",
    "q=%25%27%22%00%F0%9F%92%A9&limit=50",
];

async fn send(browser: &Browser, request: RequestBuilder) -> Option<Answer> {
    // A server that refuses a huge body may close before all of it is sent; that is an answer too.
    match request.send().await {
        Ok(response)
            if response.headers().get("content-type").is_some_and(|kind| kind == "text/event-stream") =>
        {
            None
        }
        Ok(response) => Some(Answer::of(response).await),
        Err(error) => {
            assert!(error.is_request() || error.is_body(), "{error:?}");
            drop(browser.get("/healthz").await.expect(200));
            None
        }
    }
}

fn check(what: &str, answer: &Answer) {
    let status = answer.status.as_u16();
    assert!(status < 500, "{what}: {status} {}", answer.text());
    assert!(status < 400 || answer.is_problem(), "{what}: {status} {:?} {}", answer.headers, answer.text());
}

async fn throw(browser: &Browser, operation: &Operation) {
    let good = operation.path_with("01a2016e-a2f5-70f6-be05-d34c6159badc");
    let request = |path: &str| browser.request(operation.method.clone(), path);
    for (content_type, body) in bodies() {
        let what = format!(
            "{} with {content_type} {}",
            operation.id,
            String::from_utf8_lossy(&body[..body.len().min(40)])
        );
        let mut request = request(&good).body(body);
        if !content_type.is_empty() {
            request = request.header("content-type", content_type);
        }
        if let Some(answer) = send(browser, request).await {
            check(&what, &answer);
            assert!(
                !operation.has_body()
                    || answer.status.as_u16() >= 400
                    || operation.id == "receive_zoom_delivery",
                "{what}"
            );
        }
    }
    for id in IDS {
        let path = operation.path_with(id);
        if let Some(answer) = send(browser, request(&path)).await {
            check(&format!("{} {path}", operation.id), &answer);
        }
    }
    for query in QUERIES {
        let path = format!("{good}?{query}");
        if let Some(answer) = send(browser, request(&path)).await {
            check(&format!("{} {path}", operation.id), &answer);
        }
    }
}

both_engines! {
    async fn every_route_answers_garbage_with_a_problem(app: TestApp) {
        let owner = app.owner("ines").await;
        for operation in operations() {
            // Signing out would make the rest anonymous; its garbage is thrown by somebody who may leave.
            if operation.id == "sign_out" {
                throw(&app.owner("leaver").await, &operation).await;
            } else {
                throw(&owner, &operation).await;
            }
            throw(&app.browser(), &operation).await;
        }
        owner.get("/api/v1/session").await.expect(200);
    }

    async fn wrong_methods_and_paths_are_problems_that_name_what_is_allowed(app: TestApp) {
        let browser = app.browser();
        for method in [Method::PUT, Method::PATCH, Method::TRACE, Method::OPTIONS] {
            let answer = browser.send(browser.request(method.clone(), "/api/v1/session")).await;
            assert_eq!(answer.header("allow"), "DELETE, GET, POST", "{method}");
            answer.expect_problem(405, "method_not_allowed");
        }
        let answer = browser.send(browser.request(Method::GET, "/hooks/zoom")).await;
        assert_eq!(answer.header("allow"), "POST");
        answer.expect_problem(405, "method_not_allowed");
        for path in ["/api/v1/nothing", "/api", "/api/v2/leads", "/hooks/other", "/assets/nothing.js"] {
            browser.get(path).await.expect_problem(404, "not_found");
            browser.send(browser.request(Method::POST, path)).await.expect_problem(404, "not_found");
        }
        browser.send(browser.request(Method::POST, "/leads")).await.expect_problem(405, "method_not_allowed");
    }
}
