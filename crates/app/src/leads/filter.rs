//! A filter as clients write it, JSON, becomes the domain's tree: fields known, operators fitting, values of the right
//! kind, dates and “me” resolved. Everything that is wrong is said at once, each with its place in the tree.

mod when;

pub(crate) use when::Calendar;

use crate::failure::Failure;
use domain::{
    filter::{
        DEPTH_MAX, Filter, NumberField, NumberTest, TESTS_MAX, Test, TextField, TextTest, TimeField,
        VALUES_MAX,
    },
    fold,
    ids::MemberId,
    refusal::{Code, Refusal, Violation},
};
use serde_json::{Map, Value};
use uuid::Uuid;

/// Who asks, and when and where that is.
pub(crate) struct Asking {
    /// Nobody in a rule, which acts for the workspace.
    pub(crate) me: Option<MemberId>,
    pub(crate) calendar: Calendar,
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
type Wrong = &'static str;

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

enum Mistake {
    Field,
    Op,
    Value(Wrong),
}

impl From<Wrong> for Mistake {
    fn from(wrong: Wrong) -> Self {
        Self::Value(wrong)
    }
}

struct Condition<'a> {
    op: &'a str,
    value: &'a Value,
    asking: &'a Asking,
}

fn not(filter: Filter) -> Filter {
    Filter::Not(Box::new(filter))
}

impl Condition<'_> {
    fn test(&self, field: &str) -> Result<Filter, Mistake> {
        if let Some(field) = TextField::parse(field) {
            return self.text(|test| Test::Text(field, test), fold::fold);
        }
        if let Some(field) = NumberField::parse(field) {
            return self.number(field);
        }
        if let Some(field) = TimeField::parse(field) {
            return self.time(field);
        }
        match field {
            "email" => self.text(Test::Email, |text| text.trim().to_lowercase()),
            "phone" => self.text(Test::Phone, phone_digits),
            "country" => self.choice(Test::Country, |code| {
                let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
                is_code.then(|| code.to_owned())
            }),
            "status" => self.set(Test::Status, domain::lead::LeadStatus::parse),
            "source" => self.set(Test::Source, domain::lead::LeadSource::parse),
            "origin" => self.set(Test::Origin, domain::lead::FieldOriginKind::parse),
            "owner" => self.choice(Test::Owner, |id| match id {
                "me" => self.asking.me,
                id => id.parse().ok(),
            }),
            "team" => self.choice(Test::Team, |id| id.parse().ok()),
            "pipeline" => self.choice(Test::Pipeline, |id| id.parse().ok()),
            "stage" => self.choice(Test::Stage, |id| id.parse().ok()),
            "meeting" => self.choice(Test::Meeting, |id| id.parse().ok()),
            "tag" if self.op == "all_of" => {
                let tags = self.values(|id| id.parse::<Uuid>().ok())?;
                let each = |tag| Filter::Is(Test::Tag(Some(vec![domain::ids::TagId(tag)])));
                Ok(Filter::All(tags.into_iter().map(each).collect()))
            }
            "tag" => self.choice(Test::Tag, |id| id.parse().ok()),
            "deleted" if self.op == "is" => match self.value.as_bool() {
                Some(true) => Ok(Filter::Is(Test::Deleted)),
                Some(false) => Ok(not(Filter::Is(Test::Deleted))),
                None => Err("This is true or false.".into()),
            },
            "deleted" => Err(Mistake::Op),
            _ => Err(Mistake::Field),
        }
    }

    fn text(
        &self,
        test: impl Fn(TextTest) -> Test,
        fold: impl Fn(&str) -> String,
    ) -> Result<Filter, Mistake> {
        let given = || {
            let text = self.value.as_str().map(&fold).filter(|text| !text.is_empty());
            let text = text.ok_or("This is a text that is not empty.")?;
            if text.chars().count() > fold::KEY_MAX { Err("This text is too long.") } else { Ok(text) }
        };
        let is = |test_of| Filter::Is(test(test_of));
        Ok(match self.op {
            "is" => is(TextTest::Equals(given()?)),
            "is_not" => not(is(TextTest::Equals(given()?))),
            "contains" => is(TextTest::Contains(given()?)),
            "not_contains" => not(is(TextTest::Contains(given()?))),
            "starts_with" => is(TextTest::StartsWith(given()?)),
            "empty" => is(TextTest::Missing),
            "not_empty" => not(is(TextTest::Missing)),
            _ => return Err(Mistake::Op),
        })
    }

    /// A list of words of one kind.
    fn values<T>(&self, parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Mistake> {
        let values = self.value.as_array().filter(|values| (1..=VALUES_MAX).contains(&values.len()));
        let values = values.ok_or("This is a list of 1 to 100 values.")?;
        let parsed: Option<Vec<T>> = values.iter().map(|value| value.as_str().and_then(&parse)).collect();
        Ok(parsed.ok_or("One of these is not a value of this field.")?)
    }

    /// A field that always has a value.
    fn set<T>(
        &self,
        test: impl Fn(Vec<T>) -> Test,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Filter, Mistake> {
        match self.op {
            "any_of" => Ok(Filter::Is(test(self.values(parse)?))),
            "none_of" => Ok(not(Filter::Is(test(self.values(parse)?)))),
            _ => Err(Mistake::Op),
        }
    }

    /// A field that can be empty.
    fn choice<T>(
        &self,
        test: impl Fn(Option<Vec<T>>) -> Test,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Filter, Mistake> {
        match self.op {
            "empty" => Ok(Filter::Is(test(None))),
            "not_empty" => Ok(not(Filter::Is(test(None)))),
            _ => self.set(|values| test(Some(values)), parse),
        }
    }

    fn number(&self, field: NumberField) -> Result<Filter, Mistake> {
        let one = || self.value.as_i64().ok_or("This is a whole number.");
        let between = |from, to| Filter::Is(Test::Number(field, NumberTest::Between(from, to)));
        Ok(match self.op {
            "is" => between(one()?, one()?),
            "is_not" => not(between(one()?, one()?)),
            "at_least" => between(one()?, i64::MAX),
            "at_most" => between(i64::MIN, one()?),
            "more_than" => between(one()?.checked_add(1).ok_or("There is no such number.")?, i64::MAX),
            "less_than" => between(i64::MIN, one()?.checked_sub(1).ok_or("There is no such number.")?),
            "between" => {
                let pair: Option<Vec<i64>> =
                    self.value.as_array().and_then(|pair| pair.iter().map(Value::as_i64).collect());
                match pair.as_deref() {
                    Some([from, to]) => between(*from, *to),
                    _ => return Err("These are two whole numbers.".into()),
                }
            }
            "empty" => Filter::Is(Test::Number(field, NumberTest::Missing)),
            "not_empty" => not(Filter::Is(Test::Number(field, NumberTest::Missing))),
            _ => return Err(Mistake::Op),
        })
    }

    fn time(&self, field: TimeField) -> Result<Filter, Mistake> {
        let test = self.asking.calendar.test(self.op, self.value).ok_or(Mistake::Op)??;
        let is = Filter::Is(Test::Time(field, test));
        Ok(if self.op == "not_empty" { not(is) } else { is })
    }
}

/// Numbers are stored in their international form, so only digits compare.
fn phone_digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if text.trim_start().starts_with('+') { format!("+{digits}") } else { digits }
}

#[cfg(test)]
mod tests;
