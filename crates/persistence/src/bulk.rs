//! Acts on many leads: what was asked for, how far it is, and what it takes to take it back.

use crate::{
    DbError, SystemDb, SystemTx, WorkspaceDb, WorkspaceTx,
    entities::{bulk_items, bulk_operations},
};
use domain::{
    bulk::{BulkKind, BulkState},
    clock::Instant,
    ids::{BulkId, LeadId, MemberId, floor},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulk {
    pub id: BulkId,
    pub member_id: MemberId,
    pub undone_by: Option<MemberId>,
    pub kind: BulkKind,
    pub state: BulkState,
    /// JSON, as `act`.
    pub selection: String,
    pub act: String,
    /// The last lead that was looked at.
    pub after: Option<LeadId>,
    pub total: i32,
    pub done: i32,
    pub changed: i32,
    pub skipped: i32,
    /// Why it could not go on.
    pub failure: Option<String>,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub finished_at: Option<Instant>,
}

fn bulk(row: bulk_operations::Model) -> Bulk {
    Bulk {
        id: row.id,
        member_id: row.member_id,
        undone_by: row.undone_by,
        kind: row.kind,
        state: row.state,
        selection: row.selection,
        act: row.act,
        after: row.after_id,
        total: row.total,
        done: row.done,
        changed: row.changed,
        skipped: row.skipped,
        failure: row.failure,
        created_at: row.created_at,
        updated_at: row.updated_at,
        finished_at: row.finished_at,
    }
}

pub async fn insert(tx: &WorkspaceTx, new: &Bulk) -> Result<(), DbError> {
    let row = bulk_operations::ActiveModel {
        id: Set(new.id),
        workspace_id: Set(tx.workspace()),
        member_id: Set(new.member_id),
        kind: Set(new.kind),
        selection: Set(new.selection.clone()),
        act: Set(new.act.clone()),
        created_at: Set(new.created_at),
        ..progress(new)
    };
    bulk_operations::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

/// How far it is.
pub async fn update(tx: &WorkspaceTx, bulk: &Bulk) -> Result<(), DbError> {
    bulk_operations::Entity::update_many()
        .set(progress(bulk))
        .filter(bulk_operations::Column::WorkspaceId.eq(tx.workspace()))
        .filter(bulk_operations::Column::Id.eq(bulk.id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

fn progress(bulk: &Bulk) -> bulk_operations::ActiveModel {
    bulk_operations::ActiveModel {
        undone_by: Set(bulk.undone_by),
        state: Set(bulk.state),
        after_id: Set(bulk.after),
        total: Set(bulk.total),
        done: Set(bulk.done),
        changed: Set(bulk.changed),
        skipped: Set(bulk.skipped),
        failure: Set(bulk.failure.clone()),
        updated_at: Set(bulk.updated_at),
        finished_at: Set(bulk.finished_at),
        ..Default::default()
    }
}

pub async fn find(db: &WorkspaceDb, id: BulkId) -> Result<Option<Bulk>, DbError> {
    let row = bulk_operations::Entity::find_by_id(id)
        .filter(bulk_operations::Column::WorkspaceId.eq(db.workspace()));
    Ok(row.one(&db.on()).await?.map(bulk))
}

/// As [`find`], locked until the transaction ends.
pub async fn lock(tx: &WorkspaceTx, id: BulkId) -> Result<Option<Bulk>, DbError> {
    let row = bulk_operations::Entity::find_by_id(id)
        .filter(bulk_operations::Column::WorkspaceId.eq(tx.workspace()));
    Ok(row.lock_exclusive().one(&tx.on()).await?.map(bulk))
}

/// Newest first; one member's, or everybody's.
pub async fn list(
    db: &WorkspaceDb,
    of: Option<MemberId>,
    before: Option<BulkId>,
    limit: u64,
) -> Result<(Vec<Bulk>, bool), DbError> {
    let wanted = Condition::all()
        .add(bulk_operations::Column::WorkspaceId.eq(db.workspace()))
        .add_option(of.map(|member| bulk_operations::Column::MemberId.eq(member)))
        .add_option(before.map(|before| bulk_operations::Column::Id.lt(before)));
    let query = bulk_operations::Entity::find().filter(wanted);
    let rows = query.order_by_desc(bulk_operations::Column::Id).limit(limit + 1).all(&db.on()).await?;
    let (rows, more) = crate::cut(rows, limit);
    Ok((rows.into_iter().map(bulk).collect(), more))
}

/// It cannot go on.
pub async fn fail(tx: &SystemTx, id: BulkId, why: &str, now: Instant) -> Result<(), DbError> {
    let going = [BulkState::Running, BulkState::Undoing];
    bulk_operations::Entity::update_many()
        .col_expr(bulk_operations::Column::State, Expr::value(BulkState::Failed))
        .col_expr(bulk_operations::Column::Failure, Expr::value(Some(crate::reason(why))))
        .col_expr(bulk_operations::Column::UpdatedAt, Expr::value(now))
        .col_expr(bulk_operations::Column::FinishedAt, Expr::value(Some(now)))
        .filter(bulk_operations::Column::Id.eq(id))
        .filter(bulk_operations::Column::State.is_in(going))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// Remembers what was done to these leads.
pub async fn remember(tx: &WorkspaceTx, id: BulkId, made: Vec<(LeadId, String)>) -> Result<(), DbError> {
    if made.is_empty() {
        return Ok(());
    }
    let row = |(lead, made)| bulk_items::ActiveModel {
        bulk_id: Set(id),
        lead_id: Set(lead),
        workspace_id: Set(tx.workspace()),
        made: Set(made),
    };
    bulk_items::Entity::insert_many(made.into_iter().map(row)).exec_without_returning(&tx.on()).await?;
    Ok(())
}

fn items(db: &WorkspaceDb, id: BulkId) -> sea_orm::Select<bulk_items::Entity> {
    bulk_items::Entity::find()
        .filter(bulk_items::Column::WorkspaceId.eq(db.workspace()))
        .filter(bulk_items::Column::BulkId.eq(id))
}

pub async fn count_items(db: &WorkspaceDb, id: BulkId) -> Result<u64, DbError> {
    Ok(items(db, id).count(&db.on()).await?)
}

/// What was done, lead by lead.
pub async fn list_items(db: &WorkspaceDb, id: BulkId, limit: u64) -> Result<Vec<(LeadId, String)>, DbError> {
    let rows = items(db, id).order_by_asc(bulk_items::Column::LeadId).limit(limit).all(&db.on()).await?;
    Ok(rows.into_iter().map(|row| (row.lead_id, row.made)).collect())
}

/// What is taken back is known no more.
pub async fn forget_items(tx: &WorkspaceTx, id: BulkId, leads: &[LeadId]) -> Result<(), DbError> {
    bulk_items::Entity::delete_many()
        .filter(bulk_items::Column::WorkspaceId.eq(tx.workspace()))
        .filter(bulk_items::Column::BulkId.eq(id))
        .filter(bulk_items::Column::LeadId.is_in(leads.iter().copied()))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// What can be undone no more is not remembered.
pub async fn forget_items_before(tx: &SystemTx, before: Instant) -> Result<(), DbError> {
    // Two statements: within one, MariaDB would look at every item there is.
    let old: Vec<BulkId> = bulk_operations::Entity::find()
        .select_only()
        .column(bulk_operations::Column::Id)
        .filter(bulk_operations::Column::Id.lt(oldest(before)))
        .filter(bulk_operations::Column::State.is_not_in([BulkState::Running, BulkState::Undoing]))
        .into_tuple()
        .all(&tx.on())
        .await?;
    bulk_items::Entity::delete_many().filter(bulk_items::Column::BulkId.is_in(old)).exec(&tx.on()).await?;
    Ok(())
}

pub async fn delete_before(tx: &SystemTx, before: Instant) -> Result<(), DbError> {
    let old = bulk_operations::Column::Id.lt(oldest(before));
    bulk_operations::Entity::delete_many().filter(old).exec(&tx.on()).await?;
    Ok(())
}

fn oldest(kept: Instant) -> BulkId {
    BulkId(floor(kept.timestamp_millis().unsigned_abs()))
}

/// Those that have got further since then, in every workspace, with the members that they concern.
pub async fn since(
    db: &SystemDb,
    then: Instant,
    limit: u64,
) -> Result<Vec<(BulkId, MemberId, Instant)>, DbError> {
    Ok(bulk_operations::Entity::find()
        .select_only()
        .column(bulk_operations::Column::Id)
        .column(bulk_operations::Column::MemberId)
        .column(bulk_operations::Column::UpdatedAt)
        .filter(bulk_operations::Column::UpdatedAt.gt(then))
        .order_by_asc(bulk_operations::Column::UpdatedAt)
        .limit(limit)
        .into_tuple()
        .all(&db.on())
        .await?)
}
