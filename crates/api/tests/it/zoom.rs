//! Linking and unlinking Zoom accounts.

use crate::fixture;
use chrono::Duration;
use serde_json::json;
use testkit::{
    TestApp, both_engines,
    sim::{COLLEAGUE, DEFAULT_HOST, DEFAULT_MEETING, DEFAULT_WEBINAR, Endpoint, Fault, STRANGER},
};

const CONNECTIONS: &str = "/api/v1/zoom/connections";

both_engines! {
    async fn connecting_keeps_who_it_is_and_nothing_else(app: TestApp) {
        let owner = app.owner("ines").await;
        let (code, state) = app.authorize(&owner, DEFAULT_HOST).await;
        let connection = owner.post(CONNECTIONS, &json!({"code": code, "state": state})).await.expect(201);
        let profile = fixture("oauth/users_me");
        assert_eq!(connection["zoom_account_id"], profile["account_id"]);
        assert_eq!(connection["zoom_user_id"], profile["id"]);
        assert_eq!(connection["email"], profile["email"]);
        assert_eq!(connection["linked_by"]["name"], "ines");
        assert_eq!(connection["last_delivery_at"], json!(null), "never green without proof");
        let zoom = owner.get("/api/v1/zoom").await.expect(200);
        assert_eq!(zoom["configured"], true);
        assert_eq!(zoom["connections"], json!([connection]));
        assert_eq!(zoom["webhook_url"], format!("{}/hooks/zoom", app.url));

        let dump = app.db.dump().await;
        let holds = |text: &str| dump.windows(text.len()).any(|bytes| bytes == text.as_bytes());
        assert!(holds(profile["email"].as_str().unwrap()), "the search finds what is there");
        for secret in ["CANARY-TOKEN", &code, &state] {
            assert!(!holds(secret), "{secret} is in the database");
        }
    }

    async fn no_answer_carries_a_token_even_when_zoom_misbehaves(app: TestApp) {
        let owner = app.owner("ines").await;
        for (endpoint, fault) in [
            (Endpoint::Token, Fault::ServerError),
            (Endpoint::Token, Fault::Malformed),
            (Endpoint::UsersMe, Fault::ServerError),
            (Endpoint::UsersMe, Fault::Malformed),
        ] {
            app.zoom.fail_next(endpoint, fault, 1);
            let (code, state) = app.authorize(&owner, DEFAULT_HOST).await;
            let problem = owner.post(CONNECTIONS, &json!({"code": code, "state": state})).await;
            let problem = problem.expect_problem(502, "zoom_unavailable").to_string();
            assert!(!problem.contains("CANARY") && !problem.contains(&code), "{problem}");
            assert_eq!(owner.get("/api/v1/zoom").await.expect(200)["connections"], json!([]));
        }
        app.connect_zoom(&owner).await;
    }

    async fn an_authorization_is_good_once_in_one_browser_for_ten_minutes(app: TestApp) {
        let owner = app.owner("ines").await;
        let connect = async |browser: &testkit::Browser, code: &str, state: &str| {
            browser.post(CONNECTIONS, &json!({"code": code, "state": state})).await
        };

        let (code, state) = app.authorize(&owner, DEFAULT_HOST).await;
        connect(&owner, &code, &format!("{state}x")).await.expect_problem(403, "authorization_mismatch");
        let mut second = app.browser();
        second.sign_in("ines@cloop.example", testkit::PASSWORD).await;
        connect(&second, &code, &state).await.expect_problem(403, "authorization_mismatch");
        connect(&owner, &code, &state).await.expect(201);
        connect(&owner, &code, &state).await.expect_problem(403, "authorization_mismatch");

        let (code, state) = app.authorize(&owner, DEFAULT_HOST).await;
        app.advance(Duration::minutes(10) + Duration::seconds(1));
        connect(&owner, &code, &state).await.expect_problem(410, "authorization_expired");

        let (_, state) = app.authorize(&owner, DEFAULT_HOST).await;
        connect(&owner, "not a code of zoom's", &state).await.expect_problem(422, "zoom_code_rejected");
    }

    async fn a_zoom_user_belongs_to_one_workspace_and_connecting_again_renews(app: TestApp) {
        let (ines, bexley) = (app.owner("ines").await, app.owner("bexley").await);
        app.connect_zoom(&ines).await;
        let (code, state) = app.authorize(&bexley, DEFAULT_HOST).await;
        let second = bexley.post(CONNECTIONS, &json!({"code": code, "state": state})).await;
        second.expect_problem(409, "zoom_already_linked");
        assert!(app.zoom.is_installed(DEFAULT_HOST), "the first workspace still gets its events");
        let before = ines.get("/api/v1/zoom").await.expect(200)["connections"].clone();
        app.advance(Duration::minutes(1));
        app.connect_zoom(&ines).await;
        let after = ines.get("/api/v1/zoom").await.expect(200)["connections"].clone();
        assert_eq!(after.as_array().unwrap().len(), 1);
        assert_eq!(after[0]["id"], before[0]["id"]);
        assert_ne!(after[0]["linked_at"], before[0]["linked_at"]);
    }

    async fn each_host_of_an_account_feeds_the_workspace_that_linked_them(app: TestApp) {
        let (ines, bexley) = (app.owner("ines").await, app.owner("bexley").await);
        app.connect_zoom_user(&ines, DEFAULT_HOST).await;
        app.connect_zoom_user(&bexley, COLLEAGUE).await;
        app.connect_zoom_user(&bexley, STRANGER).await;
        app.zoom.register_random(DEFAULT_MEETING).unwrap();
        app.settle().await;
        assert_eq!((ines.leads().await.len(), bexley.leads().await.len()), (1, 0));
    }

    async fn disconnecting_is_immediate_and_later_deliveries_are_dropped(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        app.zoom.register_random(DEFAULT_WEBINAR).unwrap();
        app.settle().await;
        let zoom = owner.get("/api/v1/zoom").await.expect(200);
        let path = format!("{CONNECTIONS}/{}", zoom["connections"][0]["id"].as_str().unwrap());
        assert_eq!(app.sealed_bodies().await, 1);
        assert_eq!(owner.delete(&path).await.status, 204);
        assert_eq!(app.sealed_bodies().await, 0, "raw bodies of the host are gone with the link");
        owner.delete(&path).await.expect_problem(404, "not_found");
        app.zoom.register_random(DEFAULT_WEBINAR).unwrap();
        app.settle().await;
        assert_eq!(app.zoom.counts().delivered, 2, "acknowledged all the same");
        assert_eq!(owner.leads().await.len(), 1);
        assert_eq!(owner.get("/api/v1/zoom/deliveries").await.expect(200)["items"].as_array().unwrap().len(), 1);
        app.sweep().await;
        let dump = app.db.dump().await;
        let email = fixture("oauth/users_me")["email"].as_str().unwrap().to_owned();
        assert!(!dump.windows(email.len()).any(|bytes| bytes == email.as_bytes()), "Zoom's identity is gone");
    }

    async fn removing_the_app_at_zoom_unlinks_unless_it_was_linked_again_since(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        app.advance(Duration::minutes(1));
        app.zoom.uninstall(DEFAULT_HOST).unwrap();
        app.settle().await;
        assert_eq!(owner.get("/api/v1/zoom").await.expect(200)["connections"], json!([]));

        app.advance(Duration::minutes(1));
        app.connect_zoom(&owner).await;
        let removal = json!({"event": "app_deauthorized", "payload": {
            "account_id": fixture("oauth/users_me")["account_id"],
            "user_id": DEFAULT_HOST,
            "deauthorization_time": (app.now() - Duration::minutes(30)).to_rfc3339(),
        }});
        app.zoom.send("app_deauthorized", removal.to_string());
        app.settle().await;
        assert_eq!(owner.get("/api/v1/zoom").await.expect(200)["connections"].as_array().unwrap().len(), 1);
    }
}
