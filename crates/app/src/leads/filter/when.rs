//! Dates and spans of a filter, in the workspace's time zone: a day is the day on its members' wall, also where the
//! clocks change.

use super::Wrong;
use chrono::{DateTime, Datelike, Days, Duration, Months, NaiveDate, NaiveTime, TimeZone};
use chrono_tz::Tz;
use domain::{clock::Instant, filter::TimeTest};
use serde_json::Value;

pub(crate) struct Calendar {
    pub(crate) now: Instant,
    pub(crate) zone: Tz,
}

const MOMENT: Wrong = "This is a date (2026-11-22) or a time with its zone (2026-11-22T09:00:00Z).";
const SPAN: Wrong = "This is a count of 1 to 1000 and a unit: minutes, hours, days, weeks or months.";

impl Calendar {
    /// `None` for an unknown operator.
    pub(super) fn test(&self, op: &str, value: &Value) -> Option<Result<TimeTest, Wrong>> {
        let within = |from, to| Ok(TimeTest::Within(from, to));
        Some(match op {
            "empty" | "not_empty" => Ok(TimeTest::Missing),
            "before" => self.moment(value).and_then(|(from, _)| within(None, Some(from))),
            "after" => self.moment(value).and_then(|(_, to)| within(Some(to), None)),
            "on" => self.date(value).and_then(|date| {
                let next = date.checked_add_days(Days::new(1)).ok_or(MOMENT)?;
                within(Some(self.start(date)?), Some(self.start(next)?))
            }),
            "between" => match value.as_array().map(Vec::as_slice) {
                Some([from, to]) => self.moment(from).and_then(|(from, _)| {
                    let (_, to) = self.moment(to)?;
                    within(Some(from), Some(to))
                }),
                _ => Err("These are two dates or times."),
            },
            "in_last" => {
                self.span(value, true).and_then(|from| within(Some(from), Some(self.just_after_now())))
            }
            "in_next" => self.span(value, false).and_then(|to| within(Some(self.now), Some(to))),
            "is" => value.as_str().and_then(|word| self.named(word)).map_or(
                Err("This is today, yesterday, tomorrow, or this or last week, month, quarter or year."),
                |(from, to)| within(Some(self.start(from)?), Some(self.start(to)?)),
            ),
            _ => return None,
        })
    }

    /// What happens at this very moment happened in the last hour.
    fn just_after_now(&self) -> Instant {
        self.now + Duration::microseconds(1)
    }

    /// The instant that a text names, or the first one of the day that it names.
    pub(crate) fn instant(&self, text: &str) -> Result<Instant, Wrong> {
        self.moment(&Value::from(text)).map(|(from, _)| from)
    }

    /// When today ends.
    pub(crate) fn tomorrow(&self) -> Instant {
        let today = self.now.with_timezone(&self.zone).date_naive();
        let tomorrow = today.succ_opt().and_then(|tomorrow| self.start(tomorrow).ok());
        tomorrow.unwrap_or(self.now + Duration::days(1))
    }

    /// From its first instant to after its last: a date is a day, a time is itself.
    fn moment(&self, value: &Value) -> Result<(Instant, Instant), Wrong> {
        let text = value.as_str().ok_or(MOMENT)?;
        if let Ok(time) = DateTime::parse_from_rfc3339(text) {
            let at = storable(time.to_utc())?;
            return Ok((at, at + Duration::microseconds(1)));
        }
        let date = self.date(value)?;
        let next = date.checked_add_days(Days::new(1)).ok_or(MOMENT)?;
        Ok((self.start(date)?, self.start(next)?))
    }

    fn date(&self, value: &Value) -> Result<NaiveDate, Wrong> {
        value.as_str().and_then(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).ok_or(MOMENT)
    }

    /// The first instant of a day. Where midnight is skipped, the day begins at its first hour.
    pub(crate) fn start(&self, date: NaiveDate) -> Result<Instant, Wrong> {
        let begins = (0..=3).find_map(|hour| {
            let local = date.and_time(NaiveTime::from_hms_opt(hour, 0, 0)?);
            self.zone.from_local_datetime(&local).earliest()
        });
        storable(begins.ok_or(MOMENT)?.to_utc())
    }

    fn span(&self, value: &Value, is_past: bool) -> Result<Instant, Wrong> {
        let count = value.get("count").and_then(Value::as_u64).filter(|count| (1..=1_000).contains(count));
        let count = u32::try_from(count.ok_or(SPAN)?).map_err(|_| SPAN)?;
        let unit = value.get("unit").and_then(Value::as_str).ok_or(SPAN)?;
        let signed = if is_past { -i64::from(count) } else { i64::from(count) };
        let at = match unit {
            "minutes" => self.now.checked_add_signed(Duration::minutes(signed)),
            "hours" => self.now.checked_add_signed(Duration::hours(signed)),
            "days" => self.now.checked_add_signed(Duration::days(signed)),
            "weeks" => self.now.checked_add_signed(Duration::weeks(signed)),
            "months" if is_past => self.now.checked_sub_months(Months::new(count)),
            "months" => self.now.checked_add_months(Months::new(count)),
            _ => None,
        };
        storable(at.ok_or(SPAN)?)
    }

    /// The first day of it, and the first one after it. Weeks begin on Monday (ISO 8601).
    fn named(&self, word: &str) -> Option<(NaiveDate, NaiveDate)> {
        let today = self.now.with_timezone(&self.zone).date_naive();
        let week = today.checked_sub_days(Days::new(u64::from(today.weekday().num_days_from_monday())))?;
        let month = today.with_day(1)?;
        let quarter = month.with_month0(today.month0() / 3 * 3)?;
        let year = month.with_month0(0)?;
        let days = |from: NaiveDate, count| Some((from, from.checked_add_days(Days::new(count))?));
        let months = |from: NaiveDate, count| Some((from, from.checked_add_months(Months::new(count))?));
        match word {
            "today" => days(today, 1),
            "yesterday" => days(today.pred_opt()?, 1),
            "tomorrow" => days(today.succ_opt()?, 1),
            "this_week" => days(week, 7),
            "last_week" => days(week.checked_sub_days(Days::new(7))?, 7),
            "this_month" => months(month, 1),
            "last_month" => months(month.checked_sub_months(Months::new(1))?, 1),
            "this_quarter" => months(quarter, 3),
            "this_year" => months(year, 12),
            _ => None,
        }
    }
}

/// Years that every engine can compare.
fn storable(at: Instant) -> Result<Instant, Wrong> {
    if (1970..=9990).contains(&at.year()) { Ok(at) } else { Err(MOMENT) }
}
