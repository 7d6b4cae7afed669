//! The operations of the published document: the list that every general guarantee is checked against.

use reqwest::Method;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU32, Ordering};

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

    /// A body that passes as far as the record that the path names, another one each time.
    pub(crate) fn body(&self) -> Value {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let name = format!("Name {}", LAST.fetch_add(1, Ordering::Relaxed));
        match self.id.as_str() {
            "connect_zoom" => json!({"code": "a code", "state": "a state nobody started"}),
            "create_field" => json!({"name": name, "kind": "text", "privacy_class": "ordinary"}),
            "record_field_basis" => json!({"kind": "explicit_consent"}),
            "create_note" => json!({"body": name}),
            "create_task" => json!({"title": name}),
            "read_notifications" => json!({"until": "01a2016e-a2f5-70f6-be05-d34c6159badc"}),
            "update_notification_settings" => json!({"items": []}),
            "create_assignment_rule" => json!({"name": name, "mode": "round_robin"}),
            "create_bulk" => json!({"selection": {"ids": []}, "action": {"kind": "delete"}}),
            "create_lead" => json!({"first_name": name}),
            "create_pipeline" | "create_stage" | "create_tag" | "create_team" | "create_view"
            | "update_team" => {
                json!({"name": name})
            }
            "merge_lead" => json!({"other_id": "01a2016e-a2f5-70f6-be05-d34c6159badd"}),
            "create_scoring_rule" => json!({"name": name, "points": 10}),
            _ => json!({}),
        }
    }

    /// The path with every parameter replaced by `id`.
    pub(crate) fn path_with(&self, id: &str) -> String {
        let segments =
            self.path.split('/').map(|segment| if segment.starts_with('{') { id } else { segment });
        let path = segments.collect::<Vec<_>>().join("/");
        if self.id == "search_leads" { format!("{path}?q=a") } else { path }
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
