//! Tags, and which lead has which.

use crate::{
    DbError, WorkspaceDb, WorkspaceTx,
    entities::{lead_tags, tags},
};
use domain::{
    clock::Instant,
    fold,
    ids::{LeadId, TagId},
    tag::TagColor,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use std::collections::{BTreeSet, HashMap};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    pub id: TagId,
    pub name: String,
    pub color: TagColor,
}

impl From<tags::Model> for Tag {
    fn from(row: tags::Model) -> Self {
        Self { id: row.id, name: row.name, color: row.color }
    }
}

/// By name.
pub async fn list(db: &WorkspaceDb) -> Result<Vec<Tag>, DbError> {
    let rows = tags::Entity::find()
        .filter(tags::Column::WorkspaceId.eq(db.workspace()))
        .order_by_asc(tags::Column::NameKey)
        .all(&db.on())
        .await?;
    Ok(rows.into_iter().map(Tag::from).collect())
}

pub async fn count(db: &WorkspaceDb) -> Result<u64, DbError> {
    Ok(tags::Entity::find().filter(tags::Column::WorkspaceId.eq(db.workspace())).count(&db.on()).await?)
}

/// Those of these that the workspace has.
pub async fn find(db: &WorkspaceDb, ids: &[TagId]) -> Result<Vec<Tag>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = tags::Entity::find()
        .filter(tags::Column::WorkspaceId.eq(db.workspace()))
        .filter(tags::Column::Id.is_in(ids.iter().copied()))
        .all(&db.on())
        .await?;
    Ok(rows.into_iter().map(Tag::from).collect())
}

/// The tags of these leads, by name.
pub async fn of_leads(
    db: &WorkspaceDb,
    leads: impl IntoIterator<Item = LeadId>,
) -> Result<HashMap<LeadId, Vec<Tag>>, DbError> {
    let pairs = lead_tags::Entity::find()
        .filter(lead_tags::Column::LeadId.is_in(leads))
        .filter(lead_tags::Column::WorkspaceId.eq(db.workspace()))
        .all(&db.on())
        .await?;
    let ids: Vec<TagId> = pairs.iter().map(|pair| pair.tag_id).collect();
    let known: HashMap<TagId, Tag> = find(db, &ids).await?.into_iter().map(|tag| (tag.id, tag)).collect();
    let mut of_leads: HashMap<LeadId, Vec<Tag>> = HashMap::new();
    for pair in pairs {
        of_leads.entry(pair.lead_id).or_default().extend(known.get(&pair.tag_id).cloned());
    }
    for tags in of_leads.values_mut() {
        tags.sort_by_cached_key(|tag| fold::key(&tag.name));
    }
    Ok(of_leads)
}

pub async fn insert(tx: &WorkspaceTx, tag: &Tag, now: Instant) -> Result<(), DbError> {
    let row = tags::ActiveModel {
        id: Set(tag.id),
        workspace_id: Set(tx.workspace()),
        name: Set(tag.name.clone()),
        name_key: Set(fold::key(&tag.name)),
        color: Set(tag.color),
        created_at: Set(now),
    };
    tags::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

pub async fn update(tx: &WorkspaceTx, tag: &Tag) -> Result<(), DbError> {
    tags::Entity::update_many()
        .col_expr(tags::Column::Name, Expr::value(tag.name.clone()))
        .col_expr(tags::Column::NameKey, Expr::value(fold::key(&tag.name)))
        .col_expr(tags::Column::Color, Expr::value(tag.color))
        .filter(tags::Column::WorkspaceId.eq(tx.workspace()))
        .filter(tags::Column::Id.eq(tag.id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// Leads lose it.
pub async fn delete(tx: &WorkspaceTx, id: TagId) -> Result<bool, DbError> {
    let gone = tags::Entity::delete_many()
        .filter(tags::Column::WorkspaceId.eq(tx.workspace()))
        .filter(tags::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(gone.rows_affected == 1)
}

/// Those of the leads that had it not. Leads and tag must be of this workspace.
pub async fn add(
    tx: &WorkspaceTx,
    leads: &[LeadId],
    tag: TagId,
    now: Instant,
) -> Result<Vec<LeadId>, DbError> {
    let known = tagged(tx, leads, tag).await?;
    let fresh: Vec<LeadId> = leads.iter().copied().filter(|lead| !known.contains(lead)).collect();
    if fresh.is_empty() {
        return Ok(fresh);
    }
    let row = |lead: &LeadId| lead_tags::ActiveModel {
        workspace_id: Set(tx.workspace()),
        lead_id: Set(*lead),
        tag_id: Set(tag),
        tagged_at: Set(now),
    };
    lead_tags::Entity::insert_many(fresh.iter().map(row)).exec_without_returning(&tx.on()).await?;
    Ok(fresh)
}

/// Those of the leads that had it.
pub async fn remove(tx: &WorkspaceTx, leads: &[LeadId], tag: TagId) -> Result<Vec<LeadId>, DbError> {
    let known: Vec<LeadId> = tagged(tx, leads, tag).await?.into_iter().collect();
    lead_tags::Entity::delete_many()
        .filter(lead_tags::Column::WorkspaceId.eq(tx.workspace()))
        .filter(lead_tags::Column::LeadId.is_in(known.iter().copied()))
        .filter(lead_tags::Column::TagId.eq(tag))
        .exec(&tx.on())
        .await?;
    Ok(known)
}

async fn tagged(tx: &WorkspaceTx, leads: &[LeadId], tag: TagId) -> Result<BTreeSet<LeadId>, DbError> {
    let found: Vec<LeadId> = lead_tags::Entity::find()
        .select_only()
        .column(lead_tags::Column::LeadId)
        .filter(lead_tags::Column::WorkspaceId.eq(tx.workspace()))
        .filter(lead_tags::Column::LeadId.is_in(leads.iter().copied()))
        .filter(lead_tags::Column::TagId.eq(tag))
        .into_tuple()
        .all(&tx.on())
        .await?;
    Ok(found.into_iter().collect())
}
