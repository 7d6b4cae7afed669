//! Reports by owner.

use super::{Cell, Column, Question, Table, column};
use crate::{Ctx, failure::Result};
use domain::{
    fold,
    ids::MemberId,
    money::Money,
    report::{ColumnKind, rank},
};
use persistence::{
    WorkspaceDb, members,
    reports::{self, Whose},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

const NOBODY: &str = "Nobody";

/// Minor units of one currency, by owner.
type Amounts = HashMap<Option<MemberId>, i64>;

/// Owners by name, nobody last.
async fn by_name(
    db: &WorkspaceDb,
    owners: BTreeSet<Option<MemberId>>,
) -> Result<Vec<(Option<MemberId>, String)>> {
    let cards = members::cards(db, owners.iter().copied().flatten()).await?;
    let name =
        |owner: Option<MemberId>| owner.and_then(|owner| cards.get(&owner)).map(|card| card.name.clone());
    let mut named: Vec<_> =
        owners.into_iter().map(|owner| (owner, name(owner).unwrap_or_else(|| NOBODY.to_owned()))).collect();
    named.sort_by_cached_key(|(owner, name)| (owner.is_none(), fold::key(name), *owner));
    Ok(named)
}

/// What everybody has in open stages now, whatever the time that is asked about.
pub(super) async fn load(ctx: &Ctx, asked: &Question) -> Result<Table> {
    let db = ctx.read();
    let mut open: HashMap<Option<MemberId>, u64> = HashMap::new();
    let mut worth: BTreeMap<String, Amounts> = BTreeMap::new();
    for (owner, currency, count, amount) in reports::load(&db, asked.scope.pipeline).await? {
        *open.entry(owner).or_default() += count.unsigned_abs();
        if let (Some(currency), Some(amount)) = (currency, amount) {
            worth.entry(currency).or_default().insert(owner, amount);
        }
    }
    let mut columns =
        vec![column("owner", "Owner", ColumnKind::Text), column("open", "Open leads", ColumnKind::Count)];
    columns.extend(worth.keys().map(|currency| Column {
        key: format!("value_{}", currency.to_lowercase()),
        label: format!("Value ({currency})"),
        kind: ColumnKind::Money,
    }));
    let row = |name: String, count: u64, of: &dyn Fn(&Amounts) -> Option<i64>| {
        let value = |(currency, amounts): (&String, &Amounts)| {
            of(amounts).and_then(|amount| Money::sum(amount, currency)).map_or(Cell::Missing, Cell::Money)
        };
        let mut cells = vec![Cell::Text(name), Cell::Count(count)];
        cells.extend(worth.iter().map(value));
        cells
    };
    let owners = by_name(&db, open.keys().copied().collect()).await?;
    let rows = owners.into_iter().map(|(owner, name)| {
        let count = open.get(&owner).copied().unwrap_or(0);
        row(name, count, &|amounts| amounts.get(&owner).copied())
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let totals = row("Total".to_owned(), open.values().sum(), &|amounts| Some(amounts.values().sum()));
    Ok(Table { columns, rows, totals: Some(totals) })
}

/// How long captured leads waited for the first act of a member. What a member enters waits for nobody.
pub(super) async fn response(ctx: &Ctx, asked: &Question) -> Result<Table> {
    let db = ctx.read();
    let columns = vec![
        column("owner", "Owner", ColumnKind::Text),
        column("captured", "Captured", ColumnKind::Count),
        column("answered", "Answered", ColumnKind::Count),
        column("median", "Median wait", ColumnKind::DurationSeconds),
        column("p90", "Nine of ten within", ColumnKind::DurationSeconds),
    ];
    let found = reports::responses(&db, &asked.scope).await?;
    let of: HashMap<Option<MemberId>, (u64, u64)> = found
        .into_iter()
        .map(|(owner, captured, answered)| (owner, (captured.unsigned_abs(), answered.unsigned_abs())))
        .collect();
    let mut rows = Vec::new();
    for (owner, name) in by_name(&db, of.keys().copied().collect()).await? {
        let counts = of.get(&owner).copied().unwrap_or_default();
        rows.push(waits(&db, asked, name, Some(owner), counts).await?);
    }
    let all = of.values().fold((0, 0), |all, some| (all.0 + some.0, all.1 + some.1));
    let totals = waits(&db, asked, "Total".to_owned(), None, all).await?;
    Ok(Table { columns, rows, totals: Some(totals) })
}

async fn waits(
    db: &WorkspaceDb,
    asked: &Question,
    name: String,
    whose: Whose,
    (captured, answered): (u64, u64),
) -> Result<Vec<Cell>> {
    let mut cells = vec![Cell::Text(name), Cell::Count(captured), Cell::Count(answered)];
    for percent in [50, 90] {
        let waited = match rank(answered, percent) {
            Some(rank) => reports::response_at(db, &asked.scope, whose, rank).await?,
            None => None,
        };
        cells.push(waited.map_or(Cell::Missing, |waited| Cell::Seconds(waited.max(0).unsigned_abs())));
    }
    Ok(cells)
}
