//! What makes the document one that a stranger can build on.

use crate::spec::{document, operations};
use serde_json::Value;
use std::collections::BTreeSet;

fn every_ref(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                found.insert(reference.to_owned());
            }
            object.values().for_each(|value| every_ref(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| every_ref(value, found)),
        _ => {}
    }
}

#[test]
fn every_reference_resolves_and_every_schema_is_used() {
    let document = document();
    let mut references = BTreeSet::new();
    every_ref(&document, &mut references);
    for reference in &references {
        let pointer = reference.strip_prefix('#').expect("a local reference");
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(references.contains(&format!("#/components/schemas/{name}")), "nobody uses {name}");
    }
}

#[test]
fn every_path_parameter_is_declared() {
    for operation in operations() {
        let declared: BTreeSet<&str> = operation.spec["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|parameter| parameter["in"] == "path")
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        let named: BTreeSet<&str> = operation
            .path
            .split('/')
            .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
            .collect();
        assert_eq!(declared, named, "{}", operation.path);
    }
}

#[test]
fn operations_are_named_described_tagged_secured_and_can_fail() {
    const VERBS: [&str; 27] = [
        "add",
        "cancel",
        "connect",
        "count",
        "create",
        "delete",
        "disconnect",
        "dismiss",
        "get",
        "list",
        "merge",
        "read",
        "receive",
        "record",
        "remove",
        "restore",
        "search",
        "sign",
        "start",
        "stream",
        "tag",
        "try",
        "undo",
        "unread",
        "untag",
        "update",
        "withdraw",
    ];
    let mut ids = BTreeSet::new();
    let tags: Vec<Value> =
        document()["tags"].as_array().unwrap().iter().map(|tag| tag["name"].clone()).collect();
    for operation in operations() {
        let (id, spec) = (&operation.id, &operation.spec);
        let verb = id.split('_').next().unwrap();
        assert!(VERBS.contains(&verb) && id.contains('_'), "{id} is not <verb>_<resource>");
        assert!(ids.insert(id.clone()), "{id} is there twice");
        assert!(tags.contains(&spec["tags"][0]), "{id} has no known tag");
        assert!(!spec["summary"].as_str().unwrap_or_default().is_empty(), "{id} has no summary");
        assert!(spec["security"].is_array(), "{id} does not say who may call it");
        let problem = &spec["responses"]["default"]["content"]["application/problem+json"]["schema"]["$ref"];
        assert_eq!(problem, "#/components/schemas/Problem", "{id}");
        assert!(spec["responses"].as_object().unwrap().keys().any(|status| status.starts_with('2')), "{id}");
    }
}

#[test]
fn only_these_operations_are_public() {
    let public: BTreeSet<String> = operations()
        .into_iter()
        .filter(super::spec::Operation::is_public)
        .map(|operation| operation.id)
        .collect();
    let expected = ["get_health", "get_readiness", "receive_zoom_delivery", "sign_in", "sign_up"];
    assert_eq!(public.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn the_document_speaks_of_us() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["info"]["title"], "Cloop");
    assert_eq!(document["info"]["license"]["name"], "Apache-2.0");
    assert!(document["info"].get("contact").is_none(), "no author of a dependency");
}

#[test]
fn names_are_snake_case_except_where_a_provider_decided() {
    let document = document();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        if name == "ChallengeAnswer" {
            continue;
        }
        for property in schema["properties"].as_object().into_iter().flatten().map(|(property, _)| property) {
            let is_snake = property.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            assert!(is_snake, "{name}.{property}");
        }
    }
}
