//! The demo against a stand-in of the app's API.

use serde_json::json;
use simulators::demo;
use simulators::zoom::{DEFAULT_HOST, ZoomSim, ZoomSimConfig};
use wiremock::matchers::{body_partial_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::world::REDIRECT;

async fn app() -> MockServer {
    let app = MockServer::start().await;
    Mock::given(path("/readyz")).respond_with(ResponseTemplate::new(200)).mount(&app).await;
    app
}

fn session(status: u16) -> ResponseTemplate {
    let cookie = "__Host-session=s3cret; Path=/; Secure; HttpOnly";
    ResponseTemplate::new(status)
        .insert_header("set-cookie", cookie)
        .set_body_json(json!({ "csrf_token": "t0ken" }))
}

#[tokio::test]
async fn a_fresh_app_gets_a_user_a_connection_and_people() -> anyhow::Result<()> {
    let (app, zoom) = (app().await, ZoomSim::start(ZoomSimConfig::default())?);
    let origin = app.uri();
    let sign_up =
        Mock::given(method("POST")).and(path("/api/v1/sign-up")).and(header("origin", origin.as_str()));
    let sign_up = sign_up.and(body_partial_json(json!({ "email": "demo@cloop.example" })));
    sign_up.respond_with(session(201)).expect(1).mount(&app).await;
    let authorize_url = format!(
        "{}/oauth/authorize?response_type=code&client_id={}&redirect_uri={REDIRECT}&state=st4te",
        zoom.url(),
        zoom.client_id(),
    );
    let signed_in = || {
        Mock::given(method("POST"))
            .and(header("cookie", "__Host-session=s3cret"))
            .and(header("x-csrf", "t0ken"))
    };
    let start = signed_in().and(path("/api/v1/zoom/authorizations"));
    let answer = ResponseTemplate::new(201).set_body_json(json!({ "authorize_url": authorize_url }));
    start.respond_with(answer).expect(1).mount(&app).await;
    // The app would exchange the code now, which adds the app to the user; here the simulator is told so.
    zoom.install(DEFAULT_HOST)?;
    let connect =
        signed_in().and(path("/api/v1/zoom/connections")).and(body_partial_json(json!({ "state": "st4te" })));
    connect.respond_with(ResponseTemplate::new(201).set_body_json(json!({}))).expect(1).mount(&app).await;
    demo::prepare(zoom.zoom(), &app.uri()).await?;
    assert_eq!(zoom.counts().deliveries, 12);
    Ok(())
}

#[tokio::test]
async fn an_existing_demo_is_kept_and_its_connection_remembered() -> anyhow::Result<()> {
    let (app, zoom) = (app().await, ZoomSim::start(ZoomSimConfig::default())?);
    let taken = ResponseTemplate::new(409).set_body_json(json!({ "code": "email_taken" }));
    Mock::given(path("/api/v1/sign-up")).respond_with(taken).mount(&app).await;
    Mock::given(method("POST"))
        .and(path("/api/v1/session"))
        .respond_with(session(200))
        .expect(1)
        .mount(&app)
        .await;
    let view = json!({ "connections": [{ "zoom_user_id": DEFAULT_HOST }] });
    let view = ResponseTemplate::new(200).set_body_json(view);
    let zoom_view =
        Mock::given(method("GET")).and(path("/api/v1/zoom")).and(header("cookie", "__Host-session=s3cret"));
    zoom_view.respond_with(view).expect(1).mount(&app).await;
    demo::prepare(zoom.zoom(), &app.uri()).await?;
    assert!(zoom.is_installed(DEFAULT_HOST));
    assert_eq!(zoom.counts().deliveries, 0);
    Ok(())
}

#[tokio::test]
async fn an_app_on_another_machine_is_left_alone() -> anyhow::Result<()> {
    let zoom = ZoomSim::start(ZoomSimConfig::default())?;
    assert!(demo::prepare(zoom.zoom(), "https://cloop.example").await.is_err());
    Ok(())
}
