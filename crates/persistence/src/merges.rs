//! Merges: everything of one lead goes to another one, and back. A lead that was merged away keeps its row, which nobody
//! sees; the journal of the merge says what went where, so that an undo gives back what was, row by row.

mod image;
mod rows;
mod tables;

use crate::{
    DbError, SystemTx, WorkspaceDb, WorkspaceTx,
    entities::{leads, merges},
    leads::{forget, index, is_reachable, is_visible, update},
};
use domain::{
    clock::Instant,
    ids::{LeadId, MemberId, MergeId},
    lead::Lead,
};
use image::Image;
use rows::{Pair, United};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid, sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tables::{Rule, TABLES};

/// A merge about to happen.
pub struct NewMerge<'a> {
    pub id: MergeId,
    pub survivor: &'a Lead,
    /// The survivor as it will be.
    pub united: &'a Lead,
    pub other: LeadId,
    /// Table → keys of the rows whose value is the other one's, where both have one.
    pub chosen: BTreeMap<&'static str, Vec<String>>,
    pub by: MemberId,
    pub at: Instant,
}

#[derive(Clone, Debug)]
pub struct Merge {
    pub id: MergeId,
    pub lead_id: LeadId,
    pub merged_id: LeadId,
    /// What the one that was merged away is called.
    pub merged_name: String,
    pub merged_by: Option<MemberId>,
    pub merged_at: Instant,
    pub undone_at: Option<Instant>,
    /// Fields that an undo left as they were.
    pub kept: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Journal {
    moved: BTreeMap<String, Vec<Uuid>>,
    united: BTreeMap<String, United>,
    /// The survivor's own row around the merge. That of the other one stays where it is.
    before: Image,
    after: Image,
}

/// What it takes to undo a merge.
pub struct Parting {
    /// The survivor around the merge.
    pub before: Lead,
    pub after: Lead,
    journal: Journal,
}

/// Every table that the list of what a merge does knows.
pub fn tables() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|table| table.name)
}

async fn row(tx: &WorkspaceTx, id: LeadId) -> Result<Image, DbError> {
    let row = leads::Entity::find_by_id(id).filter(leads::Column::WorkspaceId.eq(tx.workspace()));
    let row = row.one(&tx.on()).await?.ok_or(DbError::Corrupt("a merge without its lead"))?;
    image::of::<leads::Entity>(&row)
}

/// Both leads are locked by this transaction, and live.
pub async fn merge(tx: &WorkspaceTx, new: &NewMerge<'_>) -> Result<(), DbError> {
    let pair = Pair { survivor: new.survivor.id, other: new.other };
    let before = row(tx, pair.survivor).await?;
    let (mut moved, mut united) = (BTreeMap::new(), BTreeMap::new());
    for table in TABLES {
        match &table.rule {
            Rule::Moves => {
                let ids = rows::give(tx, table, pair.other, pair.survivor).await?;
                moved.insert(table.name.to_owned(), ids);
            }
            Rule::United(like) => {
                let chosen = new.chosen.get(table.name).map_or(&[][..], Vec::as_slice);
                let rows = rows::unite(tx, table, like, &pair, chosen).await?;
                united.insert(table.name.to_owned(), rows);
            }
            Rule::Rebuilt | Rule::Stays => {}
        }
    }
    let gone = Gone { into: Some(pair.survivor), at: Some(new.at), by: Some(new.by) };
    set_gone(tx, pair.other, gone, new.at).await?;
    forget(tx, &[pair.other]).await?;
    set_survivor(tx, new.united).await?;
    let after = row(tx, pair.survivor).await?;
    let journal = Journal { moved, united, before, after };
    let journal = serde_json::to_string(&journal).map_err(|_| DbError::Corrupt("a journal"))?;
    let row = merges::ActiveModel {
        id: Set(new.id),
        workspace_id: Set(tx.workspace()),
        lead_id: Set(pair.survivor),
        merged_id: Set(pair.other),
        merged_by: Set(Some(new.by)),
        merged_at: Set(new.at),
        undone_at: Set(None),
        kept: Set(None),
        journal: Set(Some(journal)),
    };
    merges::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

struct Gone {
    into: Option<LeadId>,
    at: Option<Instant>,
    by: Option<MemberId>,
}

async fn set_gone(tx: &WorkspaceTx, id: LeadId, gone: Gone, now: Instant) -> Result<(), DbError> {
    leads::Entity::update_many()
        .col_expr(leads::Column::MergedInto, Expr::value(gone.into))
        .col_expr(leads::Column::DeletedAt, Expr::value(gone.at))
        .col_expr(leads::Column::DeletedBy, Expr::value(gone.by))
        .col_expr(leads::Column::UpdatedAt, Expr::value(now))
        .col_expr(leads::Column::Version, Expr::col(leads::Column::Version).add(1))
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(leads::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// Writes the survivor, whose last activity can be the other one's, or its own again.
async fn set_survivor(tx: &WorkspaceTx, lead: &Lead) -> Result<(), DbError> {
    leads::Entity::update_many()
        .col_expr(leads::Column::LastActivityAt, Expr::value(lead.last_activity_at))
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(leads::Column::Id.eq(lead.id))
        .exec(&tx.on())
        .await?;
    update(tx, lead).await
}

/// Parts two leads again. Both are locked by this transaction. Says what it left as it was, besides `kept`.
pub async fn undo(
    tx: &WorkspaceTx,
    merge: &Merge,
    parting: &Parting,
    survivor: &Lead,
    kept: &[&str],
    new_id: impl Fn() -> Uuid,
) -> Result<Vec<String>, DbError> {
    let pair = Pair { survivor: merge.lead_id, other: merge.merged_id };
    let mut kept: Vec<String> = kept.iter().map(|&field| field.to_owned()).collect();
    for table in TABLES {
        let is_whole = match &table.rule {
            Rule::Moves => {
                let ids = parting.journal.moved.get(table.name).map_or(&[][..], Vec::as_slice);
                rows::take_back(tx, table, ids, pair.survivor, pair.other).await?
            }
            Rule::United(like) => match parting.journal.united.get(table.name) {
                Some(united) => !rows::part(tx, table, like, &pair, united, &new_id).await?,
                None => true,
            },
            Rule::Rebuilt | Rule::Stays => true,
        };
        kept.extend(table.called.filter(|_| !is_whole).map(ToOwned::to_owned));
    }
    let now = survivor.updated_at;
    set_gone(tx, pair.other, Gone { into: None, at: None, by: None }, now).await?;
    set_survivor(tx, survivor).await?;
    index(tx, &[pair.other]).await?;
    let list = serde_json::to_string(&kept).map_err(|_| DbError::Corrupt("a list of fields"))?;
    merges::Entity::update_many()
        .col_expr(merges::Column::UndoneAt, Expr::value(Some(now)))
        .col_expr(merges::Column::Kept, Expr::value(Some(list)))
        .col_expr(merges::Column::Journal, Expr::value(Option::<String>::None))
        .filter(merges::Column::WorkspaceId.eq(tx.workspace()))
        .filter(merges::Column::Id.eq(merge.id))
        .exec(&tx.on())
        .await?;
    Ok(kept)
}

/// The merge and what it takes to undo it, as long as that is known; locked until the transaction ends.
pub async fn lock(tx: &WorkspaceTx, id: MergeId) -> Result<Option<(Merge, Option<Parting>)>, DbError> {
    let row = merges::Entity::find_by_id(id)
        .filter(merges::Column::WorkspaceId.eq(tx.workspace()))
        .lock_exclusive()
        .one(&tx.on())
        .await?;
    let Some(mut row) = row else { return Ok(None) };
    let parting = row.journal.take().map(|journal| {
        let journal: Journal =
            serde_json::from_str(&journal).map_err(|_| DbError::Corrupt("a journal of a merge"))?;
        Ok::<_, DbError>(Parting { before: journal.before.lead()?, after: journal.after.lead()?, journal })
    });
    let parting = parting.transpose()?;
    let merge = named(tx, vec![row]).await?.pop();
    Ok(merge.map(|merge| (merge, parting)))
}

/// Whoever became part of this lead, newest first.
pub async fn of_lead(db: &WorkspaceDb, lead: LeadId) -> Result<Vec<Merge>, DbError> {
    let rows = merges::Entity::find()
        .filter(merges::Column::WorkspaceId.eq(db.workspace()))
        .filter(merges::Column::LeadId.eq(lead))
        .order_by_desc(merges::Column::Id)
        .all(&db.on())
        .await?;
    named(db, rows).await
}

async fn named(db: &WorkspaceDb, rows: Vec<merges::Model>) -> Result<Vec<Merge>, DbError> {
    let names: Vec<(LeadId, String)> = leads::Entity::find()
        .select_only()
        .column(leads::Column::Id)
        .column(leads::Column::DisplayName)
        .filter(leads::Column::WorkspaceId.eq(db.workspace()))
        .filter(leads::Column::Id.is_in(rows.iter().map(|row| row.merged_id)))
        .into_tuple()
        .all(&db.on())
        .await?;
    let mut names: BTreeMap<LeadId, String> = names.into_iter().collect();
    let merge = |row: merges::Model| Merge {
        id: row.id,
        lead_id: row.lead_id,
        merged_id: row.merged_id,
        merged_name: names.remove(&row.merged_id).unwrap_or_default(),
        merged_by: row.merged_by,
        merged_at: row.merged_at,
        undone_at: row.undone_at,
        kept: row.kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(merge).collect())
}

/// What became of a lead that the actor knew of.
pub enum Whereabouts {
    /// Nothing that the actor may know of.
    Unknown,
    /// It is part of this lead, if the actor may know of that one.
    MergedInto(Option<LeadId>),
}

pub async fn whereabouts(db: &WorkspaceDb, id: LeadId) -> Result<Whereabouts, DbError> {
    if !is_reachable(db, id).await? {
        return Ok(Whereabouts::Unknown);
    }
    let mut at = id;
    loop {
        let next: Option<Option<LeadId>> = leads::Entity::find_by_id(at)
            .select_only()
            .column(leads::Column::MergedInto)
            .filter(leads::Column::WorkspaceId.eq(db.workspace()))
            .into_tuple()
            .one(&db.on())
            .await?;
        match next.flatten() {
            // Nobody becomes part of somebody who is gone, so this ends.
            Some(survivor) => at = survivor,
            None if at == id => return Ok(Whereabouts::Unknown),
            None => return Ok(Whereabouts::MergedInto(is_visible(db, at).await?.then_some(at))),
        }
    }
}

/// What was is known only as long as it can be given back.
pub async fn forget_journals(tx: &SystemTx, before: Instant) -> Result<u64, DbError> {
    let forgotten = merges::Entity::update_many()
        .col_expr(merges::Column::Journal, Expr::value(Option::<String>::None))
        .filter(merges::Column::MergedAt.lt(before))
        .filter(merges::Column::Journal.is_not_null())
        .exec(&tx.on())
        .await?;
    Ok(forgotten.rows_affected)
}
