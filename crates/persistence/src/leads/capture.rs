//! What capture asks and adds: leads matched by address, a first phone number, and where each fact came from.

use crate::{
    DbError, WorkspaceTx,
    entities::{field_origins, lead_emails, lead_phones, leads},
};
use domain::{
    clock::Instant,
    email::Email,
    ids::{FieldOriginId, LeadId},
    lead::{FieldOriginKind, Lead, LeadField},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, prelude::Uuid,
};

/// The living lead that has this address, locked until the transaction ends.
pub async fn find_by_email(tx: &WorkspaceTx, email: &Email) -> Result<Option<Lead>, DbError> {
    let address = lead_emails::Entity::find()
        .filter(lead_emails::Column::WorkspaceId.eq(tx.workspace()))
        .filter(lead_emails::Column::LiveKey.eq(email.normalized()))
        .one(&tx.on())
        .await?;
    match address {
        Some(address) => lock(tx, address.lead_id).await,
        None => Ok(None),
    }
}

/// The lead, if the actor may know of it, locked until the transaction ends.
pub async fn lock(tx: &WorkspaceTx, id: LeadId) -> Result<Option<Lead>, DbError> {
    let row = leads::Entity::find_by_id(id)
        .filter(super::filter::visible(tx))
        .lock_exclusive()
        .one(&tx.on())
        .await?;
    Ok(row.map(super::lead))
}

pub async fn has_phone(tx: &WorkspaceTx, lead: LeadId) -> Result<bool, DbError> {
    let known = lead_phones::Entity::find()
        .filter(lead_phones::Column::WorkspaceId.eq(tx.workspace()))
        .filter(lead_phones::Column::LeadId.eq(lead))
        .count(&tx.on())
        .await?;
    Ok(known > 0)
}

/// Records where fields came from, the same ones for each lead. A field has one origin: that of the value it shows.
pub async fn record_origins(
    tx: &WorkspaceTx,
    leads: &[LeadId],
    fields: &[LeadField],
    new_id: impl Fn() -> Uuid,
    origin: FieldOriginKind,
    detail: Option<&str>,
    at: Instant,
) -> Result<(), DbError> {
    if leads.is_empty() || fields.is_empty() {
        return Ok(());
    }
    field_origins::Entity::delete_many()
        .filter(field_origins::Column::WorkspaceId.eq(tx.workspace()))
        .filter(field_origins::Column::LeadId.is_in(leads.iter().copied()))
        .filter(field_origins::Column::Field.is_in(fields.iter().copied()))
        .exec(&tx.on())
        .await?;
    let row = |(lead, field): (&LeadId, &LeadField)| field_origins::ActiveModel {
        id: Set(FieldOriginId(new_id())),
        workspace_id: Set(tx.workspace()),
        lead_id: Set(*lead),
        field: Set(*field),
        origin: Set(origin),
        detail: Set(detail.map(ToOwned::to_owned)),
        at: Set(at),
    };
    let rows = leads.iter().flat_map(|lead| fields.iter().map(move |field| (lead, field))).map(row);
    field_origins::Entity::insert_many(rows).exec_without_returning(&tx.on()).await?;
    Ok(())
}

/// A value that is gone came from nowhere.
pub async fn forget_origins(tx: &WorkspaceTx, leads: &[LeadId], fields: &[LeadField]) -> Result<(), DbError> {
    field_origins::Entity::delete_many()
        .filter(field_origins::Column::WorkspaceId.eq(tx.workspace()))
        .filter(field_origins::Column::LeadId.is_in(leads.iter().copied()))
        .filter(field_origins::Column::Field.is_in(fields.iter().copied()))
        .exec(&tx.on())
        .await?;
    Ok(())
}
