//! Rows of any table that go from one lead to another, and back.

use super::{
    image::Image,
    tables::{Likeness, Table},
};
use crate::{DbError, WorkspaceTx};
use domain::ids::LeadId;
use sea_orm::{
    ConnectionTrait, ExprTrait, Value,
    prelude::Uuid,
    sea_query::{Alias, Asterisk, Expr, Query},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Few enough placeholders for every engine.
const AT_ONCE: usize = 500;

fn name(table: &'static str) -> Alias {
    Alias::new(table)
}

/// Moves all rows and says which they were.
pub(super) async fn give(
    tx: &WorkspaceTx,
    table: &Table,
    from: LeadId,
    to: LeadId,
) -> Result<Vec<Uuid>, DbError> {
    let mut select = Query::select();
    select
        .column("id")
        .from(name(table.name))
        .and_where(Expr::col("workspace_id").eq(tx.workspace()))
        .and_where(Expr::col("lead_id").eq(from))
        .order_by("id", sea_orm::Order::Asc);
    let rows = tx.on().query_all(&select).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?;
    take_back(tx, table, &ids, from, to).await?;
    Ok(ids)
}

/// Moves those of these rows that are still where they were taken to. `false` if some are not.
pub(super) async fn take_back(
    tx: &WorkspaceTx,
    table: &Table,
    ids: &[Uuid],
    from: LeadId,
    to: LeadId,
) -> Result<bool, DbError> {
    let mut moved = 0;
    for ids in ids.chunks(AT_ONCE) {
        let mut update = Query::update();
        update
            .table(name(table.name))
            .value("lead_id", to)
            .and_where(Expr::col("workspace_id").eq(tx.workspace()))
            .and_where(Expr::col("lead_id").eq(from))
            .and_where(Expr::col("id").is_in(ids.iter().copied()));
        moved += tx.on().execute(&update).await?.rows_affected();
    }
    Ok(moved == ids.len() as u64)
}

/// The rows of two leads around their merge.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct United {
    survivor: Vec<Image>,
    other: Vec<Image>,
    /// The survivor's, after it.
    after: Vec<Image>,
}

/// Two leads' rows of one table, about to be written.
struct Sides {
    survivor: Vec<Image>,
    other: Vec<Image>,
}

pub(super) struct Pair {
    pub(super) survivor: LeadId,
    pub(super) other: LeadId,
}

pub(super) async fn unite(
    tx: &WorkspaceTx,
    table: &Table,
    like: &Likeness,
    pair: &Pair,
    chosen: &[String],
) -> Result<United, DbError> {
    let survivor = load(tx, table, like, pair.survivor).await?;
    let other = load(tx, table, like, pair.other).await?;
    let mut sides = Sides { survivor: survivor.clone(), other: Vec::new() };
    for theirs in &other {
        let key = theirs.key(like.by);
        match sides.survivor.iter_mut().find(|own| own.key(like.by) == key) {
            None => sides.survivor.push(theirs.clone()),
            Some(own) if chosen.contains(&key) => sides.other.push(std::mem::replace(own, theirs.clone())),
            Some(_) => sides.other.push(theirs.clone()),
        }
    }
    if !other.is_empty() {
        write(tx, table, like, pair, &mut sides).await?;
    }
    Ok(United { survivor, other, after: sides.survivor })
}

/// `true` if somebody has changed something since the merge that stays as it is now, or that cannot come back.
pub(super) async fn part(
    tx: &WorkspaceTx,
    table: &Table,
    like: &Likeness,
    pair: &Pair,
    united: &United,
    new_id: &impl Fn() -> Uuid,
) -> Result<bool, DbError> {
    let now = load(tx, table, like, pair.survivor).await?;
    let parked = load(tx, table, like, pair.other).await?;
    let (mut sides, mut was_edited) = settle(like, united, &now);
    let taken = held_by_others(tx, table, like, pair, &united.other).await?;
    let needed = what_is_there(tx, like, &united.other).await?;
    let can_return = |row: &&Image| {
        let is_free = like.unique.is_none_or(|column| !taken.contains(&row.key(&[column])));
        is_free && needed.as_ref().is_none_or(|(column, there)| there.contains(&row.key(&[column])))
    };
    sides.other = united.other.iter().filter(can_return).cloned().collect();
    was_edited |= sides.other.len() < united.other.len();
    // What was edited stays under another id; the one that was before has its own again.
    for row in &mut sides.survivor {
        if row.id().is_some() && sides.other.iter().any(|theirs| theirs.id() == row.id()) {
            row.set_id(new_id());
        }
    }
    if !now.is_empty() || !parked.is_empty() || !sides.other.is_empty() {
        write(tx, table, like, pair, &mut sides).await?;
    }
    Ok(was_edited)
}

/// What the survivor keeps: what was its own before, unless somebody has touched it since.
fn settle(like: &Likeness, united: &United, now: &[Image]) -> (Sides, bool) {
    let with_key = |rows: &[Image], key: &str| rows.iter().find(|row| row.key(like.by) == key).cloned();
    let mut rows = Vec::new();
    let mut was_edited = false;
    for row in now {
        let key = row.key(like.by);
        let (after, before) = (with_key(&united.after, &key), with_key(&united.survivor, &key));
        let is_untouched = after.as_ref().is_some_and(|after| after.says_the_same(row, like.facts));
        let is_in_place =
            !like.is_placed || after.as_ref().is_some_and(|after| after.position() == row.position());
        was_edited |= !is_untouched || !is_in_place;
        rows.extend(if is_untouched { before } else { Some(row.clone()) });
    }
    was_edited |= united.after.iter().any(|after| with_key(now, &after.key(like.by)).is_none());
    (Sides { survivor: rows, other: Vec::new() }, was_edited)
}

async fn load(tx: &WorkspaceTx, table: &Table, like: &Likeness, lead: LeadId) -> Result<Vec<Image>, DbError> {
    let mut select = Query::select();
    select
        .column(Asterisk)
        .from(name(table.name))
        .and_where(Expr::col("workspace_id").eq(tx.workspace()))
        .and_where(Expr::col("lead_id").eq(lead));
    let rows = tx.on().query_all(&select).await?;
    let mut images: Vec<Image> = rows.iter().map(like.read).collect::<Result<_, _>>()?;
    images.sort_by_cached_key(|image| (image.position(), image.key(like.by)));
    Ok(images)
}

/// Puts rows in the place of what both leads have.
async fn write(
    tx: &WorkspaceTx,
    table: &Table,
    like: &Likeness,
    pair: &Pair,
    sides: &mut Sides,
) -> Result<(), DbError> {
    let mut delete = Query::delete();
    delete
        .from_table(name(table.name))
        .and_where(Expr::col("workspace_id").eq(tx.workspace()))
        .and_where(Expr::col("lead_id").is_in([pair.survivor, pair.other]));
    tx.on().execute(&delete).await?;
    for (lead, rows) in [(pair.survivor, &mut sides.survivor), (pair.other, &mut sides.other)] {
        for (position, row) in (0..).zip(rows.iter_mut()) {
            row.set_owner(tx.workspace(), lead);
            if like.is_placed {
                row.set_position(position);
            }
        }
    }
    let all: Vec<Image> = sides.survivor.iter().chain(&sides.other).cloned().collect();
    for rows in all.chunks(AT_ONCE) {
        let mut insert = Query::insert();
        insert.into_table(name(table.name));
        for (index, row) in rows.iter().enumerate() {
            let (columns, values): (Vec<String>, Vec<Value>) = row.clone().into_columns().unzip();
            if index == 0 {
                insert.columns(columns.into_iter().map(Alias::new));
            }
            insert.values_panic(values.into_iter().map(Expr::value));
        }
        tx.on().execute(&insert).await?;
    }
    Ok(())
}

/// Values of the unique column that some other lead has by now.
async fn held_by_others(
    tx: &WorkspaceTx,
    table: &Table,
    like: &Likeness,
    pair: &Pair,
    rows: &[Image],
) -> Result<BTreeSet<String>, DbError> {
    let Some(column) = like.unique else { return Ok(BTreeSet::new()) };
    let wanted: Vec<String> = rows.iter().map(|row| row.key(&[column])).collect();
    let mut select = Query::select();
    select
        .expr_as(Expr::col(column), "held")
        .from(name(table.name))
        .and_where(Expr::col("workspace_id").eq(tx.workspace()))
        .and_where(Expr::col(column).is_in(wanted))
        .and_where(Expr::col("lead_id").is_not_in([pair.survivor, pair.other]));
    let rows = tx.on().query_all(&select).await?;
    Ok(rows.iter().map(|row| row.try_get("", "held")).collect::<Result<_, _>>()?)
}

/// The rows of another table that these need, as far as they are there.
async fn what_is_there(
    tx: &WorkspaceTx,
    like: &Likeness,
    rows: &[Image],
) -> Result<Option<(&'static str, BTreeSet<String>)>, DbError> {
    let Some((table, column)) = like.needs else { return Ok(None) };
    let wanted: Vec<Uuid> = rows.iter().filter_map(|row| row.key(&[column]).parse().ok()).collect();
    let mut select = Query::select();
    select
        .column("id")
        .from(name(table))
        .and_where(Expr::col("workspace_id").eq(tx.workspace()))
        .and_where(Expr::col("id").is_in(wanted));
    let found = tx.on().query_all(&select).await?;
    let id = |row: &sea_orm::QueryResult| Ok(row.try_get::<Uuid>("", "id")?.to_string());
    Ok(Some((column, found.iter().map(id).collect::<Result<_, DbError>>()?)))
}
