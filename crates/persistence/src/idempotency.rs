//! Creating once, however often a client asks: the key commits with what it made.

use crate::{DbError, SystemTx, WorkspaceTx, entities::idempotency_keys};
use domain::{
    clock::Instant,
    idempotency::Operation,
    ids::{IdempotencyKeyId, MemberId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// A key as a request gives it.
#[derive(Clone, Debug)]
pub struct Key {
    pub operation: Operation,
    pub key: String,
    /// Of the request's body: the same key with another body is a mistake of the client's.
    pub request_hash: [u8; 32],
}

pub struct Made {
    pub id: Uuid,
    pub request_hash: Vec<u8>,
}

/// What the key made before.
pub async fn find(tx: &WorkspaceTx, member: MemberId, key: &Key) -> Result<Option<Made>, DbError> {
    let row = idempotency_keys::Entity::find()
        .filter(idempotency_keys::Column::WorkspaceId.eq(tx.workspace()))
        .filter(idempotency_keys::Column::MemberId.eq(member))
        .filter(idempotency_keys::Column::Operation.eq(key.operation))
        .filter(idempotency_keys::Column::IdempotencyKey.eq(key.key.as_str()))
        .one(&tx.on())
        .await?;
    Ok(row.map(|row| Made { id: row.created_id, request_hash: row.request_hash }))
}

/// A second request with the same key at the same time breaks a unique key here, runs again, and finds the first.
pub async fn remember(
    tx: &WorkspaceTx,
    id: IdempotencyKeyId,
    member: MemberId,
    key: &Key,
    created: Uuid,
    now: Instant,
) -> Result<(), DbError> {
    let row = idempotency_keys::ActiveModel {
        id: Set(id),
        workspace_id: Set(tx.workspace()),
        member_id: Set(member),
        operation: Set(key.operation),
        idempotency_key: Set(key.key.clone()),
        request_hash: Set(key.request_hash.to_vec()),
        created_id: Set(created),
        created_at: Set(now),
    };
    idempotency_keys::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

pub async fn forget_before(tx: &SystemTx, before: Instant) -> Result<u64, DbError> {
    let gone = idempotency_keys::Entity::delete_many()
        .filter(idempotency_keys::Column::CreatedAt.lt(before))
        .exec(&tx.on())
        .await?;
    Ok(gone.rows_affected)
}
