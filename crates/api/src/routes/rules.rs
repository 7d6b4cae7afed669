//! `/assignment-rules` and `/scoring-rules`.

mod assignment;
mod scoring;

pub(crate) use assignment::{
    create_assignment_rule, delete_assignment_rule, list_assignment_rules, try_assignment_rules,
    update_assignment_rule,
};
pub(crate) use scoring::{
    create_scoring_rule, delete_scoring_rule, list_scoring_rules, try_scoring_rules, update_scoring_rule,
};

use serde_json::Value;

/// As many leads as a dry run shows unless it is told otherwise.
const TRIED: u64 = 20;

/// A stored filter tree, as its author wrote it.
fn tree(filter: Option<&str>) -> Option<Value> {
    filter.and_then(|filter| serde_json::from_str(filter).ok())
}

fn text(filter: Option<Value>) -> Option<String> {
    filter.map(|filter| filter.to_string())
}
