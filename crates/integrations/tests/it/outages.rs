//! Answers that Zoom should never give.

use crate::{
    fixture::{config, read},
    oauth::{rejected, unavailable},
};
use domain::{
    ports::{ZoomAuthorizationError, ZoomGateway},
    zoom::ZoomIdentity,
};
use integrations::{Egress, zoom::ZoomApp};
use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{method, path},
};

const TOKEN: &str = "CANARY-access-token";

async fn server(token: ResponseTemplate, me: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("POST")).and(path("/oauth/token")).respond_with(token).mount(&server).await;
    Mock::given(method("GET")).and(path("/v2/users/me")).respond_with(me).mount(&server).await;
    server
}

async fn identify(server: &MockServer) -> Result<ZoomIdentity, ZoomAuthorizationError> {
    let app = ZoomApp::new(config(&server.uri(), &["secret"]), Egress::new().unwrap()).unwrap();
    app.identify("CANARY-code", "https://cloop.example/zoom/callback", "CANARY-verifier").await
}

fn json(status: u16, body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(body)
}

fn granted() -> ResponseTemplate {
    json(200, &json!({"access_token": TOKEN, "token_type": "bearer"}))
}

async fn profile(body: &Value) -> Result<ZoomIdentity, ZoomAuthorizationError> {
    identify(&server(granted(), json(200, body)).await).await
}

#[tokio::test]
async fn secrets_travel_in_headers_and_bodies_only() {
    let server = server(granted(), json(200, &read("oauth/users_me.json"))).await;
    identify(&server).await.unwrap();
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 2);
    for request in &requests {
        assert_eq!((request.url.query(), request.url.as_str().contains("CANARY")), (None, false));
        assert!(!request.headers.contains_key("cookie") && !request.headers.contains_key("referer"));
    }
    let form = String::from_utf8(requests[0].body.clone()).unwrap();
    assert!(form.contains("grant_type=authorization_code") && form.contains("code=CANARY-code"));
    assert!(form.contains("code_verifier=CANARY-verifier") && !form.contains("client-secret"));
    assert!(requests[0].headers["authorization"].to_str().unwrap().starts_with("Basic "));
    assert_eq!(requests[1].headers["authorization"], format!("Bearer {TOKEN}").as_str());
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = server(granted(), json(200, &read("oauth/users_me.json"))).await;
    for status in [301, 302, 303, 307, 308] {
        let away = |path| {
            ResponseTemplate::new(status).insert_header("location", format!("{}{path}", elsewhere.uri()))
        };
        unavailable(identify(&server(away("/oauth/token"), json(200, &json!({}))).await).await);
        unavailable(identify(&server(granted(), away("/v2/users/me")).await).await);
    }
    assert!(elsewhere.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_answer_without_end_is_cut() {
    let mut body = read("oauth/users_me.json");
    body["dept"] = json!("x".repeat((64 << 10) - 2_000));
    profile(&body).await.unwrap();
    body["dept"] = json!("x".repeat(64 << 10));
    unavailable(profile(&body).await);
    let endless = format!("{{\"access_token\":\"{}", TOKEN.repeat(200_000));
    unavailable(
        identify(&server(ResponseTemplate::new(200).set_body_string(endless), granted()).await).await,
    );
}

#[tokio::test]
async fn an_error_that_quotes_the_secrets_is_not_quoted_again() {
    let echo = json!({"error": "bad code CANARY-code", "reason": "CANARY-code CANARY-client-secret", "message": TOKEN});
    for status in [400, 401, 403, 429, 500] {
        unavailable(identify(&server(json(status, &echo), granted()).await).await);
        unavailable(identify(&server(granted(), json(status, &echo)).await).await);
    }
    let long = json!({"error": "canary".repeat(9_000)});
    unavailable(identify(&server(json(400, &long), granted()).await).await);
    // A parser's message would quote what it could not read.
    for body in [
        json!({"access_token": ["CANARY-access-token"]}),
        json!("CANARY-access-token"),
        json!({"token": "CANARY"}),
        json!({"access_token": "CANARY\r\nx: y"}),
    ] {
        unavailable(identify(&server(json(200, &body), granted()).await).await);
    }
}

#[tokio::test]
async fn only_a_refused_grant_is_the_codes_fault() {
    for status in [400, 401] {
        let refused = json!({"reason": "Invalid authorization code CANARY", "error": "invalid_grant"});
        rejected(identify(&server(json(status, &refused), granted()).await).await);
        for error in ["invalid_client", "invalid_request", "unsupported_grant_type", "Invalid_Grant", ""] {
            unavailable(identify(&server(json(status, &json!({"error": error})), granted()).await).await);
        }
    }
    let app_error = read("oauth/api_error_missing_scope.json");
    unavailable(identify(&server(granted(), json(400, &app_error)).await).await);
}

#[tokio::test]
async fn a_profile_needs_both_ids_and_nothing_else() {
    let identity = profile(&json!({"id": "u", "account_id": "a"})).await.unwrap();
    assert_eq!((identity.name.as_str(), identity.email.as_str()), ("", ""));
    let identity = profile(&json!({"id": "u", "account_id": "a", "display_name": " ", "first_name": "Ma\u{202e}ren", "last_name": null, "email": "m@example.com"})).await.unwrap();
    assert_eq!(identity.name, "Maren");
    let identity =
        profile(&json!({"id": "u", "account_id": "a", "display_name": "", "email": "m@example.com"}))
            .await
            .unwrap();
    assert_eq!(identity.name, "m@example.com");
    let identity =
        profile(&json!({"id": "u", "account_id": "a", "display_name": "é".repeat(900)})).await.unwrap();
    assert_eq!(identity.name.chars().count(), 255);
    for body in [
        json!({}),
        json!([]),
        json!({"id": "u"}),
        json!({"account_id": "a"}),
        json!({"id": "", "account_id": "a"}),
        json!({"id": null, "account_id": "a"}),
        json!({"id": "u".repeat(65), "account_id": "a"}),
        json!({"id": {"CANARY": 1}, "account_id": "a"}),
    ] {
        unavailable(profile(&body).await);
    }
}

#[test]
fn plain_http_is_for_this_machine_only() {
    let is_allowed = |url: &str| {
        let other = "https://zoom.us".to_owned();
        let [both, oauth, api] = [
            config(url, &["secret"]),
            integrations::zoom::ZoomConfig { api_url: other.clone(), ..config(url, &["secret"]) },
            integrations::zoom::ZoomConfig { oauth_url: other, ..config(url, &["secret"]) },
        ]
        .map(|config| ZoomApp::new(config, Egress::new().unwrap()).is_ok());
        assert_eq!((both, oauth), (api, api), "{url}");
        both
    };
    for url in [
        "https://zoom.us",
        "https://127.0.0.1",
        "http://127.0.0.1:9",
        "http://127.9.9.9",
        "http://[::1]:9",
        "http://localhost:9",
    ] {
        assert!(is_allowed(url), "{url}");
    }
    for url in [
        "http://zoom.us",
        "http://10.0.0.1",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://[::2]",
        "http://169.254.169.254",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "zoom.us",
        "",
        "javascript:alert(1)",
    ] {
        assert!(!is_allowed(url), "{url}");
    }
}

#[test]
fn what_can_be_printed_shows_no_secret() {
    let shown = format!("{:?} {:#?}", Egress::new().unwrap(), Egress::new().unwrap());
    assert!(!shown.contains("CANARY"));
}
