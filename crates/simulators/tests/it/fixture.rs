//! Reading of the recorded fixtures.

use anyhow::Context;
use serde_json::Value;

pub fn read(name: &str) -> anyhow::Result<Value> {
    let path = format!("{}/../../fixtures/zoom/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).with_context(|| path.clone())?;
    serde_json::from_str(&text).context(path)
}

/// The value with every leaf replaced by the name of its type, lists by their first element: what two bodies of the
/// same shape have in common.
pub fn shape(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (name.clone(), shape(value))).collect())
        }
        Value::Array(items) => Value::Array(items.first().map(shape).into_iter().collect()),
        Value::String(_) => Value::from("text"),
        Value::Number(_) => Value::from("number"),
        Value::Bool(_) => Value::from("truth"),
        Value::Null => Value::Null,
    }
}
