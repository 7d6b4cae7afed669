//! What screens and clients see of leads.

use super::filter::{reachable, visible, visible_to};
use crate::{
    DbError, WorkspaceDb,
    entities::{field_origins, lead_emails, lead_phones, leads, teams},
    fields::{self, Held},
    members::{self, MemberCard},
    pipelines::{self, Stage},
    tags::{self, Tag},
    tasks,
    teams::Team,
};
use domain::{
    clock::Instant,
    ids::{LeadId, TeamId},
    lead::{FieldOriginKind, Lead, LeadField},
    phone::Phone,
    policy::Reach,
    task::Task,
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
    /// The open one that is due first.
    pub next_task: Option<Task>,
    pub next_task_assignee: Option<MemberCard>,
    /// What custom fields hold, in their order.
    pub custom: Vec<Held>,
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
    let fields = fields::list(db).await?;
    let mut custom = fields::of_leads(db, &fields, ids()).await?;
    let mut next_tasks = tasks::next_of_leads(db, ids()).await?;
    let assignees = next_tasks.values().filter_map(|task| task.assignee_id);
    let people = found.iter().filter_map(|lead| lead.owner_id).chain(assignees);
    let people = members::cards(db, people).await?;
    let teams = teams_of(db, &found).await?;
    let stages =
        pipelines::stages(db, found.iter().filter_map(|lead| Some(lead.place.as_ref()?.stage_id))).await?;
    let mut tags = tags::of_leads(db, ids()).await?;
    let row = |lead: Lead| {
        let next_task = next_tasks.remove(&lead.id);
        LeadRow {
            primary_email: addresses.remove(&lead.id),
            primary_phone: numbers.remove(&lead.id),
            owner: lead.owner_id.and_then(|id| people.get(&id).cloned()),
            team: lead.team_id.and_then(|id| teams.get(&id).cloned()),
            stage: lead.place.as_ref().and_then(|place| stages.get(&place.stage_id).cloned()),
            tags: tags.remove(&lead.id).unwrap_or_default(),
            next_task_assignee: next_task.as_ref().and_then(|task| people.get(&task.assignee_id?).cloned()),
            next_task,
            custom: custom.remove(&lead.id).unwrap_or_default(),
            lead,
        }
    };
    Ok(found.into_iter().map(row).collect())
}

/// Those of these leads that the actor may know of.
pub async fn rows_of(
    db: &WorkspaceDb,
    ids: impl IntoIterator<Item = LeadId>,
) -> Result<HashMap<LeadId, LeadRow>, DbError> {
    let found = leads::Entity::find().filter(leads::Column::Id.is_in(ids)).filter(visible(db));
    let found: Vec<Lead> = found.all(&db.on()).await?.into_iter().map(super::lead).collect();
    Ok(rows(db, found).await?.into_iter().map(|row| (row.lead.id, row)).collect())
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

/// Whether somebody else may know of the lead.
pub async fn is_visible_to(db: &WorkspaceDb, reach: &Reach, id: LeadId) -> Result<bool, DbError> {
    let seen = leads::Entity::find_by_id(id).filter(visible_to(db.workspace(), reach));
    Ok(seen.count(&db.on()).await? > 0)
}

/// What these are called.
pub async fn names(
    db: &WorkspaceDb,
    ids: impl IntoIterator<Item = LeadId>,
) -> Result<HashMap<LeadId, String>, DbError> {
    let ids: Vec<LeadId> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<(LeadId, String)> = leads::Entity::find()
        .select_only()
        .column(leads::Column::Id)
        .column(leads::Column::DisplayName)
        .filter(visible(db))
        .filter(leads::Column::Id.is_in(ids))
        .into_tuple()
        .all(&db.on())
        .await?;
    Ok(found.into_iter().collect())
}

/// As [`is_visible`], also of a lead that has become part of another one.
pub async fn is_reachable(db: &WorkspaceDb, id: LeadId) -> Result<bool, DbError> {
    Ok(leads::Entity::find_by_id(id).filter(reachable(db)).count(&db.on()).await? > 0)
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
