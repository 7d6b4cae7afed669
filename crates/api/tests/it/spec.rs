//! The operations of the published document: the list that every general guarantee is checked against.

use reqwest::Method;
use serde_json::Value;

pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: Method,
    /// With its `{parameters}`.
    pub(crate) path: String,
    pub(crate) spec: Value,
}

impl Operation {
    pub(crate) fn is_public(&self) -> bool {
        self.spec["security"]
            .as_array()
            .is_some_and(|ways| ways.iter().all(|way| way.as_object().unwrap().is_empty()))
    }

    pub(crate) fn has_body(&self) -> bool {
        self.spec.get("requestBody").is_some()
    }

    /// The path with every parameter replaced by `id`.
    pub(crate) fn path_with(&self, id: &str) -> String {
        let segments =
            self.path.split('/').map(|segment| if segment.starts_with('{') { id } else { segment });
        segments.collect::<Vec<_>>().join("/")
    }
}

pub(crate) fn document() -> Value {
    serde_json::from_str(&api::openapi().to_json().unwrap()).unwrap()
}

pub(crate) fn operations() -> Vec<Operation> {
    let document = document();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, spec) in item.as_object().unwrap() {
            operations.push(Operation {
                id: spec["operationId"].as_str().unwrap_or_default().to_owned(),
                method: method.to_uppercase().parse().unwrap(),
                path: path.clone(),
                spec: spec.clone(),
            });
        }
    }
    assert!(operations.len() > 10, "the document lists the API");
    operations
}
