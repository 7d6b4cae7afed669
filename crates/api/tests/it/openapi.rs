//! The committed document is the one that the code generates, and the running service publishes it.

use crate::spec::document;
use testkit::{TestApp, both_engines};

#[test]
fn the_committed_document_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/openapi.json");
    let committed: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert!(committed == document(), "openapi/openapi.json is out of date: run `make openapi`");
}

both_engines! {
    async fn the_document_and_its_reference_need_no_key_and_no_foreign_host(app: TestApp) {
        let browser = app.browser();
        assert_eq!(browser.get("/openapi.json").await.expect(200), document());
        let page = browser.get("/docs/").await;
        assert_eq!(page.status, 200);
        let mut text = page.text();
        for script in ["swagger-initializer.js", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js"] {
            assert!(text.contains(script), "{text}");
            let answer = browser.get(&format!("/docs/{script}")).await;
            assert_eq!(answer.status, 200);
            if script.contains("initializer") {
                text.push_str(&answer.text());
            }
        }
        assert!(text.contains("/openapi.json"));
        assert!(!text.contains("src=\"http") && !text.contains("href=\"http"), "{text}");
    }
}
