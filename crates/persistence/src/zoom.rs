//! Linked Zoom accounts.

use crate::{
    DbError, SystemDb, SystemTx, WorkspaceDb, WorkspaceTx,
    entities::{zoom_authorizations, zoom_connections},
};
use domain::{
    clock::Instant,
    ids::{ConnectionId, MemberId, SessionId, WorkspaceId, ZoomAuthorizationId},
    zoom::{ZoomIdentity, ZoomUserKey},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};

pub async fn insert_authorization(
    tx: &WorkspaceTx,
    id: ZoomAuthorizationId,
    session: SessionId,
    state_hash: [u8; 32],
    now: Instant,
    expires_at: Instant,
) -> Result<(), DbError> {
    let row = zoom_authorizations::ActiveModel {
        id: Set(id),
        workspace_id: Set(tx.workspace()),
        session_id: Set(session),
        state_hash: Set(state_hash.to_vec()),
        created_at: Set(now),
        expires_at: Set(expires_at),
    };
    zoom_authorizations::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

/// Uses up the authorization that this session started with this state, and says until when it was good.
pub async fn take_authorization(
    tx: &WorkspaceTx,
    session: SessionId,
    state_hash: [u8; 32],
) -> Result<Option<Instant>, DbError> {
    let row = zoom_authorizations::Entity::find()
        .filter(zoom_authorizations::Column::StateHash.eq(state_hash.to_vec()))
        .filter(zoom_authorizations::Column::WorkspaceId.eq(tx.workspace()))
        .filter(zoom_authorizations::Column::SessionId.eq(session))
        .one(&tx.on())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let taken = zoom_authorizations::Entity::delete_by_id(row.id).exec(&tx.on()).await?;
    Ok((taken.rows_affected == 1).then_some(row.expires_at))
}

pub async fn delete_expired_authorizations(tx: &SystemTx, before: Instant) -> Result<u64, DbError> {
    let gone = zoom_authorizations::Entity::delete_many()
        .filter(zoom_authorizations::Column::ExpiresAt.lte(before))
        .exec(&tx.on())
        .await?;
    Ok(gone.rows_affected)
}

#[derive(Clone, Debug)]
pub struct Connection {
    pub id: ConnectionId,
    pub zoom: ZoomUserKey,
    pub name: String,
    pub email: String,
    pub linked_by: Option<MemberId>,
    pub linked_at: Instant,
}

impl From<zoom_connections::Model> for Connection {
    fn from(row: zoom_connections::Model) -> Self {
        Self {
            id: row.id,
            zoom: ZoomUserKey { account_id: row.zoom_account_id, user_id: row.zoom_user_id },
            name: row.name,
            email: row.email,
            linked_by: row.linked_by,
            linked_at: row.linked_at,
        }
    }
}

/// Links a Zoom user. One who is linked already, here or elsewhere, is a taken unique key.
pub async fn link(
    tx: &WorkspaceTx,
    id: ConnectionId,
    identity: &ZoomIdentity,
    by: MemberId,
    now: Instant,
) -> Result<Connection, DbError> {
    let row = zoom_connections::Model {
        id,
        workspace_id: tx.workspace(),
        zoom_account_id: identity.key.account_id.clone(),
        zoom_user_id: identity.key.user_id.clone(),
        name: identity.name.clone(),
        email: identity.email.clone(),
        linked_by: Some(by),
        linked_at: now,
    };
    let insert = row.clone().into_active_model().reset_all();
    zoom_connections::Entity::insert(insert).exec_without_returning(&tx.on()).await?;
    Ok(row.into())
}

/// The link of this Zoom user in this workspace, refreshed with what Zoom says of them now.
pub async fn relink(
    tx: &WorkspaceTx,
    identity: &ZoomIdentity,
    by: MemberId,
    now: Instant,
) -> Result<Option<Connection>, DbError> {
    let row = zoom_connections::Entity::find()
        .filter(zoom_connections::Column::WorkspaceId.eq(tx.workspace()))
        .filter(is_user(&identity.key))
        .one(&tx.on())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let renewed = zoom_connections::ActiveModel {
        id: Set(row.id),
        name: Set(identity.name.clone()),
        email: Set(identity.email.clone()),
        linked_by: Set(Some(by)),
        linked_at: Set(now),
        ..Default::default()
    };
    zoom_connections::Entity::update(renewed).exec(&tx.on()).await?;
    let connection = Connection::from(row);
    let (name, email) = (identity.name.clone(), identity.email.clone());
    Ok(Some(Connection { name, email, linked_by: Some(by), linked_at: now, ..connection }))
}

pub async fn list(db: &WorkspaceDb) -> Result<Vec<Connection>, DbError> {
    let rows = zoom_connections::Entity::find()
        .filter(zoom_connections::Column::WorkspaceId.eq(db.workspace()))
        .order_by_asc(zoom_connections::Column::Id)
        .all(&db.on())
        .await?;
    Ok(rows.into_iter().map(Connection::from).collect())
}

/// Forgets a link and who was behind it. `false` if there was none.
pub async fn unlink(tx: &WorkspaceTx, id: ConnectionId) -> Result<bool, DbError> {
    let gone = zoom_connections::Entity::delete_many()
        .filter(zoom_connections::Column::WorkspaceId.eq(tx.workspace()))
        .filter(zoom_connections::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(gone.rows_affected == 1)
}

/// Forgets the link of a Zoom user who removed the app, unless they linked again after that.
pub async fn unlink_user(
    tx: &WorkspaceTx,
    user: &ZoomUserKey,
    removed_at: Option<Instant>,
) -> Result<bool, DbError> {
    let mut is_it =
        Condition::all().add(is_user(user)).add(zoom_connections::Column::WorkspaceId.eq(tx.workspace()));
    if let Some(removed_at) = removed_at {
        is_it = is_it.add(zoom_connections::Column::LinkedAt.lte(removed_at));
    }
    let gone = zoom_connections::Entity::delete_many().filter(is_it).exec(&tx.on()).await?;
    Ok(gone.rows_affected == 1)
}

/// Where a Zoom user's deliveries go.
#[derive(Clone, Debug)]
pub struct Route {
    pub connection: ConnectionId,
    pub workspace: WorkspaceId,
    pub zoom: ZoomUserKey,
}

pub async fn routes(db: &SystemDb, users: &[&ZoomUserKey]) -> Result<Vec<Route>, DbError> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let any = users.iter().fold(Condition::any(), |any, user| any.add(is_user(user)));
    let rows = zoom_connections::Entity::find().filter(any).all(&db.on()).await?;
    let route = |row: zoom_connections::Model| Route {
        connection: row.id,
        workspace: row.workspace_id,
        zoom: ZoomUserKey { account_id: row.zoom_account_id, user_id: row.zoom_user_id },
    };
    Ok(rows.into_iter().map(route).collect())
}

/// Who linked the connection: the first owner of the leads it brings.
pub async fn linked_by(db: &WorkspaceDb, id: ConnectionId) -> Result<Option<MemberId>, DbError> {
    let row = zoom_connections::Entity::find_by_id(id)
        .filter(zoom_connections::Column::WorkspaceId.eq(db.workspace()))
        .one(&db.on())
        .await?;
    Ok(row.and_then(|row| row.linked_by))
}

fn is_user(user: &ZoomUserKey) -> Condition {
    Condition::all()
        .add(zoom_connections::Column::ZoomAccountId.eq(user.account_id.as_str()))
        .add(zoom_connections::Column::ZoomUserId.eq(user.user_id.as_str()))
}
