//! Signing up, in and out.

use chrono::Duration;
use reqwest::{Method, header};
use serde_json::json;
use testkit::{PASSWORD, TestApp, both_engines, set_cookie};

both_engines! {
    async fn signing_up_makes_a_user_a_workspace_and_its_ownership(app: TestApp) {
        let browser = app.browser();
        let form = json!({"name": " Ines  Tarrow ", "email": "Ines@Cloop.example", "password": PASSWORD, "company_name": "Tarrow Freight"});
        let answer = browser.post("/api/v1/sign-up", &form).await;
        let cookie = answer.header("set-cookie").to_owned();
        let session = answer.expect(201);
        assert_eq!(session["user"]["name"], "Ines Tarrow");
        assert_eq!(session["user"]["email"], "Ines@Cloop.example");
        assert_eq!(session["workspace"]["name"], "Tarrow Freight");
        assert_eq!(session["role"], "owner");
        let attributes: Vec<&str> = cookie.split("; ").skip(1).collect();
        assert!(cookie.starts_with("__Host-session="), "{cookie}");
        for attribute in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(attributes.contains(&attribute), "{cookie}");
        }
        assert_eq!(attributes.len(), 4, "no lifetime, no domain: {cookie}");
    }

    async fn every_wrong_field_is_pointed_at_at_once(app: TestApp) {
        let form = json!({"name": " ", "email": "nobody", "password": "short", "company_name": "\u{0}"});
        let problem = app.browser().post("/api/v1/sign-up", &form).await.expect_problem(422, "invalid");
        let mut pointers: Vec<&str> =
            problem["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
        pointers.sort_unstable();
        assert_eq!(pointers, ["/company_name", "/email", "/name", "/password"]);
    }

    async fn a_password_made_of_what_everybody_knows_is_refused(app: TestApp) {
        for password in ["passwordpassword", "ines.tarrow@cloop", "aaaaaaaaaaaaaaaa", "qwertyuiop123456"] {
            let form = json!({"name": "Ines Tarrow", "email": "ines.tarrow@cloop.example", "password": password, "company_name": "Tarrow"});
            let problem = app.browser().post("/api/v1/sign-up", &form).await.expect_problem(422, "invalid");
            assert_eq!(problem["errors"][0]["code"], "guessable", "{password}");
        }
    }

    async fn an_address_signs_up_once_in_whatever_spelling(app: TestApp) {
        app.owner("ines").await;
        let form = json!({"name": "Ines", "email": "INES@cloop.example", "password": PASSWORD, "company_name": "Other"});
        let problem = app.browser().post("/api/v1/sign-up", &form).await.expect_problem(409, "email_taken");
        assert_eq!(problem["errors"][0]["pointer"], "/email");
    }

    async fn a_wrong_password_and_an_unknown_address_look_the_same(app: TestApp) {
        app.owner("ines").await;
        let answer = async |email: &str| {
            let form = json!({"email": email, "password": "seven plum kettles sink"});
            let mut problem = app.browser().post("/api/v1/session", &form).await.expect_problem(401, "wrong_credentials");
            problem["instance"].take();
            problem
        };
        assert_eq!(answer("ines@cloop.example").await, answer("nobody@cloop.example").await);
    }

    async fn guessing_is_throttled_by_address_and_a_wait_helps(app: TestApp) {
        app.owner("ines").await;
        let guess = async |email: &str| {
            app.browser().post("/api/v1/session", &json!({"email": email, "password": "guess"})).await
        };
        for _ in 0..10 {
            guess("ines@cloop.example").await.expect_problem(401, "wrong_credentials");
        }
        let throttled = guess("INES@cloop.example").await;
        let wait: i64 = throttled.header("retry-after").parse().unwrap();
        throttled.expect_problem(429, "too_many_attempts");
        guess("other@cloop.example").await.expect_problem(401, "wrong_credentials");
        app.advance(Duration::seconds(wait));
        app.browser().sign_in("ines@cloop.example", PASSWORD).await;
    }

    async fn signing_out_kills_the_session_at_once_and_only_that_one(app: TestApp) {
        let first = app.owner("ines").await;
        let mut second = app.browser();
        second.sign_in("ines@cloop.example", PASSWORD).await;
        let answer = first.delete("/api/v1/session").await;
        assert_eq!(answer.status, 204);
        assert_eq!(set_cookie(&answer).as_deref(), Some(""));
        assert_eq!(answer.header("clear-site-data"), "\"cache\"");
        first.get("/api/v1/session").await.expect_problem(401, "unauthenticated");
        first.get("/api/v1/leads").await.expect_problem(401, "unauthenticated");
        second.get("/api/v1/session").await.expect(200);
    }

    async fn a_session_is_renewed_while_it_is_used_and_ends_when_it_is_not(app: TestApp) {
        let mut browser = app.owner("ines").await;
        assert_eq!(set_cookie(&browser.get("/api/v1/session").await), None, "a fresh cookie is left alone");
        app.advance(Duration::minutes(6));
        let renewed = set_cookie(&browser.get("/api/v1/leads").await).expect("half its life is over");
        assert_ne!(Some(&renewed), browser.cookie.as_ref());
        browser.cookie = Some(renewed);
        app.advance(Duration::hours(11));
        let lunch_is_over = browser.get("/api/v1/session").await;
        assert!(set_cookie(&lunch_is_over).is_some());
        lunch_is_over.expect(200);
        app.advance(Duration::hours(12) + Duration::minutes(1));
        browser.get("/api/v1/session").await.expect_problem(401, "unauthenticated");
    }

    async fn no_session_outlives_a_week(app: TestApp) {
        let mut browser = app.owner("ines").await;
        for _ in 0..20 {
            app.advance(Duration::hours(8));
            let answer = browser.get("/api/v1/session").await;
            browser.cookie = set_cookie(&answer).or(browser.cookie);
            answer.expect(200);
        }
        app.advance(Duration::hours(9));
        browser.get("/api/v1/session").await.expect_problem(401, "unauthenticated");
    }

    async fn a_forged_or_foreign_cookie_is_nobody(app: TestApp) {
        let mut browser = app.owner("ines").await;
        let good = browser.cookie.clone().unwrap();
        let (head, rest) = good.split_once('.').unwrap();
        let (claims, signature) = rest.split_once('.').unwrap();
        for forged in [
            String::new(),
            "nonsense".to_owned(),
            format!("{head}.{claims}."),
            format!("{head}.{claims}.{}", signature.to_uppercase()),
            format!("eyJhbGciOiJub25lIn0.{claims}.{signature}"),
            good.replace('.', ""),
        ] {
            browser.cookie = Some(forged);
            browser.get("/api/v1/session").await.expect_problem(401, "unauthenticated");
        }
    }

    async fn unsafe_requests_need_our_own_page_and_its_token(app: TestApp) {
        let browser = app.owner("ines").await;
        let path = "/api/v1/zoom/authorizations";
        let post = |site: Option<&str>, origin: Option<&str>, csrf: Option<&str>| {
            let mut plain = browser.clone();
            plain.csrf = None;
            let mut request = plain.request(Method::POST, path).json(&json!({}));
            let mut headers = reqwest::header::HeaderMap::new();
            for (name, value) in [("sec-fetch-site", site), ("origin", origin), ("x-csrf", csrf)] {
                if let Some(value) = value {
                    headers.insert(header::HeaderName::from_static(name), value.parse().unwrap());
                }
            }
            // Replaces the browser's own headers of these names.
            let (client, built) = request.build_split();
            let mut built = built.unwrap();
            built.headers_mut().remove("sec-fetch-site");
            built.headers_mut().extend(headers);
            request = reqwest::RequestBuilder::from_parts(client, built);
            async move { plain.send(request).await }
        };
        let token = browser.csrf.as_deref();
        post(Some("same-origin"), None, token).await.expect(201);
        post(None, Some(&app.url), token).await.expect(201);
        for (site, origin, csrf) in [
            (Some("cross-site"), Some(app.url.as_str()), token),
            (Some("same-site"), None, token),
            (Some("none"), None, token),
            (None, None, token),
            (None, Some("https://evil.example"), token),
            (Some("same-origin"), None, None),
            (Some("same-origin"), None, Some("bm90IHRoZSB0b2tlbg")),
        ] {
            post(site, origin, csrf).await.expect_problem(403, "csrf_rejected");
        }
        let stranger = app.owner("bexley").await;
        post(Some("same-origin"), None, stranger.csrf.as_deref()).await.expect_problem(403, "csrf_rejected");
    }

    async fn signing_in_from_another_site_is_refused(app: TestApp) {
        app.owner("ines").await;
        let form = json!({"email": "ines@cloop.example", "password": PASSWORD});
        let browser = app.browser();
        let request = browser.request(Method::POST, "/api/v1/session").json(&form);
        let (client, built) = request.build_split();
        let mut built = built.unwrap();
        built.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
        let request = reqwest::RequestBuilder::from_parts(client, built);
        browser.send(request).await.expect_problem(403, "csrf_rejected");
    }
}
