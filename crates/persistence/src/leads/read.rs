//! What screens and clients see of leads.

use crate::{
    DbError, WorkspaceDb,
    entities::{field_origins, lead_emails, lead_phones, leads},
    members::{self, MemberCard},
};
use domain::{
    clock::Instant,
    ids::LeadId,
    lead::{FieldOriginKind, Lead, LeadField},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// A lead as a list shows it.
#[derive(Clone, Debug)]
pub struct LeadRow {
    pub lead: Lead,
    pub primary_email: Option<String>,
    pub owner: Option<MemberCard>,
}

/// Newest first.
pub async fn list(
    db: &WorkspaceDb,
    before: Option<LeadId>,
    limit: u64,
) -> Result<(Vec<LeadRow>, bool), DbError> {
    let mut query = leads::Entity::find().filter(leads::Column::WorkspaceId.eq(db.workspace()));
    if let Some(before) = before {
        query = query.filter(leads::Column::Id.lt(before));
    }
    let found = query.order_by_desc(leads::Column::Id).limit(limit + 1).all(&db.on()).await?;
    let (found, more) = crate::cut(found, limit);
    Ok((rows(db, found.into_iter().map(super::lead).collect()).await?, more))
}

/// Adds to leads what a list shows beside them, two queries for any number.
pub async fn rows(db: &WorkspaceDb, found: Vec<Lead>) -> Result<Vec<LeadRow>, DbError> {
    let addresses = lead_emails::Entity::find()
        .filter(lead_emails::Column::WorkspaceId.eq(db.workspace()))
        .filter(lead_emails::Column::LeadId.is_in(found.iter().map(|lead| lead.id)))
        .filter(lead_emails::Column::Position.eq(0))
        .all(&db.on())
        .await?;
    let mut addresses: HashMap<LeadId, String> =
        addresses.into_iter().map(|row| (row.lead_id, row.raw)).collect();
    let owners = members::cards(db, found.iter().filter_map(|lead| lead.owner_id)).await?;
    let row = |lead: Lead| LeadRow {
        primary_email: addresses.remove(&lead.id),
        owner: lead.owner_id.and_then(|id| owners.get(&id).cloned()),
        lead,
    };
    Ok(found.into_iter().map(row).collect())
}

#[derive(Clone, Debug)]
pub struct Email {
    pub raw: String,
    pub normalized: String,
    pub is_primary: bool,
}

#[derive(Clone, Debug)]
pub struct Origin {
    pub field: LeadField,
    pub origin: FieldOriginKind,
    pub detail: Option<String>,
    pub at: Instant,
}

/// A lead as its own page shows it, without its registrations.
#[derive(Clone, Debug)]
pub struct LeadDetail {
    pub row: LeadRow,
    pub emails: Vec<Email>,
    pub phones: Vec<String>,
    pub origins: Vec<Origin>,
}

pub async fn find(db: &WorkspaceDb, id: LeadId) -> Result<Option<LeadDetail>, DbError> {
    let found = leads::Entity::find_by_id(id)
        .filter(leads::Column::WorkspaceId.eq(db.workspace()))
        .one(&db.on())
        .await?;
    let Some(found) = found else { return Ok(None) };
    let Some(row) = rows(db, vec![super::lead(found)]).await?.pop() else {
        return Ok(None);
    };
    let emails = lead_emails::Entity::find()
        .filter(lead_emails::Column::WorkspaceId.eq(db.workspace()))
        .filter(lead_emails::Column::LeadId.eq(id))
        .order_by_asc(lead_emails::Column::Position)
        .all(&db.on())
        .await?;
    let phones = lead_phones::Entity::find()
        .filter(lead_phones::Column::WorkspaceId.eq(db.workspace()))
        .filter(lead_phones::Column::LeadId.eq(id))
        .order_by_asc(lead_phones::Column::Position)
        .all(&db.on())
        .await?;
    let origins = field_origins::Entity::find()
        .filter(field_origins::Column::WorkspaceId.eq(db.workspace()))
        .filter(field_origins::Column::LeadId.eq(id))
        .all(&db.on())
        .await?;
    Ok(Some(LeadDetail {
        row,
        emails: emails
            .into_iter()
            .map(|row| Email { raw: row.raw, normalized: row.normalized, is_primary: row.position == 0 })
            .collect(),
        phones: phones.into_iter().map(|row| row.raw).collect(),
        origins: origins
            .into_iter()
            .map(|row| Origin { field: row.field, origin: row.origin, detail: row.detail, at: row.at })
            .collect(),
    }))
}
