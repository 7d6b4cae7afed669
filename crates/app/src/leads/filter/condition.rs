//! One condition of a filter: which field, asked how, for what.

use super::{Asking, Wrong};
use domain::{
    clock::{Instant, latest},
    filter::{
        Filter, NumberField, NumberTest, OpenTask, Test, TextField, TextTest, TimeField, TimeTest, VALUES_MAX,
    },
    fold,
};
use serde_json::Value;
use uuid::Uuid;

pub(super) enum Mistake {
    Field,
    Op,
    Value(Wrong),
}

impl From<Wrong> for Mistake {
    fn from(wrong: Wrong) -> Self {
        Self::Value(wrong)
    }
}

pub(super) struct Condition<'a> {
    pub(super) op: &'a str,
    pub(super) value: &'a Value,
    pub(super) asking: &'a Asking,
}

pub(super) fn not(filter: Filter) -> Filter {
    Filter::Not(Box::new(filter))
}

impl Condition<'_> {
    pub(super) fn test(&self, field: &str) -> Result<Filter, Mistake> {
        if let Some(field) = TextField::parse(field) {
            return self.text(|test| Test::Text(field, test), fold::fold);
        }
        if let Some(field) = NumberField::parse(field) {
            return self.number(|test| Test::Number(field, test), Value::as_i64);
        }
        if let Some(field) = TimeField::parse(field) {
            return self.time(|test| Test::Time(field, test));
        }
        if let Some(key) = field.strip_prefix("custom.") {
            return self.custom(key);
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
            "task" => self.choice(Test::Task, |word| {
                let today = || self.asking.calendar.test("is", &Value::from("today"))?.ok();
                match word {
                    "overdue" => Some(OpenTask::Due(None, Some(self.asking.calendar.now))),
                    "today" => match today()? {
                        TimeTest::Within(from, to) => Some(OpenTask::Due(from, to)),
                        TimeTest::Missing => None,
                    },
                    "mine" => self.asking.me.map(OpenTask::Of),
                    member => member.parse().ok().map(OpenTask::Of),
                }
            }),
            "deleted" if self.op == "is" => match self.value.as_bool() {
                Some(true) => Ok(Filter::Is(Test::Deleted)),
                Some(false) => Ok(not(Filter::Is(Test::Deleted))),
                None => Err("This is true or false.".into()),
            },
            "deleted" => Err(Mistake::Op),
            _ => Err(Mistake::Field),
        }
    }

    pub(super) fn text(
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
    pub(super) fn choice<T>(
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

    pub(super) fn number(
        &self,
        test: impl Fn(NumberTest) -> Test,
        read: impl Fn(&Value) -> Option<i64>,
    ) -> Result<Filter, Mistake> {
        let one = || read(self.value).ok_or("This is a number.");
        let between = |from, to| Filter::Is(test(NumberTest::Between(from, to)));
        Ok(match self.op {
            "is" => between(one()?, one()?),
            "is_not" => not(between(one()?, one()?)),
            "at_least" => between(one()?, i64::MAX),
            "at_most" => between(i64::MIN, one()?),
            "more_than" => between(one()?.checked_add(1).ok_or("There is no such number.")?, i64::MAX),
            "less_than" => between(i64::MIN, one()?.checked_sub(1).ok_or("There is no such number.")?),
            "between" => {
                let pair: Option<Vec<i64>> =
                    self.value.as_array().and_then(|pair| pair.iter().map(&read).collect());
                match pair.as_deref() {
                    Some([from, to]) => between(*from, *to),
                    _ => return Err("These are two numbers.".into()),
                }
            }
            "empty" => Filter::Is(test(NumberTest::Missing)),
            "not_empty" => not(Filter::Is(test(NumberTest::Missing))),
            _ => return Err(Mistake::Op),
        })
    }

    /// Of moments as they are stored: what lies behind the last one there can be asks for all of them.
    pub(super) fn time(&self, test: impl Fn(TimeTest) -> Test) -> Result<Filter, Mistake> {
        let stored = |at: Instant| at.min(latest());
        self.any_time(|asked| match asked {
            TimeTest::Within(from, to) => test(TimeTest::Within(from.map(stored), to.map(stored))),
            TimeTest::Missing => test(TimeTest::Missing),
        })
    }

    pub(super) fn any_time(&self, test: impl Fn(TimeTest) -> Test) -> Result<Filter, Mistake> {
        let asked = self.asking.calendar.test(self.op, self.value).ok_or(Mistake::Op)??;
        let is = Filter::Is(test(asked));
        Ok(if self.op == "not_empty" { not(is) } else { is })
    }
}

/// Numbers are stored in their international form, so only digits compare.
fn phone_digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if text.trim_start().starts_with('+') { format!("+{digits}") } else { digits }
}
