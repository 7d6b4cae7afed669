//! `POST /hooks/zoom`: who is believed, what is stored, what is answered.

use crate::fixture;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use testkit::{Answer, TestApp, both_engines, sim::WebhookSecret};

struct Sender<'a> {
    app: &'a TestApp,
    secret: WebhookSecret,
}

impl<'a> Sender<'a> {
    fn new(app: &'a TestApp) -> Self {
        Self { app, secret: WebhookSecret::new(app.zoom.webhook_secret()) }
    }

    fn request(&self, body: &str, timestamp: &str, signature: &str) -> RequestBuilder {
        #[expect(clippy::disallowed_methods, reason = "plays Zoom")]
        let client = Client::builder().no_proxy().build().unwrap();
        client
            .post(format!("{}/hooks/zoom", self.app.url))
            .header("x-zm-request-timestamp", timestamp)
            .header("x-zm-signature", signature)
            .header("content-type", "application/json; charset=utf-8")
            .body(body.to_owned())
    }

    async fn send(&self, request: RequestBuilder) -> Answer {
        Answer::of(request.send().await.unwrap()).await
    }

    async fn signed(&self, body: &str) -> Answer {
        self.signed_at(body, self.app.now().timestamp()).await
    }

    async fn signed_at(&self, body: &str, seconds: i64) -> Answer {
        let signature = self.secret.sign(&seconds.to_string(), body.as_bytes());
        self.send(self.request(body, &seconds.to_string(), &signature)).await
    }
}

async fn states(app: &TestApp, browser: &testkit::Browser) -> Vec<String> {
    app.run_jobs().await;
    let page = browser.get("/api/v1/zoom/deliveries").await.expect(200);
    page["items"].as_array().unwrap().iter().map(|item| item["state"].as_str().unwrap().to_owned()).collect()
}

both_engines! {
    async fn unsigned_missigned_stale_and_doubled_requests_are_refused_and_stored_nowhere(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        let zoom = Sender::new(&app);
        let body = fixture("meeting.registration_created").to_string();
        let now = app.now().timestamp().to_string();
        let good = zoom.secret.sign(&now, body.as_bytes());
        let wrong = WebhookSecret::new("another secret").sign(&now, body.as_bytes());
        for request in [
            zoom.request(&body, &now, ""),
            zoom.request(&body, &now, &wrong),
            zoom.request(&body, &now, &good.to_uppercase()),
            zoom.request(&body, &now, good.trim_start_matches("v0=")),
            zoom.request(&body, "", &good),
            zoom.request(&body, &format!("+{now}"), &good),
            zoom.request(&format!("{body} "), &now, &good),
            zoom.request(&body, &now, &good).header("x-zm-signature", &good),
            zoom.request(&body, &now, &good).header("x-zm-request-timestamp", &now),
        ] {
            zoom.send(request).await.expect_problem(401, "unauthenticated");
        }
        for seconds in [-301, 301, 86_400] {
            zoom.signed_at(&body, app.now().timestamp() + seconds).await.expect_problem(401, "unauthenticated");
        }
        assert_eq!(states(&app, &owner).await, [""; 0]);
        zoom.signed_at(&body, app.now().timestamp() - 300).await.expect(200);
        assert_eq!(states(&app, &owner).await, ["processed"]);
    }

    async fn the_previous_secret_still_counts_while_rotating(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        let zoom = Sender { secret: WebhookSecret::new("an older secret"), ..Sender::new(&app) };
        zoom.signed(&fixture("meeting.registration_created").to_string()).await.expect(200);
        assert_eq!(states(&app, &owner).await, ["processed"]);
        let challenge = json!({"event": "endpoint.url_validation", "payload": {"plainToken": "hbn_49UA6trPQ9JIoAWmDA"}});
        let answer = zoom.signed(&challenge.to_string()).await.expect(200);
        assert_eq!(answer["encryptedToken"], zoom.secret.answer("hbn_49UA6trPQ9JIoAWmDA"));
    }

    async fn one_request_id_or_one_body_is_one_delivery(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        let zoom = Sender::new(&app);
        let now = app.now().timestamp().to_string();
        let send = async |body: &str, id: Option<&str>| {
            let signature = zoom.secret.sign(&now, body.as_bytes());
            let request = zoom.request(body, &now, &signature);
            let request = id.into_iter().fold(request, |request, id| request.header("x-zm-request-id", id));
            zoom.send(request).await.expect(200);
        };
        let first = fixture("meeting.registration_created");
        let mut second = first.clone();
        second["event_ts"] = json!(1_796_203_999_000_i64);
        send(&first.to_string(), Some("a_1")).await;
        send(&second.to_string(), Some("a_1")).await;
        send(&first.to_string(), Some("b_2")).await;
        send(&first.to_string(), None).await;
        assert_eq!(states(&app, &owner).await, ["processed"]);
        send(&second.to_string(), Some("c_3")).await;
        assert_eq!(states(&app, &owner).await, ["processed", "processed"]);
    }

    async fn a_challenge_is_answered_only_when_signed_and_only_if_it_is_a_token(app: TestApp) {
        let zoom = Sender::new(&app);
        let challenge = |token: Value| json!({"event": "endpoint.url_validation", "event_ts": 1, "payload": {"plainToken": token}}).to_string();
        let answer = zoom.signed(&challenge(json!("qgg8vlvZRS6UYooatFL8Aw"))).await.expect(200);
        assert_eq!(answer["plainToken"], "qgg8vlvZRS6UYooatFL8Aw");
        assert_eq!(answer["encryptedToken"], zoom.secret.answer("qgg8vlvZRS6UYooatFL8Aw"));
        for token in [json!("v0:1796203868:{}"), json!(""), json!("a b"), json!("ü"), json!("a".repeat(65)), json!(7), json!(null)] {
            zoom.signed(&challenge(token)).await.expect_problem(400, "malformed_body");
        }
        let now = app.now().timestamp().to_string();
        let unsigned = zoom.request(&challenge(json!("qgg8vlvZRS6UYooatFL8Aw")), &now, "v0=00");
        let problem = zoom.send(unsigned).await.expect_problem(401, "unauthenticated");
        assert!(!problem.to_string().contains(&zoom.secret.answer("qgg8vlvZRS6UYooatFL8Aw")));
        assert!(app.zoom.validate_url().await.unwrap().correct);
    }

    async fn what_nobody_linked_here_is_acknowledged_and_forgotten(app: TestApp) {
        let owner = app.owner("ines").await;
        let zoom = Sender::new(&app);
        let body = fixture("meeting.registration_created").to_string();
        zoom.signed(&body).await.expect(200);
        app.connect_zoom(&owner).await;
        let mut colleague = fixture("meeting.registration_created");
        colleague["payload"]["object"]["host_id"] = json!("another host of this account");
        zoom.signed(&colleague.to_string()).await.expect(200);
        assert_eq!(states(&app, &owner).await, [""; 0]);
        assert_eq!(owner.leads().await.len(), 0);
    }

    async fn a_signed_body_that_is_no_event_is_acknowledged_and_kept_for_the_operator(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        let zoom = Sender::new(&app);
        for body in ["", "not json", "[]", "{}", r#"{"event":"meeting.registration_created"}"#, "\u{feff}{}"] {
            zoom.signed(body).await.expect(200);
        }
        assert_eq!(states(&app, &owner).await, [""; 0], "they belong to no workspace");
        assert_eq!(app.unrouted_deliveries().await, 6);
    }

    async fn a_body_over_the_cap_is_refused_before_it_is_read(app: TestApp) {
        let zoom = Sender::new(&app);
        zoom.signed(&"x".repeat((1 << 20) + 1)).await.expect_problem(413, "payload_too_large");
    }

    async fn a_burst_is_stored_once_each_and_acknowledged(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        app.zoom.register_many(testkit::sim::DEFAULT_MEETING, 400).unwrap();
        let counts = app.zoom.settled(std::time::Duration::from_secs(30)).await.unwrap();
        assert_eq!((counts.delivered, counts.attempts), (400, 400));
        assert!(app.run_jobs().await <= 400, "deliveries that were stored together share a job");
        assert_eq!(owner.leads().await.len(), 400);
    }
}
