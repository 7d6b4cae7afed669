//! Conditions on what a workspace's own fields hold.

use super::condition::{Condition, Mistake, not};
use chrono::{Datelike, NaiveTime};
use domain::{
    clock::Instant,
    field::FieldKind,
    filter::{CustomTest, Filter, NumberTest, Test, TextTest, TimeTest},
    fold,
};
use serde_json::Value;
use uuid::Uuid;

impl Condition<'_> {
    /// A field in quarantine is asked nothing.
    pub(super) fn custom(&self, key: &str) -> Result<Filter, Mistake> {
        let known = self.asking.fields.iter().find(|field| field.key == key && field.is_active());
        let field = known.ok_or(Mistake::Field)?;
        let of_field = |test| Test::Custom(field.id, test);
        match field.kind {
            FieldKind::Email | FieldKind::LongText | FieldKind::Phone | FieldKind::Text | FieldKind::Url => {
                let test = |test: TextTest| of_field(CustomTest::Text(test));
                self.text(test, fold::key)
            }
            FieldKind::Number => self.number(|test| of_field(CustomTest::Number(test)), micros),
            FieldKind::Money => self.number(|test| of_field(CustomTest::Number(test)), Value::as_i64),
            FieldKind::DateTime => self.time(|test| of_field(CustomTest::Time(test))),
            FieldKind::Date => self.any_time(|test| of_field(CustomTest::Number(self.days(test)))),
            FieldKind::Choice | FieldKind::MultiChoice => {
                self.choice(|chosen| of_field(CustomTest::Chosen(chosen)), |id| id.parse::<Uuid>().ok())
            }
            FieldKind::Member => self.choice(
                |chosen| of_field(CustomTest::Chosen(chosen)),
                |id| if id == "me" { Some(self.asking.me?.0) } else { id.parse().ok() },
            ),
            FieldKind::Checkbox => match (self.op, self.value.as_bool()) {
                ("is", Some(true)) => Ok(Filter::Is(of_field(CustomTest::Checked))),
                ("is", Some(false)) => Ok(not(Filter::Is(of_field(CustomTest::Checked)))),
                ("is", None) => Err("This is true or false.".into()),
                _ => Err(Mistake::Op),
            },
        }
    }

    /// Dates have no zone and are kept as numbers of days; what was asked is a stretch of the workspace's days.
    fn days(&self, test: TimeTest) -> NumberTest {
        let TimeTest::Within(from, to) = test else { return NumberTest::Missing };
        let local = |at: Instant| at.with_timezone(&self.asking.calendar.zone);
        let day = |at: Instant| i64::from(local(at).date_naive().num_days_from_ce());
        // A stretch that ends within a day has that day in it.
        let last = |to: Instant| if local(to).time() == NaiveTime::MIN { day(to) - 1 } else { day(to) };
        NumberTest::Between(from.map_or(i64::MIN, day), to.map_or(i64::MAX, last))
    }
}

/// As [`domain::field::FieldValue::Number`] is kept.
fn micros(value: &Value) -> Option<i64> {
    match domain::field::FieldValue::number(value.as_f64()?) {
        Ok(domain::field::FieldValue::Number(micros)) => Some(micros),
        _ => None,
    }
}
