//! From a code to an identity, against the simulated Zoom.

use crate::fixture::{at, config};
use domain::{
    ports::{ZoomAuthorizationError, ZoomGateway},
    zoom::ZoomIdentity,
};
use integrations::{
    Egress,
    zoom::{ZoomApp, ZoomConfig},
};
use simulators::zoom::{COLLEAGUE, DEFAULT_HOST, Endpoint, Fault, ZoomSim, ZoomSimConfig};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use url::Url;

const REDIRECT: &str = "http://127.0.0.1:8080/zoom/callback";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn simulated(config: ZoomSimConfig) -> ZoomSim {
    ZoomSim::start(ZoomSimConfig {
        canary: "CANARY".into(),
        client_secret: "CANARY-client-secret".into(),
        ..config
    })
    .unwrap()
}

fn gateway(zoom: &ZoomSim) -> ZoomApp {
    ZoomApp::new(config(zoom.url(), &["secret"]), Egress::new().unwrap()).unwrap()
}

fn parameter(url: &str, name: &str) -> String {
    let url: Url = url.parse().unwrap();
    url.query_pairs().find(|(key, _)| key == name).expect(name).1.into_owned()
}

/// Says yes on the consent page; what comes back in the redirect.
fn consent(zoom: &ZoomSim, app: &ZoomApp, user: &str) -> String {
    let back = zoom.authorize(&app.authorize_url(REDIRECT, "a state & more", CHALLENGE), user).unwrap();
    assert_eq!(parameter(&back, "state"), "a state & more");
    parameter(&back, "code")
}

/// Neither the error nor its causes tell a token, a code or a secret.
pub fn keeps_quiet(error: &ZoomAuthorizationError) {
    let mut texts = vec![format!("{error}"), format!("{error:?}"), format!("{error:#?}")];
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        texts.extend([format!("{error}"), format!("{error:?}")]);
        cause = error.source();
    }
    for text in texts {
        for secret in ["CANARY", VERIFIER, "Basic ", "Bearer "] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

pub fn rejected(result: Result<ZoomIdentity, ZoomAuthorizationError>) {
    let error = result.expect_err("no identity");
    assert!(matches!(error, ZoomAuthorizationError::CodeRejected), "{error:?}");
    keeps_quiet(&error);
}

pub fn unavailable(result: Result<ZoomIdentity, ZoomAuthorizationError>) {
    let error = result.expect_err("no identity");
    assert!(matches!(error, ZoomAuthorizationError::Unavailable(_)), "{error:?}");
    keeps_quiet(&error);
}

#[test]
fn the_consent_page_is_asked_for_a_code_with_a_hashed_challenge() {
    let zoom = simulated(ZoomSimConfig::default());
    let url = gateway(&zoom).authorize_url(REDIRECT, "a state & more", CHALLENGE);
    assert!(url.starts_with(&format!("{}/oauth/authorize?", zoom.url())));
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", zoom.client_id()),
        ("redirect_uri", REDIRECT),
        ("state", "a state & more"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(parameter(&url, name), value);
    }
    assert!(!url.contains("CANARY"));
}

#[tokio::test]
async fn a_code_tells_who_said_yes() {
    let zoom = simulated(ZoomSimConfig::default());
    let app = gateway(&zoom);
    for (user, name, email) in [
        (DEFAULT_HOST, "Maren Ostrow", "maren.host@example.com"),
        (COLLEAGUE, "Tobiah Lindqvist", "tobiah.lindqvist@example.com"),
    ] {
        let code = consent(&zoom, &app, user);
        let identity = app.identify(&code, REDIRECT, VERIFIER).await.unwrap();
        assert_eq!(
            (identity.key.user_id.as_str(), identity.key.account_id.as_str()),
            (user, "lQyxNqOX6NeFicw5AjGBOg")
        );
        assert_eq!((identity.name.as_str(), identity.email.as_str()), (name, email));
        assert!(!format!("{identity:?}").contains("CANARY"));
        // Revoking the token would remove the app again.
        assert!(zoom.is_installed(user));
    }
}

#[tokio::test]
async fn a_code_that_is_not_ours_not_fresh_or_not_new_is_rejected() {
    let seconds = Arc::new(AtomicI64::new(1_796_203_868));
    let clock = Arc::clone(&seconds);
    let zoom = simulated(ZoomSimConfig {
        clock: Arc::new(move || at(clock.load(Ordering::SeqCst))),
        ..ZoomSimConfig::default()
    });
    let app = gateway(&zoom);
    rejected(app.identify("CANARY-code-never-issued", REDIRECT, VERIFIER).await);
    rejected(app.identify("", REDIRECT, VERIFIER).await);
    let code = consent(&zoom, &app, DEFAULT_HOST);
    rejected(app.identify(&code, REDIRECT, "another verifier, another browser, another person").await);
    let code = consent(&zoom, &app, DEFAULT_HOST);
    rejected(app.identify(&code, "http://127.0.0.1:8080/elsewhere", VERIFIER).await);
    let code = consent(&zoom, &app, DEFAULT_HOST);
    app.identify(&code, REDIRECT, VERIFIER).await.unwrap();
    rejected(app.identify(&code, REDIRECT, VERIFIER).await);
    let code = consent(&zoom, &app, DEFAULT_HOST);
    seconds.fetch_add(301, Ordering::SeqCst);
    rejected(app.identify(&code, REDIRECT, VERIFIER).await);
}

#[tokio::test]
async fn wrong_credentials_are_not_the_persons_fault() {
    let zoom = simulated(ZoomSimConfig::default());
    let code = consent(&zoom, &gateway(&zoom), DEFAULT_HOST);
    let wrong =
        ZoomConfig { client_secret: "CANARY-wrong".to_owned().into(), ..config(zoom.url(), &["secret"]) };
    let app = ZoomApp::new(wrong, Egress::new().unwrap()).unwrap();
    unavailable(app.identify(&code, REDIRECT, VERIFIER).await);
}

#[tokio::test]
async fn trouble_at_either_call_is_zooms_and_passes() {
    for endpoint in [Endpoint::Token, Endpoint::UsersMe] {
        for fault in [Fault::ServerError, Fault::Malformed] {
            let zoom = simulated(ZoomSimConfig::default());
            let app = gateway(&zoom);
            let code = consent(&zoom, &app, DEFAULT_HOST);
            zoom.fail_next(endpoint, fault, 1);
            unavailable(app.identify(&code, REDIRECT, VERIFIER).await);
            let code = consent(&zoom, &app, DEFAULT_HOST);
            app.identify(&code, REDIRECT, VERIFIER).await.unwrap();
        }
    }
}

#[tokio::test]
async fn silence_ends_after_ten_seconds() {
    let silent = async |endpoint| {
        let zoom = simulated(ZoomSimConfig::default());
        let app = gateway(&zoom);
        let code = consent(&zoom, &app, DEFAULT_HOST);
        zoom.fail_next(endpoint, Fault::Hang, 1);
        let answer =
            tokio::time::timeout(std::time::Duration::from_secs(15), app.identify(&code, REDIRECT, VERIFIER));
        unavailable(answer.await.expect("an end"));
    };
    tokio::join!(silent(Endpoint::Token), silent(Endpoint::UsersMe));
}

#[tokio::test]
async fn nobody_at_home_is_unavailable() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let app = ZoomApp::new(config(&format!("http://{nobody}"), &["secret"]), Egress::new().unwrap()).unwrap();
    unavailable(app.identify("CANARY-code", REDIRECT, VERIFIER).await);
}
