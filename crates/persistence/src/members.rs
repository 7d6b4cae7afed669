//! Who belongs to which workspace.

use crate::{
    DbError, SystemDb, SystemTx, WorkspaceDb, WorkspaceTx,
    entities::{members, users},
};
use domain::{
    clock::Instant,
    fold,
    ids::{MemberId, UserId, WorkspaceId},
    team::LeadScope,
    workspace::Role,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use std::collections::HashMap;

pub async fn insert(
    tx: &SystemTx,
    id: MemberId,
    workspace_id: WorkspaceId,
    user_id: UserId,
    role: Role,
    lead_scope: LeadScope,
    now: Instant,
) -> Result<(), DbError> {
    let row = members::ActiveModel {
        id: Set(id),
        workspace_id: Set(workspace_id),
        user_id: Set(user_id),
        role: Set(role),
        lead_scope: Set(lead_scope),
        created_at: Set(now),
    };
    members::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

/// The membership a user signs in to: the first one they got.
pub async fn first_of(db: &SystemDb, user: UserId) -> Result<Option<MemberId>, DbError> {
    let row = members::Entity::find()
        .filter(members::Column::UserId.eq(user))
        .order_by_asc(members::Column::Id)
        .one(&db.on())
        .await?;
    Ok(row.map(|row| row.id))
}

/// A member as colleagues see them.
#[derive(Clone, Debug)]
pub struct MemberCard {
    pub id: MemberId,
    pub name: String,
    pub user_id: UserId,
    pub email: String,
}

/// A member with what they may do.
#[derive(Clone, Debug)]
pub struct Row {
    pub card: MemberCard,
    pub role: Role,
    pub lead_scope: LeadScope,
}

/// By name.
pub async fn list(db: &WorkspaceDb) -> Result<Vec<Row>, DbError> {
    let rows =
        members::Entity::find().filter(members::Column::WorkspaceId.eq(db.workspace())).all(&db.on()).await?;
    let mut cards = cards(db, rows.iter().map(|row| row.id)).await?;
    let mut rows: Vec<Row> = rows
        .into_iter()
        .filter_map(|row| {
            Some(Row { card: cards.remove(&row.id)?, role: row.role, lead_scope: row.lead_scope })
        })
        .collect();
    rows.sort_by_cached_key(|row| (fold::key(&row.card.name), row.card.id));
    Ok(rows)
}

pub async fn update(
    tx: &WorkspaceTx,
    id: MemberId,
    role: Role,
    lead_scope: LeadScope,
) -> Result<(), DbError> {
    members::Entity::update_many()
        .col_expr(members::Column::Role, Expr::value(role))
        .col_expr(members::Column::LeadScope, Expr::value(lead_scope))
        .filter(members::Column::WorkspaceId.eq(tx.workspace()))
        .filter(members::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

pub async fn cards(
    db: &WorkspaceDb,
    ids: impl IntoIterator<Item = MemberId>,
) -> Result<HashMap<MemberId, MemberCard>, DbError> {
    let ids: Vec<MemberId> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = members::Entity::find()
        .filter(members::Column::WorkspaceId.eq(db.workspace()))
        .filter(members::Column::Id.is_in(ids))
        .all(&db.on())
        .await?;
    let people = users::Entity::find()
        .filter(users::Column::Id.is_in(rows.iter().map(|row| row.user_id)))
        .all(&db.on())
        .await?;
    let people: HashMap<UserId, users::Model> = people.into_iter().map(|user| (user.id, user)).collect();
    let card = |row: members::Model| {
        let user = people.get(&row.user_id)?;
        let card =
            MemberCard { id: row.id, name: user.name.clone(), user_id: user.id, email: user.email.clone() };
        Some((row.id, card))
    };
    Ok(rows.into_iter().filter_map(card).collect())
}
