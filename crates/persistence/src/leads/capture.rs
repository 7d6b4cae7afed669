//! What capture writes: leads matched by address, gaps filled, origins kept.

use crate::{
    DbError, WorkspaceTx,
    entities::{field_origins, lead_emails, lead_phones, leads},
};
use domain::{
    clock::Instant,
    email::Email,
    ids::{FieldOriginId, LeadEmailId, LeadId, LeadPhoneId},
    lead::{FieldOriginKind, Lead, LeadField},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};

/// The lead that has this address, locked until the transaction ends.
pub async fn find_by_email(tx: &WorkspaceTx, email: &Email) -> Result<Option<Lead>, DbError> {
    let address = lead_emails::Entity::find()
        .filter(lead_emails::Column::WorkspaceId.eq(tx.workspace()))
        .filter(lead_emails::Column::Normalized.eq(email.normalized()))
        .one(&tx.on())
        .await?;
    match address {
        Some(address) => lock(tx, address.lead_id).await,
        None => Ok(None),
    }
}

/// The lead, locked until the transaction ends.
pub async fn lock(tx: &WorkspaceTx, id: LeadId) -> Result<Option<Lead>, DbError> {
    let row = leads::Entity::find_by_id(id)
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .lock_exclusive()
        .one(&tx.on())
        .await?;
    Ok(row.map(super::lead))
}

pub async fn insert(tx: &WorkspaceTx, lead: &Lead) -> Result<(), DbError> {
    let row = leads::ActiveModel {
        id: Set(lead.id),
        workspace_id: Set(tx.workspace()),
        display_name: Set(lead.display_name.clone()),
        first_name: Set(lead.facts.first_name.clone()),
        last_name: Set(lead.facts.last_name.clone()),
        company: Set(lead.facts.company.clone()),
        title: Set(lead.facts.title.clone()),
        country: Set(lead.facts.country.clone()),
        status: Set(lead.status),
        source: Set(lead.source),
        source_detail: Set(lead.source_detail.clone()),
        owner_id: Set(lead.owner_id),
        version: Set(1),
        created_at: Set(lead.created_at),
        updated_at: Set(lead.created_at),
        last_activity_at: Set(lead.last_activity_at),
    };
    leads::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

/// Writes the facts and the name shown. A new version, so that somebody who edits the lead right now hears of it.
pub async fn save_facts(tx: &WorkspaceTx, lead: &Lead, now: Instant) -> Result<(), DbError> {
    let row = leads::ActiveModel {
        display_name: Set(lead.display_name.clone()),
        first_name: Set(lead.facts.first_name.clone()),
        last_name: Set(lead.facts.last_name.clone()),
        company: Set(lead.facts.company.clone()),
        title: Set(lead.facts.title.clone()),
        country: Set(lead.facts.country.clone()),
        updated_at: Set(now),
        ..Default::default()
    };
    leads::Entity::update_many()
        .set(row)
        .col_expr(leads::Column::Version, Expr::col(leads::Column::Version).add(1))
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(leads::Column::Id.eq(lead.id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// Moves the lead's last activity forward, never back.
pub async fn touch(tx: &WorkspaceTx, id: LeadId, at: Instant) -> Result<(), DbError> {
    leads::Entity::update_many()
        .col_expr(leads::Column::LastActivityAt, Expr::value(at))
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(leads::Column::Id.eq(id))
        .filter(leads::Column::LastActivityAt.lt(at))
        .exec(&tx.on())
        .await?;
    Ok(())
}

pub async fn add_email(
    tx: &WorkspaceTx,
    id: LeadEmailId,
    lead: LeadId,
    email: &Email,
    position: i32,
) -> Result<(), DbError> {
    let row = lead_emails::ActiveModel {
        id: Set(id),
        workspace_id: Set(tx.workspace()),
        lead_id: Set(lead),
        raw: Set(email.raw().to_owned()),
        normalized: Set(email.normalized().to_owned()),
        position: Set(position),
    };
    lead_emails::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

/// Adds a phone number to a lead that has none. `false` if it has one.
pub async fn add_phone(tx: &WorkspaceTx, id: LeadPhoneId, lead: LeadId, raw: &str) -> Result<bool, DbError> {
    let has = lead_phones::Entity::find()
        .filter(lead_phones::Column::WorkspaceId.eq(tx.workspace()))
        .filter(lead_phones::Column::LeadId.eq(lead))
        .count(&tx.on())
        .await?;
    if has > 0 {
        return Ok(false);
    }
    let row = lead_phones::ActiveModel {
        id: Set(id),
        workspace_id: Set(tx.workspace()),
        lead_id: Set(lead),
        raw: Set(raw.to_owned()),
        position: Set(0),
    };
    lead_phones::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(true)
}

/// Records where newly filled fields came from. A field has one origin: that of the value it shows.
pub async fn record_origins(
    tx: &WorkspaceTx,
    lead: LeadId,
    fields: impl IntoIterator<Item = (FieldOriginId, LeadField)>,
    origin: FieldOriginKind,
    detail: Option<&str>,
    at: Instant,
) -> Result<(), DbError> {
    let rows: Vec<field_origins::ActiveModel> = fields
        .into_iter()
        .map(|(id, field)| field_origins::ActiveModel {
            id: Set(id),
            workspace_id: Set(tx.workspace()),
            lead_id: Set(lead),
            field: Set(field),
            origin: Set(origin),
            detail: Set(detail.map(ToOwned::to_owned)),
            at: Set(at),
        })
        .collect();
    if !rows.is_empty() {
        field_origins::Entity::insert_many(rows).exec_without_returning(&tx.on()).await?;
    }
    Ok(())
}
