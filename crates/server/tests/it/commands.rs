//! The commands that end by themselves, and the settings that are refused.

use crate::process::{Ended, SECRET_KEY, Setup};
use testkit::{Engine, TestDb};

#[test]
fn the_openapi_document_needs_no_environment() {
    let setup = [
        "CLOOP_DATABASE_URL",
        "CLOOP_LISTEN",
        "CLOOP_PUBLIC_URL",
        "CLOOP_SECRET_KEY",
        "CLOOP_PASSWORD_MEMORY_KIB",
        "CLOOP_PASSWORD_PASSES",
    ];
    let setup = setup.iter().fold(Setup::new("sqlite://never.db"), |setup, name| setup.without(name));
    let printed = setup.run(&["openapi"]).succeeded().stdout;
    assert!(printed.contains("\"openapi\": \"3.1."), "{printed}");
    assert!(printed.contains("/hooks/zoom"));
    assert!(!setup.folder().join("never.db").exists() && !setup.folder().join("data").exists());
}

testkit::both_engines! {
    async fn the_doctor_prints_checks_and_the_data_map(db: TestDb) {
        let setup = Setup::new(&db.url);
        let report = setup.run(&["doctor"]).succeeded();
        for line in [
            "ok    secret key: set",
            "ok    public URL: http://127.0.0.1",
            "ok    Zoom app: not configured",
            "ok    schema: complete",
            "ok    privacy declarations: complete",
            "ok    jobs: ",
            "leads.display_name\tlead\tidentifiers\t",
            "users.password_hash\t",
        ] {
            assert!(report.stdout.contains(line), "“{line}” is missing:\n{}", report.stdout);
        }
        keeps_secrets(&report);

        let sick = setup.clone().with("CLOOP_SECRET_KEY", "canary-short").run(&["doctor"]);
        assert!(!sick.status.success(), "{sick:?}");
        assert!(sick.stdout.contains("FAIL  secret key: CLOOP_SECRET_KEY is shorter"), "{sick:?}");
        assert!(sick.stdout.contains("leads.display_name\t"), "it goes on: {sick:?}");
        keeps_secrets(&sick);
    }
}

#[tokio::test]
async fn contradictions_are_refused_by_name_and_without_their_secrets() {
    let db = TestDb::new(Engine::Sqlite).await;
    let zoom = [("CLOOP_ZOOM_CLIENT_ID", "id"), ("CLOOP_ZOOM_CLIENT_SECRET", "canary-client-secret")];
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[zoom[0], zoom[1], ("CLOOP_ZOOM_WEBHOOK_SECRET", "")], "CLOOP_ZOOM_WEBHOOK_SECRET"),
        (&[zoom[0], zoom[1], ("CLOOP_ZOOM_WEBHOOK_SECRET", "canary-a, ")], "CLOOP_ZOOM_WEBHOOK_SECRET"),
        (&[zoom[0], zoom[1]], "CLOOP_ZOOM_WEBHOOK_SECRET"),
        (&[zoom[0], ("CLOOP_ZOOM_WEBHOOK_SECRET", "canary-webhook")], "CLOOP_ZOOM_CLIENT_SECRET"),
        (&[zoom[1]], "CLOOP_ZOOM_CLIENT_ID"),
        (&[("CLOOP_ZOOM_WEBHOOK_SECRET", "canary-webhook")], "CLOOP_ZOOM_CLIENT_ID"),
        (&[("CLOOP_SECRET_KEY", "canary-short")], "CLOOP_SECRET_KEY"),
        (&[("CLOOP_SECRET_KEY", "")], "CLOOP_SECRET_KEY"),
        (&[("CLOOP_SECRET_KEY_FILE", "key")], "CLOOP_SECRET_KEY_FILE"),
        (&[("CLOOP_DATABASE_URL_FILE", "url")], "CLOOP_DATABASE_URL_FILE"),
        (&[("CLOOP_DATABASE_URL", "postgres://u:canary-password@127.0.0.1/cloop")], "CLOOP_DATABASE_URL"),
        (&[("CLOOP_DATABASE_URL", "canary-password")], "CLOOP_DATABASE_URL"),
        (
            &[("CLOOP_DATABASE_URL", "mysql://u:canary-password@10.0.0.1/cloop?ssl-mode=DISABLED")],
            "CLOOP_DATABASE_URL",
        ),
        (&[("CLOOP_PUBLIC_URL", "http://cloop.example.com")], "CLOOP_PUBLIC_URL"),
        (&[("CLOOP_PUBLIC_URL", "https://cloop.example.com/leads")], "CLOOP_PUBLIC_URL"),
        (&[("CLOOP_PUBLIC_URL", "cloop")], "CLOOP_PUBLIC_URL"),
        (&[("CLOOP_PASSWORD_PASSES", "1")], "CLOOP_PASSWORD_PASSES"),
        (&[("CLOOP_PASSWORD_MEMORY_KIB", "1024")], "CLOOP_PASSWORD_MEMORY_KIB"),
        (&[("CLOOP_TLS_CERT", "cert.pem")], "--tls-key"),
        (&[("CLOOP_TLS_CERT", "cert.pem"), ("CLOOP_TLS_KEY", "key.pem")], "CLOOP_TLS_CERT"),
        (&[("CLOOP_LISTEN", "everywhere")], "--listen"),
    ];
    for (changes, named) in cases {
        let setup = changes.iter().fold(Setup::new(&db.url), |setup, (name, value)| setup.with(name, value));
        let ended = setup.run(&["serve"]).refused(&[named]);
        keeps_secrets(&ended);
    }
}

#[tokio::test]
async fn a_database_that_cannot_be_reached_is_refused_without_its_password() {
    let port = crate::process::free_port();
    let setup = Setup::new(&format!("mysql://cloop:canary-password@127.0.0.1:{port}/cloop"));
    let ended = setup.run(&["serve"]);
    assert!(!ended.status.success(), "{ended:?}");
    keeps_secrets(&ended);
}

fn keeps_secrets(ended: &Ended) {
    for said in [&ended.stdout, &ended.stderr] {
        assert!(!said.contains("canary") && !said.contains(SECRET_KEY), "{said}");
    }
}
