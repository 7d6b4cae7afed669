//! What screens and clients see of leads.

use super::filter::visible;
use crate::{
    DbError, WorkspaceDb,
    entities::{field_origins, lead_emails, lead_phones, leads, teams},
    members::{self, MemberCard},
    pipelines::{self, Stage},
    tags::{self, Tag},
    teams::Team,
};
use domain::{
    clock::Instant,
    ids::{LeadId, TeamId},
    lead::{FieldOriginKind, Lead, LeadField},
    phone::Phone,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// A lead as a list shows it.
#[derive(Clone, Debug)]
pub struct LeadRow {
    pub lead: Lead,
    pub primary_email: Option<String>,
    pub primary_phone: Option<String>,
    pub owner: Option<MemberCard>,
    pub team: Option<Team>,
    pub stage: Option<Stage>,
    pub tags: Vec<Tag>,
}

/// Adds to leads what a list shows beside them, a handful of queries for any number.
pub async fn rows(db: &WorkspaceDb, found: Vec<Lead>) -> Result<Vec<LeadRow>, DbError> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids = || found.iter().map(|lead| lead.id);
    let addresses = lead_emails::Entity::find()
        .filter(lead_emails::Column::LeadId.is_in(ids()))
        .filter(lead_emails::Column::WorkspaceId.eq(db.workspace()))
        .filter(lead_emails::Column::Position.eq(0))
        .all(&db.on())
        .await?;
    let numbers = lead_phones::Entity::find()
        .filter(lead_phones::Column::LeadId.is_in(ids()))
        .filter(lead_phones::Column::WorkspaceId.eq(db.workspace()))
        .filter(lead_phones::Column::Position.eq(0))
        .all(&db.on())
        .await?;
    let mut addresses: HashMap<LeadId, String> =
        addresses.into_iter().map(|row| (row.lead_id, row.raw)).collect();
    let mut numbers: HashMap<LeadId, String> =
        numbers.into_iter().map(|row| (row.lead_id, row.raw)).collect();
    let owners = members::cards(db, found.iter().filter_map(|lead| lead.owner_id)).await?;
    let teams = teams_of(db, &found).await?;
    let stages =
        pipelines::stages(db, found.iter().filter_map(|lead| Some(lead.place.as_ref()?.stage_id))).await?;
    let mut tags = tags::of_leads(db, ids()).await?;
    let row = |lead: Lead| LeadRow {
        primary_email: addresses.remove(&lead.id),
        primary_phone: numbers.remove(&lead.id),
        owner: lead.owner_id.and_then(|id| owners.get(&id).cloned()),
        team: lead.team_id.and_then(|id| teams.get(&id).cloned()),
        stage: lead.place.as_ref().and_then(|place| stages.get(&place.stage_id).cloned()),
        tags: tags.remove(&lead.id).unwrap_or_default(),
        lead,
    };
    Ok(found.into_iter().map(row).collect())
}

async fn teams_of(db: &WorkspaceDb, found: &[Lead]) -> Result<HashMap<TeamId, Team>, DbError> {
    let ids: Vec<TeamId> = found.iter().filter_map(|lead| lead.team_id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = teams::Entity::find()
        .filter(teams::Column::WorkspaceId.eq(db.workspace()))
        .filter(teams::Column::Id.is_in(ids))
        .all(&db.on())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, Team::from(row))).collect())
}

/// Whether the actor may know of the lead.
pub async fn is_visible(db: &WorkspaceDb, id: LeadId) -> Result<bool, DbError> {
    Ok(leads::Entity::find_by_id(id).filter(visible(db)).count(&db.on()).await? > 0)
}

/// What leads are called, those in the bin included.
pub async fn names(
    db: &WorkspaceDb,
    ids: impl IntoIterator<Item = LeadId>,
) -> Result<Vec<(LeadId, String)>, DbError> {
    Ok(leads::Entity::find()
        .select_only()
        .column(leads::Column::Id)
        .column(leads::Column::DisplayName)
        .filter(visible(db))
        .filter(leads::Column::Id.is_in(ids))
        .into_tuple()
        .all(&db.on())
        .await?)
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
    /// The first one is primary.
    pub phones: Vec<Phone>,
    pub origins: Vec<Origin>,
}

pub async fn find(db: &WorkspaceDb, id: LeadId) -> Result<Option<LeadDetail>, DbError> {
    let found = leads::Entity::find_by_id(id).filter(visible(db)).one(&db.on()).await?;
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
        phones: phones.into_iter().map(|row| Phone::stored(row.raw, row.e164)).collect(),
        origins: origins
            .into_iter()
            .map(|row| Origin { field: row.field, origin: row.origin, detail: row.detail, at: row.at })
            .collect(),
    }))
}
