use super::*;
use clap::CommandFactory;
use std::fmt::Write;

fn serve(args: &[&str]) -> ServeArgs {
    let cli = Cli::parse_from(["cloop", "serve"].iter().chain(args));
    let Command::Serve(args) = cli.command else { panic!("serve") };
    args
}

const ZOOM: [&str; 2] = ["--zoom-client-id=id", "--zoom-client-secret=secret"];

#[test]
fn contradictions_are_refused() {
    let zoom = |more: &[&str]| serve(&[&ZOOM, more].concat()).base.zoom.config().map(|zoom| zoom.is_some());
    assert!(zoom(&["--zoom-webhook-secret=a,b"]).unwrap());
    assert!(zoom(&[]).is_err());
    assert!(serve(&["--zoom-webhook-secret=a"]).base.zoom.config().is_err());
    assert!(serve(&[]).base.zoom.config().unwrap().is_none());
    for empty in ["--zoom-webhook-secret=", "--zoom-webhook-secret= ", "--zoom-webhook-secret=a,"] {
        let config = serve(&[&ZOOM[..], &[empty]].concat()).base.zoom.config().unwrap().unwrap();
        let egress = integrations::Egress::new().unwrap();
        assert!(integrations::zoom::ZoomApp::new(config, egress).is_err(), "{empty}");
    }

    let public_url = |url: &str| serve(&[&format!("--public-url={url}")]).base.public_url();
    for url in ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:1", "https://app.example.com"] {
        assert!(public_url(url).is_ok(), "{url}");
    }
    for url in ["http://app.example.com", "ftp://localhost", "nonsense", "https://example.com/cloop"] {
        assert!(public_url(url).is_err(), "{url}");
    }

    let key = |args: &[&str]| serve(args).base.security.secret_key();
    assert!(key(&[]).is_err());
    assert!(key(&["--secret-key=short"]).is_err());
    assert!(key(&["--secret-key=0123456789abcdef0123456789abcdef"]).is_ok());
    assert!(key(&["--secret-key=0123456789abcdef0123456789abcdef", "--secret-key-file=key"]).is_err());
    assert!(serve(&["--password-passes=1"]).base.security.hashing_cost().is_err());
    assert!(Cli::try_parse_from(["cloop", "serve", "--tls-cert=cert.pem"]).is_err());
}

#[test]
fn secrets_are_not_printed() {
    let canary = "canary-0123456789abcdef0123456789abcdef";
    let args = serve(&[
        &format!("--secret-key={canary}"),
        &format!("--zoom-client-secret={canary}"),
        &format!("--zoom-webhook-secret={canary}"),
        &format!("--database-url=mysql://u:{canary}@127.0.0.1/c"),
    ]);
    assert!(!format!("{args:?}").contains("canary"));
}

/// `.env.example` is the help in another form. Write it with `UPDATE=1`.
#[test]
fn the_example_environment_is_the_reference() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../.env.example");
    let rendered = render();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &rendered).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), rendered, "run with UPDATE=1 to write .env.example");
}

fn render() -> String {
    let mut text = String::from(
        "# Settings of Cloop, all of them. Uncomment what you change; `cloop help serve` says the same.\n",
    );
    let cli = Cli::command();
    let serve = cli.find_subcommand("serve").unwrap();
    for arg in cli.get_arguments().chain(serve.get_arguments()) {
        let (Some(env), Some(help)) = (arg.get_env(), arg.get_help()) else { continue };
        let default =
            arg.get_default_values().first().map(|value| value.to_string_lossy()).unwrap_or_default();
        let is_flag = !arg.get_action().takes_values();
        let default = if is_flag { "false".into() } else { default };
        write!(text, "\n# {help}\n#{}={default}\n", env.to_string_lossy()).unwrap();
    }
    text
}
