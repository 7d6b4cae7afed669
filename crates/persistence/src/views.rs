//! Saved views: one's own, and those that are shared with the workspace.

use crate::{DbError, WorkspaceDb, WorkspaceTx, entities::saved_views};
use domain::{
    clock::Instant,
    ids::{MemberId, ViewId},
    view::Visibility,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    pub id: ViewId,
    pub owner_id: MemberId,
    pub name: String,
    pub visibility: Visibility,
    /// JSON, as its author wrote it: relative dates and “me” mean what they mean when somebody looks.
    pub filter: String,
    /// JSON list of names.
    pub columns: String,
    pub sort: Option<String>,
    pub position: i32,
    pub version: i32,
}

impl From<saved_views::Model> for View {
    fn from(row: saved_views::Model) -> Self {
        Self {
            id: row.id,
            owner_id: row.owner_id,
            name: row.name,
            visibility: row.visibility,
            filter: row.filter,
            columns: row.columns,
            sort: row.sort,
            position: row.position,
            version: row.version,
        }
    }
}

fn seen_by(db: &WorkspaceDb, member: MemberId) -> Condition {
    let shared = saved_views::Column::Visibility.eq(Visibility::Workspace);
    Condition::all()
        .add(saved_views::Column::WorkspaceId.eq(db.workspace()))
        .add(saved_views::Column::OwnerId.eq(member).or(shared))
}

/// In their order.
pub async fn list(db: &WorkspaceDb, member: MemberId) -> Result<Vec<View>, DbError> {
    let rows = saved_views::Entity::find()
        .filter(seen_by(db, member))
        .order_by_asc(saved_views::Column::Position)
        .order_by_asc(saved_views::Column::Id)
        .all(&db.on())
        .await?;
    Ok(rows.into_iter().map(View::from).collect())
}

/// The view, locked until the transaction ends, if the member sees it.
pub async fn lock(tx: &WorkspaceTx, member: MemberId, id: ViewId) -> Result<Option<View>, DbError> {
    let row = saved_views::Entity::find_by_id(id)
        .filter(seen_by(tx, member))
        .lock_exclusive()
        .one(&tx.on())
        .await?;
    Ok(row.map(View::from))
}

pub async fn count(db: &WorkspaceDb, owner: MemberId) -> Result<u64, DbError> {
    Ok(saved_views::Entity::find()
        .filter(saved_views::Column::WorkspaceId.eq(db.workspace()))
        .filter(saved_views::Column::OwnerId.eq(owner))
        .count(&db.on())
        .await?)
}

pub async fn insert(tx: &WorkspaceTx, view: &View, now: Instant) -> Result<(), DbError> {
    let row = saved_views::ActiveModel {
        id: Set(view.id),
        workspace_id: Set(tx.workspace()),
        owner_id: Set(view.owner_id),
        name: Set(view.name.clone()),
        visibility: Set(view.visibility),
        filter: Set(view.filter.clone()),
        columns: Set(view.columns.clone()),
        sort: Set(view.sort.clone()),
        position: Set(view.position),
        version: Set(view.version),
        created_at: Set(now),
        updated_at: Set(now),
    };
    saved_views::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

/// Writes a view that this transaction has locked, as a new version.
pub async fn update(tx: &WorkspaceTx, view: &View, now: Instant) -> Result<(), DbError> {
    let row = saved_views::ActiveModel {
        name: Set(view.name.clone()),
        visibility: Set(view.visibility),
        filter: Set(view.filter.clone()),
        columns: Set(view.columns.clone()),
        sort: Set(view.sort.clone()),
        position: Set(view.position),
        updated_at: Set(now),
        ..Default::default()
    };
    saved_views::Entity::update_many()
        .set(row)
        .col_expr(saved_views::Column::Version, Expr::col(saved_views::Column::Version).add(1))
        .filter(saved_views::Column::WorkspaceId.eq(tx.workspace()))
        .filter(saved_views::Column::Id.eq(view.id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

pub async fn delete(tx: &WorkspaceTx, id: ViewId) -> Result<(), DbError> {
    saved_views::Entity::delete_many()
        .filter(saved_views::Column::WorkspaceId.eq(tx.workspace()))
        .filter(saved_views::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(())
}
