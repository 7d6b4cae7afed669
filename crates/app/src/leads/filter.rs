//! A filter as clients write it, JSON, becomes the domain's tree: fields known, operators fitting, values of the right
//! kind, dates and “me” resolved. Everything that is wrong is said at once, each with its place in the tree.

mod condition;
mod custom;
mod when;

pub(crate) use when::Calendar;

use crate::failure::Failure;
use condition::{Condition, Mistake};
use domain::{
    field::Field,
    filter::{DEPTH_MAX, Filter, NumberField, TESTS_MAX},
    ids::MemberId,
    refusal::{Code, Refusal, Violation},
};
use serde_json::{Map, Value};

/// Who asks, and when and where that is.
pub(crate) struct Asking {
    /// Nobody in a rule, which acts for the workspace.
    pub(crate) me: Option<MemberId>,
    pub(crate) calendar: Calendar,
    /// The workspace's own.
    pub(crate) fields: Vec<Field>,
}

/// The tree, or every mistake in it.
pub(crate) fn parse(text: &str, asking: &Asking) -> Result<Filter, Refusal> {
    let refusal = || Refusal::new(Code::MalformedQuery);
    let tree: Value = serde_json::from_str(text)
        .map_err(|error| refusal().detail(format!("The filter is not JSON: {error}.")))?;
    let mut parser = Parser { asking, tests: 0, violations: Vec::new() };
    let filter = parser.node(&tree, "", 0);
    if parser.tests > TESTS_MAX {
        parser.wrong("", "length", &format!("A filter has at most {TESTS_MAX} conditions."));
    }
    if parser.violations.is_empty() {
        return Ok(filter);
    }
    Err(Refusal { violations: parser.violations, ..refusal().detail("The filter is not right.") })
}

/// Whether a filter that is right has a condition on the score.
pub(crate) fn asks_for_the_score(text: &str) -> bool {
    fn asks(node: &Value) -> bool {
        match node {
            Value::Object(node) => {
                node.get("field").and_then(Value::as_str) == Some(NumberField::Score.as_str())
                    || node.values().any(asks)
            }
            Value::Array(nodes) => nodes.iter().any(asks),
            _ => false,
        }
    }
    serde_json::from_str(text).is_ok_and(|tree: Value| asks(&tree))
}

/// What is wrong with a filter that is part of a body, as places in the body.
pub(crate) fn violations(failure: Failure, at: &str) -> Result<Vec<Violation>, Failure> {
    match failure {
        Failure::Refused(refusal) if refusal.violations.is_empty() => {
            Ok(vec![Violation::new(at, "filter", refusal.detail)])
        }
        Failure::Refused(refusal) => {
            let inside = |wrong: Violation| Violation { pointer: format!("{at}{}", wrong.pointer), ..wrong };
            Ok(refusal.violations.into_iter().map(inside).collect())
        }
        fault => Err(fault),
    }
}

struct Parser<'a> {
    asking: &'a Asking,
    tests: usize,
    violations: Vec<Violation>,
}

/// What is wrong with a value.
pub(crate) type Wrong = &'static str;

impl Parser<'_> {
    fn wrong(&mut self, pointer: &str, code: &str, detail: &str) {
        // One mistake too many says no more than the first hundred.
        if self.violations.len() < 100 {
            self.violations.push(Violation::new(pointer, code, detail));
        }
    }

    fn node(&mut self, node: &Value, at: &str, depth: usize) -> Filter {
        let Some(node) = node.as_object() else {
            self.wrong(at, "type", "A filter is an object.");
            return Filter::EVERYTHING;
        };
        if depth >= DEPTH_MAX {
            self.wrong(at, "depth", &format!("A filter is at most {DEPTH_MAX} levels deep."));
            return Filter::EVERYTHING;
        }
        let single = node.iter().next().filter(|_| node.len() == 1);
        match single.map(|(key, value)| (key.as_str(), value)) {
            Some(("all", parts)) => Filter::All(self.nodes(parts, &format!("{at}/all"), depth)),
            Some(("any", parts)) => Filter::Any(self.nodes(parts, &format!("{at}/any"), depth)),
            Some(("not", inner)) => Filter::Not(Box::new(self.node(inner, &format!("{at}/not"), depth + 1))),
            _ => self.condition(node, at),
        }
    }

    fn nodes(&mut self, parts: &Value, at: &str, depth: usize) -> Vec<Filter> {
        let Some(parts) = parts.as_array() else {
            self.wrong(at, "type", "This is a list of filters.");
            return Vec::new();
        };
        if parts.len() > TESTS_MAX {
            self.wrong(at, "length", &format!("A filter has at most {TESTS_MAX} conditions."));
            return Vec::new();
        }
        parts
            .iter()
            .enumerate()
            .map(|(index, part)| self.node(part, &format!("{at}/{index}"), depth + 1))
            .collect()
    }

    fn condition(&mut self, node: &Map<String, Value>, at: &str) -> Filter {
        self.tests += 1;
        if let Some(unknown) = node.keys().find(|key| !matches!(key.as_str(), "field" | "op" | "value")) {
            self.wrong(
                &format!("{at}/{}", escape(unknown)),
                "unknown",
                "A condition has a field, an op and a value.",
            );
            return Filter::EVERYTHING;
        }
        let word = |key: &str| node.get(key).and_then(Value::as_str).unwrap_or_default();
        let condition = Condition {
            op: word("op"),
            value: node.get("value").unwrap_or(&Value::Null),
            asking: self.asking,
        };
        match condition.test(word("field")) {
            Ok(filter) => filter,
            Err(Mistake::Field) => {
                self.wrong(&format!("{at}/field"), "unknown", "Leads have no such field.");
                Filter::EVERYTHING
            }
            Err(Mistake::Op) => {
                self.wrong(&format!("{at}/op"), "unknown", "This field has no such operator.");
                Filter::EVERYTHING
            }
            Err(Mistake::Value(detail)) => {
                self.wrong(&format!("{at}/value"), "value", detail);
                Filter::EVERYTHING
            }
        }
    }
}

/// RFC 6901.
fn escape(name: &str) -> String {
    name.chars().take(100).collect::<String>().replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests;
