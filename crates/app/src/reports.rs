//! Reports: one table each, of the leads that the actor sees, in days of the workspace's time zone.

mod funnel;
mod people;
mod sources;

use crate::{Ctx, failure::Result, leads::filter::Calendar};
use chrono::{Days, Months, NaiveDate};
use domain::{
    ids::PipelineId,
    money::Money,
    refusal::{Code, Refusal, Violation},
    report::{ColumnKind, Interval, ReportKind, YEARS_MAX},
};
use persistence::{pipelines, reports::Scope, workspaces};

/// As much as a report shows unless it is told otherwise.
const DAYS: u64 = 30;

/// What a client asks of a report. Both days belong to it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub pipeline: Option<PipelineId>,
    pub interval: Option<Interval>,
}

#[derive(Clone, Debug)]
pub enum Cell {
    Count(u64),
    Date(NaiveDate),
    Missing,
    Money(Money),
    Percent(f64),
    Seconds(u64),
    Text(String),
}

pub struct Column {
    pub key: String,
    pub label: String,
    pub kind: ColumnKind,
}

/// Every row, and the totals, have a cell for each column.
pub struct Report {
    pub kind: ReportKind,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// IANA name.
    pub time_zone: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    pub totals: Option<Vec<Cell>>,
}

/// What a report says, without what it was asked.
struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    totals: Option<Vec<Cell>>,
}

/// What a report is worked out from.
struct Question {
    from: NaiveDate,
    to: NaiveDate,
    scope: Scope,
    interval: Interval,
    calendar: Calendar,
}

pub async fn report(ctx: &Ctx, kind: ReportKind, asked: &Asked) -> Result<Report> {
    let time_zone = workspaces::current(&ctx.read()).await?.time_zone;
    let calendar = Calendar { now: ctx.now(), zone: time_zone.parse().unwrap_or(chrono_tz::UTC) };
    let question = question(ctx, asked, calendar).await?;
    let table = match kind {
        ReportKind::Capture => sources::capture(ctx, &question).await?,
        ReportKind::Funnel => funnel::funnel(ctx, &question).await?,
        ReportKind::Load => people::load(ctx, &question).await?,
        ReportKind::Response => people::response(ctx, &question).await?,
        ReportKind::Sources => sources::sources(ctx, &question).await?,
    };
    let Table { columns, rows, totals } = table;
    Ok(Report { kind, from: question.from, to: question.to, time_zone, columns, rows, totals })
}

async fn question(ctx: &Ctx, asked: &Asked, calendar: Calendar) -> Result<Question> {
    let wrong =
        |pointer: &str, detail: &str| Refusal::invalid(vec![Violation::new(pointer, "range", detail)]);
    let today = calendar.now.with_timezone(&calendar.zone).date_naive();
    let to = asked.to.unwrap_or(today);
    let from = asked.from.or(to.checked_sub_days(Days::new(DAYS - 1))).unwrap_or(to);
    if from > to {
        return Err(wrong("/to", "This is before the report begins.").into());
    }
    if from.checked_add_months(Months::new(12 * YEARS_MAX)).is_none_or(|most| to >= most) {
        return Err(wrong("/from", "A report covers at most 5 years.").into());
    }
    let start = |date: Option<NaiveDate>, pointer: &str| {
        let start = date.and_then(|date| calendar.start(date).ok());
        start.ok_or_else(|| wrong(pointer, "There is no such day in reports."))
    };
    let scope = Scope {
        from: start(Some(from), "/from")?,
        to: start(to.succ_opt(), "/to")?,
        pipeline: asked.pipeline,
    };
    if let Some(id) = asked.pipeline
        && !pipelines::list(&ctx.read()).await?.iter().any(|pipeline| pipeline.id == id)
    {
        return Err(Code::NotFound.into());
    }
    Ok(Question { from, to, scope, interval: asked.interval.unwrap_or(Interval::Day), calendar })
}

fn column(key: &str, label: &str, kind: ColumnKind) -> Column {
    Column { key: key.to_owned(), label: label.to_owned(), kind }
}

fn share(part: u64, whole: u64) -> Cell {
    if whole == 0 { Cell::Missing } else { Cell::Percent(part as f64 * 100.0 / whole as f64) }
}
