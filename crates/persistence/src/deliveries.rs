//! The inbox of signed webhook requests.

use crate::{Db, DbError, SystemDb, SystemTx, Tx, WorkspaceDb, WorkspaceTx, entities::deliveries};
use domain::{
    clock::Instant,
    delivery::{DeliveryState, Provider},
    ids::{self, ConnectionId, DeliveryId, WorkspaceId},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};
use std::collections::HashSet;

/// A request about to be stored. The body is sealed already.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    pub id: DeliveryId,
    pub workspace_id: Option<WorkspaceId>,
    pub connection_id: Option<ConnectionId>,
    pub provider: Provider,
    pub request_key: Option<String>,
    pub body_hash: [u8; 32],
    pub event: String,
    pub sealed_body: Vec<u8>,
    pub headers: String,
    pub state: DeliveryState,
    pub error: Option<String>,
    pub received_at: Instant,
}

/// Which of these requests are in the inbox already: by the sender's request id, or by the same bytes.
#[derive(Debug, Default)]
pub struct Known {
    pub request_keys: HashSet<String>,
    pub body_hashes: HashSet<Vec<u8>>,
}

pub async fn known(db: &SystemDb, request_keys: &[&str], body_hashes: &[[u8; 32]]) -> Result<Known, DbError> {
    let hashes = body_hashes.iter().map(|hash| hash.to_vec());
    let by_body: Vec<Vec<u8>> = deliveries::Entity::find()
        .select_only()
        .column(deliveries::Column::BodyHash)
        .filter(deliveries::Column::BodyHash.is_in(hashes))
        .into_tuple()
        .all(&db.on())
        .await?;
    let mut known = Known { body_hashes: by_body.into_iter().collect(), ..Known::default() };
    if !request_keys.is_empty() {
        let by_key: Vec<String> = deliveries::Entity::find()
            .select_only()
            .column(deliveries::Column::RequestKey)
            .filter(deliveries::Column::RequestKey.is_in(request_keys.iter().copied()))
            .into_tuple()
            .all(&db.on())
            .await?;
        known.request_keys = by_key.into_iter().collect();
    }
    Ok(known)
}

pub async fn insert(tx: &SystemTx, batch: Vec<NewDelivery>) -> Result<(), DbError> {
    if batch.is_empty() {
        return Ok(());
    }
    let rows = batch.into_iter().map(|new| deliveries::ActiveModel {
        id: Set(new.id),
        workspace_id: Set(new.workspace_id),
        connection_id: Set(new.connection_id),
        provider: Set(new.provider),
        request_key: Set(new.request_key),
        body_hash: Set(new.body_hash.to_vec()),
        event: Set(new.event),
        body: Set(Some(new.sealed_body)),
        headers: Set(new.headers),
        state: Set(new.state),
        attempts: Set(0),
        error: Set(new.error),
        received_at: Set(new.received_at),
        ..Default::default()
    });
    deliveries::Entity::insert_many(rows).exec_without_returning(&tx.on()).await?;
    Ok(())
}

/// A request on its way to being understood.
#[derive(Debug)]
pub struct Stored {
    pub id: DeliveryId,
    pub workspace_id: Option<WorkspaceId>,
    pub connection_id: Option<ConnectionId>,
    pub state: DeliveryState,
    pub sealed_body: Option<Vec<u8>>,
    pub received_at: Instant,
}

/// Those of these that are still there, oldest first.
pub async fn load(db: &SystemDb, ids: &[DeliveryId]) -> Result<Vec<Stored>, DbError> {
    let rows = deliveries::Entity::find()
        .filter(deliveries::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(deliveries::Column::Id)
        .all(&db.on())
        .await?;
    let stored = |row: deliveries::Model| Stored {
        id: row.id,
        workspace_id: row.workspace_id,
        connection_id: row.connection_id,
        state: row.state,
        sealed_body: row.body,
        received_at: row.received_at,
    };
    Ok(rows.into_iter().map(stored).collect())
}

/// Records how an attempt to process the request ended.
pub async fn settle(
    tx: &impl Tx,
    id: DeliveryId,
    state: DeliveryState,
    error: Option<&str>,
    now: Instant,
) -> Result<(), DbError> {
    let mut update = deliveries::Entity::update_many()
        .col_expr(deliveries::Column::State, Expr::value(state))
        .col_expr(deliveries::Column::Error, Expr::value(error.map(crate::reason)))
        .col_expr(deliveries::Column::Attempts, Expr::col(deliveries::Column::Attempts).add(1))
        .col_expr(deliveries::Column::ProcessedAt, Expr::value(Some(now)))
        .filter(deliveries::Column::Id.eq(id));
    if let Some(workspace) = tx.scope() {
        update = update.filter(deliveries::Column::WorkspaceId.eq(workspace));
    }
    update.exec(&tx.executor()).await?;
    Ok(())
}

/// A delivery as its workspace sees it.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub id: DeliveryId,
    pub event: String,
    pub state: DeliveryState,
    pub received_at: Instant,
    pub attempts: i32,
    pub error: Option<String>,
}

/// Newest first.
pub async fn list(
    db: &WorkspaceDb,
    state: Option<DeliveryState>,
    before: Option<DeliveryId>,
    limit: u64,
) -> Result<(Vec<Delivery>, bool), DbError> {
    let mut query = deliveries::Entity::find().filter(deliveries::Column::WorkspaceId.eq(db.workspace()));
    if let Some(state) = state {
        query = query.filter(deliveries::Column::State.eq(state));
    }
    if let Some(before) = before {
        query = query.filter(deliveries::Column::Id.lt(before));
    }
    let columns = [
        deliveries::Column::Id,
        deliveries::Column::Event,
        deliveries::Column::State,
        deliveries::Column::ReceivedAt,
        deliveries::Column::Attempts,
        deliveries::Column::Error,
    ];
    let query = query.select_only().columns(columns).order_by_desc(deliveries::Column::Id).limit(limit + 1);
    let rows: Vec<(DeliveryId, String, DeliveryState, Instant, i32, Option<String>)> =
        query.into_tuple().all(&db.on()).await?;
    let (rows, more) = crate::cut(rows, limit);
    let delivery = |(id, event, state, received_at, attempts, error)| Delivery {
        id,
        event,
        state,
        received_at,
        attempts,
        error,
    };
    Ok((rows.into_iter().map(delivery).collect(), more))
}

pub async fn failed_count(db: &WorkspaceDb) -> Result<u64, DbError> {
    Ok(deliveries::Entity::find()
        .filter(deliveries::Column::WorkspaceId.eq(db.workspace()))
        .filter(deliveries::Column::State.eq(DeliveryState::Failed))
        .count(&db.on())
        .await?)
}

/// Signed requests that could be given to no workspace: the operator's to look at.
pub async fn unrouted_count(db: &SystemDb) -> Result<u64, DbError> {
    Ok(deliveries::Entity::find().filter(deliveries::Column::WorkspaceId.is_null()).count(&db.on()).await?)
}

/// Raw bodies that are still kept.
pub async fn sealed_count(db: &SystemDb) -> Result<u64, DbError> {
    Ok(deliveries::Entity::find().filter(deliveries::Column::Body.is_not_null()).count(&db.on()).await?)
}

/// When a connection's newest delivery came; `None` also when it is older than the inbox keeps.
pub async fn last_received(db: &WorkspaceDb, connection: ConnectionId) -> Result<Option<Instant>, DbError> {
    Ok(deliveries::Entity::find()
        .select_only()
        .column(deliveries::Column::ReceivedAt)
        .filter(deliveries::Column::WorkspaceId.eq(db.workspace()))
        .filter(deliveries::Column::ConnectionId.eq(connection))
        .order_by_desc(deliveries::Column::Id)
        .limit(1)
        .into_tuple()
        .one(&db.on())
        .await?)
}

/// Few enough for a transaction that nobody waits for.
const SWEEP_BATCH: u64 = 500;

/// Drops raw bodies received before `before`, a batch at a time. Rows that still wait for their job keep theirs.
pub async fn drop_bodies(db: &Db, before: Instant) -> Result<u64, DbError> {
    let (mut after, mut dropped) = (floor(Instant::UNIX_EPOCH), 0);
    loop {
        let settled =
            deliveries::Column::Body.is_not_null().and(deliveries::Column::State.ne(DeliveryState::Received));
        let batch = batch_between(db, after, floor(before), Condition::all().add(settled)).await?;
        let Some(last) = batch.last() else { return Ok(dropped) };
        after = *last;
        let done = db.write_system(async |tx| {
            let drop = deliveries::Entity::update_many()
                .col_expr(deliveries::Column::Body, Expr::value(Option::<Vec<u8>>::None))
                .filter(deliveries::Column::Id.is_in(batch.clone()));
            Ok::<_, DbError>(drop.exec(&tx.on()).await?.rows_affected)
        });
        dropped += done.await?;
    }
}

/// Deletes settled rows received before `before`, a batch at a time.
pub async fn delete_before(db: &Db, before: Instant) -> Result<u64, DbError> {
    let (mut after, mut deleted) = (floor(Instant::UNIX_EPOCH), 0);
    loop {
        let settled = Condition::all().add(deliveries::Column::State.ne(DeliveryState::Received));
        let batch = batch_between(db, after, floor(before), settled).await?;
        let Some(last) = batch.last() else { return Ok(deleted) };
        after = *last;
        let done = db.write_system(async |tx| {
            let delete =
                deliveries::Entity::delete_many().filter(deliveries::Column::Id.is_in(batch.clone()));
            Ok::<_, DbError>(delete.exec(&tx.on()).await?.rows_affected)
        });
        deleted += done.await?;
    }
}

/// Drops the raw bodies of a connection that is no more.
pub async fn drop_bodies_of(tx: &WorkspaceTx, connection: ConnectionId) -> Result<(), DbError> {
    deliveries::Entity::update_many()
        .col_expr(deliveries::Column::Body, Expr::value(Option::<Vec<u8>>::None))
        .filter(deliveries::Column::WorkspaceId.eq(tx.workspace()))
        .filter(deliveries::Column::ConnectionId.eq(connection))
        .filter(deliveries::Column::State.ne(DeliveryState::Received))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// Ids begin with the time they were made at, so the primary key is the index by age.
fn floor(at: Instant) -> DeliveryId {
    DeliveryId(ids::floor(u64::try_from(at.timestamp_millis()).unwrap_or(0)))
}

async fn batch_between(
    db: &Db,
    after: DeliveryId,
    before: DeliveryId,
    which: Condition,
) -> Result<Vec<DeliveryId>, DbError> {
    Ok(deliveries::Entity::find()
        .select_only()
        .column(deliveries::Column::Id)
        .filter(deliveries::Column::Id.gt(after))
        .filter(deliveries::Column::Id.lt(before))
        .filter(which)
        .order_by_asc(deliveries::Column::Id)
        .limit(SWEEP_BATCH)
        .into_tuple()
        .all(&db.read_system().on())
        .await?)
}
