//! What every answer carries.

use testkit::{TestApp, both_engines};

both_engines! {
    async fn every_answer_has_its_id_and_the_security_headers(app: TestApp) {
        let owner = app.owner("ines").await;
        let mut ids = std::collections::BTreeSet::new();
        for path in ["/", "/leads", "/healthz", "/readyz", "/openapi.json", "/docs/", "/api/v1/session", "/api/v1/nothing", "/hooks/zoom"] {
            let answer = owner.get(path).await;
            assert!(ids.insert(answer.header("x-request-id").to_owned()), "{path}");
            assert_eq!(answer.header("x-request-id").len(), 32);
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
            assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
            let csp = answer.header("content-security-policy");
            assert!(csp.starts_with("default-src 'none'; script-src 'self'"), "{path}: {csp}");
            assert_eq!(csp.contains("unsafe-inline"), path.starts_with("/docs"), "{path}: {csp}");
            assert!(answer.headers.get("server").is_none());
            let is_private = path.starts_with("/api/");
            assert!(!is_private || answer.header("cache-control") == "no-store", "{path} may be kept by nobody");
        }
    }

    async fn health_and_readiness_answer_anybody(app: TestApp) {
        assert_eq!(app.browser().get("/healthz").await.expect(200)["status"], "ok");
        assert_eq!(app.browser().get("/readyz").await.expect(200)["status"], "ok");
    }

    async fn the_data_map_lists_every_table_that_the_database_has(app: TestApp) {
        let owner = app.owner("ines").await;
        let map = owner.get("/api/v1/privacy/data-map").await.expect(200);
        let tables: std::collections::BTreeSet<&str> =
            map["tables"].as_array().unwrap().iter().map(|table| table["name"].as_str().unwrap()).collect();
        for table in ["activities", "deliveries", "leads", "registrations", "users", "zoom_connections"] {
            assert!(tables.contains(table), "{table}");
        }
        let leads = map["tables"].as_array().unwrap().iter().find(|table| table["name"] == "lead_emails").unwrap();
        let raw = leads["columns"].as_array().unwrap().iter().find(|column| column["name"] == "raw").unwrap();
        assert_eq!(raw["subject"], "lead");
        assert_eq!(raw["purposes"], serde_json::json!(["capture_leads", "provide_service"]));
        assert!(!map.to_string().contains("token\""), "there is no column for a token");
    }
}
