//! The recorded signature vectors.

use anyhow::Context;
use serde_json::Value;
use simulators::zoom::WebhookSecret;

use crate::fixture;

fn text<'a>(value: &'a Value, field: &str) -> anyhow::Result<&'a str> {
    value.get(field).and_then(Value::as_str).with_context(|| format!("no {field}"))
}

#[test]
fn signatures_equal_the_vectors() -> anyhow::Result<()> {
    let vectors = fixture::read("vectors/signature_vectors.json")?;
    let vectors = vectors["vectors"].as_array().context("no vectors")?;
    assert!(vectors.len() > 10);
    for vector in vectors {
        let secret = WebhookSecret::new(text(vector, "secret")?);
        let signature = secret.sign(text(vector, "timestamp")?, text(vector, "body")?.as_bytes());
        let is_equal = signature == text(vector, "signature")?;
        // This one is refused for its timestamp alone.
        let expected = vector["valid"] == true || vector["name"] == "millisecond_timestamp";
        assert_eq!(is_equal, expected, "{}", vector["name"]);
    }
    Ok(())
}

#[test]
fn challenge_answers_equal_the_vectors() -> anyhow::Result<()> {
    let vectors = fixture::read("vectors/url_validation_vectors.json")?;
    for vector in vectors["vectors"].as_array().context("no vectors")? {
        let plain_token = text(&vector["request"]["payload"], "plainToken")?;
        let answer = WebhookSecret::new(text(vector, "secret")?).answer(plain_token);
        assert_eq!(answer, text(&vector["response_body"], "encryptedToken")?);
    }
    Ok(())
}
