//! Listening with TLS, for an operator without a proxy.

use crate::process::Setup;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use testkit::{Engine, TestDb};

#[tokio::test]
async fn with_a_certificate_it_serves_https_and_nothing_else() {
    let db = TestDb::new(Engine::Sqlite).await;
    let setup = Setup::new(&db.url);
    let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(names).expect("a certificate");
    let path = |name: &str| setup.folder().join(name).display().to_string();
    let (cert_path, key_path) = (path("cert.pem"), path("key.pem"));
    std::fs::write(&cert_path, cert.pem()).expect("written");
    std::fs::write(&key_path, signing_key.serialize_pem()).expect("written");

    let url = format!("https://localhost:{}", setup.port);
    let setup = setup.with("CLOOP_PUBLIC_URL", &url);
    let mut server = setup.start(&["serve", "--tls-cert", &cert_path, "--tls-key", &key_path]);
    server.logged("serving").await;

    let trusted = reqwest::Certificate::from_pem(cert.pem().as_bytes()).expect("a certificate");
    #[expect(clippy::disallowed_methods, reason = "the other side of our own port")]
    let client = reqwest::Client::builder().no_proxy().tls_certs_only([trusted]).build().expect("a client");
    let answer = client.get(format!("{url}/readyz")).send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    assert!(answer.headers().contains_key("strict-transport-security"));
    assert!(
        setup.browser().request(reqwest::Method::GET, "/readyz").send().await.is_err(),
        "not in the clear"
    );
    server.stop().await;
}
