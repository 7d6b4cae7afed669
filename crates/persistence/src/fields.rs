//! Fields that a workspace adds to its leads. A dropped one is gone for everybody; a job takes its values away.

mod values;

pub use values::{Held, clear, forget_option, has_values, holders, of_leads, set, texts};

use crate::{
    DbError, WorkspaceDb, WorkspaceTx,
    entities::{custom_fields, field_options},
};
use domain::{
    clock::Instant,
    field::{Basis, Field, FieldOption},
    ids::FieldId,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashMap;

/// In their order.
pub async fn list(db: &WorkspaceDb) -> Result<Vec<Field>, DbError> {
    let rows = custom_fields::Entity::find()
        .filter(custom_fields::Column::WorkspaceId.eq(db.workspace()))
        .filter(custom_fields::Column::IsDropped.eq(false))
        .order_by_asc(custom_fields::Column::Position)
        .order_by_asc(custom_fields::Column::Id)
        .all(&db.on())
        .await?;
    with_options(db, rows).await
}

/// The field, dropped or not, locked until the transaction ends.
pub async fn lock(tx: &WorkspaceTx, id: FieldId) -> Result<Option<(Field, bool)>, DbError> {
    let row = custom_fields::Entity::find_by_id(id)
        .filter(custom_fields::Column::WorkspaceId.eq(tx.workspace()))
        .lock_exclusive()
        .one(&tx.on())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let is_dropped = row.is_dropped;
    Ok(with_options(tx, vec![row]).await?.pop().map(|field| (field, is_dropped)))
}

async fn with_options(db: &WorkspaceDb, rows: Vec<custom_fields::Model>) -> Result<Vec<Field>, DbError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let found = field_options::Entity::find()
        .filter(field_options::Column::WorkspaceId.eq(db.workspace()))
        .filter(field_options::Column::FieldId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(field_options::Column::Position)
        .order_by_asc(field_options::Column::Id)
        .all(&db.on())
        .await?;
    let mut options: HashMap<FieldId, Vec<FieldOption>> = HashMap::new();
    for row in found {
        options.entry(row.field_id).or_default().push(FieldOption { id: row.id, label: row.label });
    }
    let field = |row: custom_fields::Model| Field {
        options: options.remove(&row.id).unwrap_or_default(),
        id: row.id,
        key: row.slug,
        name: row.name,
        kind: row.kind,
        class: row.class,
        basis: row.basis.zip(row.basis_at).map(|(kind, recorded_at)| Basis {
            kind,
            note: row.basis_note,
            recorded_by: row.basis_by,
            recorded_at,
        }),
        position: row.position,
        version: row.version,
    };
    Ok(rows.into_iter().map(field).collect())
}

/// Every key that is taken, also by fields that are being dropped.
pub async fn keys(db: &WorkspaceDb) -> Result<Vec<String>, DbError> {
    Ok(custom_fields::Entity::find()
        .select_only()
        .column(custom_fields::Column::Slug)
        .filter(custom_fields::Column::WorkspaceId.eq(db.workspace()))
        .into_tuple()
        .all(&db.on())
        .await?)
}

pub async fn count(db: &WorkspaceDb) -> Result<u64, DbError> {
    Ok(custom_fields::Entity::find()
        .filter(custom_fields::Column::WorkspaceId.eq(db.workspace()))
        .filter(custom_fields::Column::IsDropped.eq(false))
        .count(&db.on())
        .await?)
}

pub async fn insert(tx: &WorkspaceTx, field: &Field, now: Instant) -> Result<(), DbError> {
    let row = custom_fields::ActiveModel {
        id: Set(field.id),
        workspace_id: Set(tx.workspace()),
        slug: Set(field.key.clone()),
        kind: Set(field.kind),
        is_dropped: Set(false),
        version: Set(field.version),
        created_at: Set(now),
        ..changeable(field)
    };
    custom_fields::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    insert_options(tx, field).await
}

/// Writes a field that this transaction has locked, as a new version. Options that are no longer there must have lost
/// their values before.
pub async fn update(tx: &WorkspaceTx, field: &Field) -> Result<(), DbError> {
    let row = custom_fields::ActiveModel { version: Set(field.version + 1), ..changeable(field) };
    custom_fields::Entity::update_many()
        .set(row)
        .filter(custom_fields::Column::WorkspaceId.eq(tx.workspace()))
        .filter(custom_fields::Column::Id.eq(field.id))
        .exec(&tx.on())
        .await?;
    field_options::Entity::delete_many()
        .filter(field_options::Column::WorkspaceId.eq(tx.workspace()))
        .filter(field_options::Column::FieldId.eq(field.id))
        .exec(&tx.on())
        .await?;
    insert_options(tx, field).await
}

fn changeable(field: &Field) -> custom_fields::ActiveModel {
    let basis = field.basis.as_ref();
    custom_fields::ActiveModel {
        name: Set(field.name.clone()),
        class: Set(field.class),
        basis: Set(basis.map(|basis| basis.kind)),
        basis_note: Set(basis.and_then(|basis| basis.note.clone())),
        basis_by: Set(basis.and_then(|basis| basis.recorded_by)),
        basis_at: Set(basis.map(|basis| basis.recorded_at)),
        position: Set(field.position),
        ..Default::default()
    }
}

async fn insert_options(tx: &WorkspaceTx, field: &Field) -> Result<(), DbError> {
    if field.options.is_empty() {
        return Ok(());
    }
    let rows = (0..).zip(&field.options).map(|(position, option)| field_options::ActiveModel {
        id: Set(option.id),
        workspace_id: Set(tx.workspace()),
        field_id: Set(field.id),
        label: Set(option.label.clone()),
        position: Set(position),
    });
    field_options::Entity::insert_many(rows).exec_without_returning(&tx.on()).await?;
    Ok(())
}

/// From now on nobody sees it.
pub async fn drop(tx: &WorkspaceTx, id: FieldId) -> Result<(), DbError> {
    let row = custom_fields::ActiveModel { is_dropped: Set(true), ..Default::default() };
    custom_fields::Entity::update_many()
        .set(row)
        .filter(custom_fields::Column::WorkspaceId.eq(tx.workspace()))
        .filter(custom_fields::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// For good, with what is left of its values.
pub async fn delete(tx: &WorkspaceTx, id: FieldId) -> Result<(), DbError> {
    custom_fields::Entity::delete_many()
        .filter(custom_fields::Column::WorkspaceId.eq(tx.workspace()))
        .filter(custom_fields::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(())
}
