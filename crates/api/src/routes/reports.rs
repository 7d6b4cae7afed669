//! `/reports`.

mod csv;

use crate::{
    extract::{Actor, LeadsRead},
    problem::Problem,
    routes::money::MoneyValue,
};
use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{ACCEPT, CACHE_CONTROL, CONTENT_DISPOSITION},
    web,
};
use app::reports::{self, Asked, Cell, Column, Report};
use chrono::NaiveDate;
use domain::{
    ids::PipelineId,
    refusal::{Code, Refusal, Violation},
    report::{ColumnKind, Interval, ReportKind},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ReportPath {
    report: ReportKind,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportQuery {
    /// The first day, in the workspace's time zone; left out: 30 days up to the last one.
    #[param(nullable = false, format = Date)]
    from: Option<String>,
    /// The last day; left out: today. At most five years after the first one.
    #[param(nullable = false, format = Date)]
    to: Option<String>,
    /// Leads of this pipeline only; for the funnel: which one, else the first.
    #[param(nullable = false)]
    pipeline_id: Option<PipelineId>,
    /// For the volume of capture.
    #[param(inline, nullable = false, default = "day")]
    interval: Option<Interval>,
    /// `csv` is the same as `Accept: text/csv`.
    #[param(inline, nullable = false)]
    format: Option<Format>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Format {
    Csv,
    Json,
}

/// One table.
#[derive(Serialize, ToSchema)]
#[schema(as = Report)]
pub(crate) struct ReportView {
    report: ReportKind,
    /// The first day.
    from: NaiveDate,
    /// The last day.
    to: NaiveDate,
    /// Whose days these are; an IANA name.
    time_zone: String,
    columns: Vec<ColumnView>,
    /// Each with a value, or `null`, for every column's key: texts, numbers, dates, and `Money` objects.
    #[schema(value_type = Vec<Object>)]
    rows: Vec<Value>,
    /// Likewise, over all rows; `null` where there is nothing to add up.
    #[schema(value_type = Option<Object>)]
    totals: Option<Value>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ReportColumn)]
pub(crate) struct ColumnView {
    key: String,
    /// For people.
    label: String,
    kind: ColumnKind,
}

impl From<Report> for ReportView {
    fn from(report: Report) -> Self {
        Self {
            report: report.kind,
            from: report.from,
            to: report.to,
            time_zone: report.time_zone,
            rows: report.rows.into_iter().map(|row| object(&report.columns, row)).collect(),
            totals: report.totals.map(|row| object(&report.columns, row)),
            columns: report
                .columns
                .into_iter()
                .map(|column| ColumnView { key: column.key, label: column.label, kind: column.kind })
                .collect(),
        }
    }
}

fn object(columns: &[Column], row: Vec<Cell>) -> Value {
    let pairs = columns.iter().zip(row).map(|(column, cell)| (column.key.clone(), value(cell)));
    Value::Object(pairs.collect::<Map<_, _>>())
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Count(count) | Cell::Seconds(count) => json!(count),
        Cell::Date(date) => json!(date),
        Cell::Missing => Value::Null,
        Cell::Money(money) => json!(MoneyValue::from(money)),
        Cell::Percent(percent) => json!((percent * 10.0).round() / 10.0),
        Cell::Text(text) => json!(text),
    }
}

fn day(given: Option<&str>, pointer: &str) -> Result<Option<NaiveDate>, Problem> {
    let wrong = || Refusal::invalid(vec![Violation::new(pointer, "date", "This is a day, as 2026-11-22.")]);
    let parse = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| wrong().into());
    given.map(parse).transpose()
}

fn wants_csv(request: &HttpRequest, format: Option<Format>) -> bool {
    let accept = request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    format.map_or(accept.trim_start().starts_with("text/csv"), |format| format == Format::Csv)
}

/// A report
///
/// `funnel`: how leads move through the stages of a pipeline. `sources`: what becomes of leads, by where they came from.
/// `response`: how long captured leads wait for a member. `load`: what everybody has on their hands now. `capture`: how many
/// leads came, and when. Always of the leads that you see and that are not in the bin. Also as CSV.
#[utoipa::path(
    tag = "leads", operation_id = "get_report", security(("session" = [])), params(ReportPath, ReportQuery),
    responses((status = 200, description = "The table", content((ReportView = "application/json"), (String = "text/csv"))))
)]
#[get("/reports/{report}")]
pub(crate) async fn get_report(
    actor: Actor<LeadsRead>,
    path: web::Path<ReportPath>,
    query: web::Query<ReportQuery>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let asked = Asked {
        from: day(query.from.as_deref(), "/from")?,
        to: day(query.to.as_deref(), "/to")?,
        pipeline: query.pipeline_id,
        interval: query.interval,
    };
    let report = reports::report(&actor, path.report, &asked).await?;
    if !wants_csv(&request, query.format) {
        return Ok(HttpResponse::Ok().json(ReportView::from(report)));
    }
    let name = format!("{}-{}-{}.csv", report.kind, report.from, report.to);
    let text = csv::write(&report).ok_or_else(|| Problem::code(Code::Internal))?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(text))
}
