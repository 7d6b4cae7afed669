//! Reports by where leads came from.

use super::{Cell, Question, Table, column, share};
use crate::{Ctx, failure::Result};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, Offset, TimeZone};
use domain::{
    ids::StageId,
    lead::{LeadSource, LeadStatus},
    pipeline::StageKind,
    report::{ColumnKind, Interval},
};
use persistence::{pipelines, reports};
use std::collections::{BTreeMap, HashSet};

fn label(source: LeadSource) -> &'static str {
    match source {
        LeadSource::Manual => "Entered",
        LeadSource::ZoomMeeting => "Zoom meeting",
        LeadSource::ZoomWebinar => "Zoom webinar",
    }
}

/// Leads of one source, or of all.
#[derive(Clone, Copy, Default)]
struct Outcome {
    leads: u64,
    qualified: u64,
    converted: u64,
    won: u64,
    /// Converted, or won, or both.
    gained: u64,
}

impl Outcome {
    fn add(&mut self, status: LeadStatus, is_won: bool, count: u64) {
        let is_converted = status == LeadStatus::Converted;
        let counted = |counts: bool| if counts { count } else { 0 };
        self.leads += count;
        self.qualified += counted(is_converted || status == LeadStatus::Qualified);
        self.converted += counted(is_converted);
        self.won += counted(is_won);
        self.gained += counted(is_converted || is_won);
    }

    fn row(&self, name: &str) -> Vec<Cell> {
        let counts = [self.leads, self.qualified, self.converted, self.won].map(Cell::Count);
        let mut row = vec![Cell::Text(name.to_owned())];
        row.extend(counts);
        row.push(share(self.gained, self.leads));
        row
    }
}

/// What became of the leads that came in this time.
pub(super) async fn sources(ctx: &Ctx, asked: &Question) -> Result<Table> {
    let db = ctx.read();
    let stages = pipelines::list(&db).await?.into_iter().flat_map(|pipeline| pipeline.stages);
    let won: HashSet<StageId> =
        stages.filter(|stage| stage.kind == StageKind::Won).map(|stage| stage.id).collect();
    let mut all = Outcome::default();
    let mut by_source = [Outcome::default(); LeadSource::ALL.len()];
    for (source, status, stage, count) in reports::outcomes(&db, &asked.scope).await? {
        let is_won = stage.is_some_and(|stage| won.contains(&stage));
        for (known, outcome) in LeadSource::ALL.iter().zip(&mut by_source) {
            if *known == source {
                outcome.add(status, is_won, count.unsigned_abs());
            }
        }
        all.add(status, is_won, count.unsigned_abs());
    }
    let columns = vec![
        column("source", "Source", ColumnKind::Text),
        column("leads", "Leads", ColumnKind::Count),
        column("qualified", "Qualified", ColumnKind::Count),
        column("converted", "Converted", ColumnKind::Count),
        column("won", "Won", ColumnKind::Count),
        column("rate", "Converted or won", ColumnKind::Percent),
    ];
    let rows = LeadSource::ALL.iter().zip(&by_source).map(|(source, outcome)| outcome.row(label(*source)));
    Ok(Table { columns, rows: rows.collect(), totals: Some(all.row("Total")) })
}

/// How many leads came in each day, week or month, those in which none came included.
pub(super) async fn capture(ctx: &Ctx, asked: &Question) -> Result<Table> {
    let zone = asked.calendar.zone;
    let mut volume: BTreeMap<NaiveDate, [u64; LeadSource::ALL.len()]> = BTreeMap::new();
    let mut begins = Some(beginning(asked.from, asked.interval));
    while let Some(begin) = begins.filter(|begin| *begin <= asked.to) {
        volume.insert(begin, Default::default());
        begins = next(begin, asked.interval);
    }
    // Where the clocks differ from UTC by whole hours, an hour belongs to one day.
    let by_minute = volume.keys().any(|begin| {
        let offset = zone.offset_from_utc_datetime(&begin.and_time(chrono::NaiveTime::MIN)).fix();
        offset.local_minus_utc() % 3_600 != 0
    });
    for (moment, source, count) in reports::volume(&ctx.read(), &asked.scope, by_minute).await? {
        let Some(moment) = parse(&moment) else { continue };
        let day = zone.from_utc_datetime(&moment).date_naive();
        let Some(counts) = volume.get_mut(&beginning(day, asked.interval)) else { continue };
        for (known, sum) in LeadSource::ALL.iter().zip(counts) {
            if *known == source {
                *sum += count.unsigned_abs();
            }
        }
    }
    let mut columns = vec![column("begins", "From", ColumnKind::Date)];
    columns.extend(
        LeadSource::ALL.iter().map(|source| column(source.as_str(), label(*source), ColumnKind::Count)),
    );
    columns.push(column("total", "Total", ColumnKind::Count));
    let row = |first: Cell, counts: &[u64]| {
        let mut row = vec![first];
        row.extend(counts.iter().copied().map(Cell::Count));
        row.push(Cell::Count(counts.iter().sum()));
        row
    };
    let sums: Vec<u64> = (0..LeadSource::ALL.len())
        .map(|at| volume.values().filter_map(|counts| counts.get(at)).sum())
        .collect();
    let totals = row(Cell::Missing, &sums);
    let rows = volume.iter().map(|(begin, counts)| row(Cell::Date(*begin), counts)).collect();
    Ok(Table { columns, rows, totals: Some(totals) })
}

fn beginning(day: NaiveDate, interval: Interval) -> NaiveDate {
    let begins = match interval {
        Interval::Day => Some(day),
        Interval::Week => day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))),
        Interval::Month => day.with_day(1),
    };
    begins.unwrap_or(day)
}

fn next(begin: NaiveDate, interval: Interval) -> Option<NaiveDate> {
    match interval {
        Interval::Day => begin.succ_opt(),
        Interval::Week => begin.checked_add_days(Days::new(7)),
        Interval::Month => begin.checked_add_months(Months::new(1)),
    }
}

/// `2026-11-22 09` or `2026-11-22T09:30`.
fn parse(moment: &str) -> Option<NaiveDateTime> {
    let (date, time) = (moment.get(..10)?, moment.get(11..)?);
    let (hour, minute) = time.split_once(':').unwrap_or((time, "0"));
    date.parse::<NaiveDate>().ok()?.and_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}
