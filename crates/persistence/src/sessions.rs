//! Signed-in browsers. A session is its row: no row, no session.

use crate::{
    DbError, SystemDb, SystemTx,
    entities::{members, sign_in_sessions},
    teams,
};
use domain::{
    actor::Member,
    clock::Instant,
    ids::{MemberId, SessionId},
    policy::Reach,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

pub struct Session {
    pub member: Member,
    pub reach: Reach,
    pub last_seen_at: Instant,
    pub expires_at: Instant,
}

pub async fn insert(
    tx: &SystemTx,
    id: SessionId,
    member: MemberId,
    now: Instant,
    expires_at: Instant,
) -> Result<(), DbError> {
    let row = sign_in_sessions::ActiveModel {
        id: Set(id),
        member_id: Set(member),
        created_at: Set(now),
        last_seen_at: Set(now),
        expires_at: Set(expires_at),
    };
    sign_in_sessions::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

/// The session and the member's role as they are now, not as they were at sign-in.
pub async fn find(db: &SystemDb, id: SessionId) -> Result<Option<Session>, DbError> {
    let Some(row) = sign_in_sessions::Entity::find_by_id(id).one(&db.on()).await? else {
        return Ok(None);
    };
    let Some(member) = members::Entity::find_by_id(row.member_id).one(&db.on()).await? else {
        return Ok(None);
    };
    let member = Member {
        id: member.id,
        user_id: member.user_id,
        workspace_id: member.workspace_id,
        session_id: id,
        role: member.role,
        lead_scope: member.lead_scope,
    };
    Ok(Some(Session {
        reach: teams::reach(db, &member).await?,
        member,
        last_seen_at: row.last_seen_at,
        expires_at: row.expires_at,
    }))
}

pub async fn touch(tx: &SystemTx, id: SessionId, now: Instant) -> Result<(), DbError> {
    sign_in_sessions::Entity::update_many()
        .col_expr(sign_in_sessions::Column::LastSeenAt, Expr::value(now))
        .filter(sign_in_sessions::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

pub async fn delete(tx: &SystemTx, id: SessionId) -> Result<(), DbError> {
    sign_in_sessions::Entity::delete_by_id(id).exec(&tx.on()).await?;
    Ok(())
}

pub async fn delete_expired(tx: &SystemTx, now: Instant) -> Result<u64, DbError> {
    let gone = sign_in_sessions::Entity::delete_many()
        .filter(sign_in_sessions::Column::ExpiresAt.lte(now))
        .exec(&tx.on())
        .await?;
    Ok(gone.rows_affected)
}
