//! Leads, written: the row, its addresses and numbers, and the words it is found by. Whoever changes a text here changes
//! its folded key with it.

use super::{search, stays};
use crate::{
    DbError, WorkspaceTx,
    entities::{lead_emails, lead_phones, leads},
};
use domain::{
    clock::Instant,
    email::Email,
    fold,
    ids::{LeadEmailId, LeadId, LeadPhoneId, MemberId},
    lead::Lead,
    phone::Phone,
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};

fn key(text: Option<&String>) -> Option<String> {
    text.map(|text| fold::key(text))
}

/// Everything that people and capture decide; not who made the row, and when.
fn columns(lead: &Lead) -> leads::ActiveModel {
    let facts = &lead.facts;
    leads::ActiveModel {
        display_name: Set(lead.display_name.clone()),
        first_name: Set(facts.first_name.clone()),
        last_name: Set(facts.last_name.clone()),
        company: Set(facts.company.clone()),
        title: Set(facts.title.clone()),
        country: Set(facts.country.clone()),
        status: Set(lead.status),
        owner_id: Set(lead.owner_id),
        team_id: Set(lead.team_id),
        pipeline_id: Set(lead.place.as_ref().map(|place| place.pipeline_id)),
        stage_id: Set(lead.place.as_ref().map(|place| place.stage_id)),
        stage_since: Set(lead.place.as_ref().map(|place| place.since)),
        lost_reason: Set(lead.place.as_ref().and_then(|place| place.lost_reason.clone())),
        value_minor: Set(lead.value.map(|value| value.amount_minor)),
        value_currency: Set(lead.value.map(|value| value.currency().to_owned())),
        display_name_key: Set(fold::key(&lead.display_name)),
        first_name_key: Set(key(facts.first_name.as_ref())),
        last_name_key: Set(key(facts.last_name.as_ref())),
        company_key: Set(key(facts.company.as_ref())),
        title_key: Set(key(facts.title.as_ref())),
        source_detail_key: Set(key(lead.source_detail.as_ref())),
        updated_at: Set(lead.updated_at),
        ..Default::default()
    }
}

/// A lead with nothing around it. Addresses, numbers and tags come after, and [`search::index`] last.
pub async fn insert(tx: &WorkspaceTx, lead: &Lead) -> Result<(), DbError> {
    let row = leads::ActiveModel {
        id: Set(lead.id),
        workspace_id: Set(tx.workspace()),
        source: Set(lead.source),
        source_detail: Set(lead.source_detail.clone()),
        score: Set(lead.score),
        version: Set(lead.version),
        created_at: Set(lead.created_at),
        last_activity_at: Set(lead.last_activity_at),
        deleted_at: NotSet,
        deleted_by: NotSet,
        first_response_at: NotSet,
        ..columns(lead)
    };
    leads::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    stays::begin(tx, lead).await
}

/// Writes a lead that this transaction has locked, as a new version: whoever edits the older one hears of it.
pub async fn update(tx: &WorkspaceTx, lead: &Lead) -> Result<(), DbError> {
    leads::Entity::update_many()
        .set(columns(lead))
        .col_expr(leads::Column::Version, Expr::col(leads::Column::Version).add(1))
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(leads::Column::Id.eq(lead.id))
        .exec(&tx.on())
        .await?;
    stays::follow(tx, &[lead.id], lead.place.as_ref(), lead.updated_at).await?;
    search::index(tx, &[lead.id]).await
}

/// A new version of leads that are otherwise the same: something around them changed.
pub async fn renew(tx: &WorkspaceTx, ids: &[LeadId], now: Instant) -> Result<(), DbError> {
    leads::Entity::update_many()
        .col_expr(leads::Column::Version, Expr::col(leads::Column::Version).add(1))
        .col_expr(leads::Column::UpdatedAt, Expr::value(now))
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(leads::Column::Id.is_in(ids.iter().copied()))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// Moves the leads' last activity forward, never back.
pub async fn touch(tx: &WorkspaceTx, ids: &[LeadId], at: Instant) -> Result<(), DbError> {
    leads::Entity::update_many()
        .col_expr(leads::Column::LastActivityAt, Expr::value(at))
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(leads::Column::Id.is_in(ids.iter().copied()))
        .filter(leads::Column::LastActivityAt.lt(at))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// The addresses of a lead that lives, all of them, the first one primary. A unique key breaks where one belongs to
/// another lead that lives.
pub async fn set_emails(
    tx: &WorkspaceTx,
    lead: LeadId,
    emails: Vec<(LeadEmailId, Email)>,
) -> Result<(), DbError> {
    lead_emails::Entity::delete_many()
        .filter(lead_emails::Column::WorkspaceId.eq(tx.workspace()))
        .filter(lead_emails::Column::LeadId.eq(lead))
        .exec(&tx.on())
        .await?;
    let row = |(position, (id, email)): (i32, (LeadEmailId, Email))| lead_emails::ActiveModel {
        id: Set(id),
        workspace_id: Set(tx.workspace()),
        lead_id: Set(lead),
        raw: Set(email.raw().to_owned()),
        normalized: Set(email.normalized().to_owned()),
        live_key: Set(Some(email.normalized().to_owned())),
        position: Set(position),
    };
    let rows: Vec<_> = (0..).zip(emails).map(row).collect();
    if !rows.is_empty() {
        lead_emails::Entity::insert_many(rows).exec_without_returning(&tx.on()).await?;
    }
    Ok(())
}

pub async fn set_phones(
    tx: &WorkspaceTx,
    lead: LeadId,
    phones: Vec<(LeadPhoneId, Phone)>,
) -> Result<(), DbError> {
    lead_phones::Entity::delete_many()
        .filter(lead_phones::Column::WorkspaceId.eq(tx.workspace()))
        .filter(lead_phones::Column::LeadId.eq(lead))
        .exec(&tx.on())
        .await?;
    let row = |(position, (id, phone)): (i32, (LeadPhoneId, Phone))| lead_phones::ActiveModel {
        id: Set(id),
        workspace_id: Set(tx.workspace()),
        lead_id: Set(lead),
        raw: Set(phone.raw().to_owned()),
        e164: Set(phone.e164().map(ToOwned::to_owned)),
        position: Set(position),
    };
    let rows: Vec<_> = (0..).zip(phones).map(row).collect();
    if !rows.is_empty() {
        lead_phones::Entity::insert_many(rows).exec_without_returning(&tx.on()).await?;
    }
    Ok(())
}

/// Puts leads into the bin: nobody finds them by their words, and their addresses are free.
pub async fn bin(tx: &WorkspaceTx, ids: &[LeadId], by: MemberId, now: Instant) -> Result<(), DbError> {
    set_bin(tx, ids, Some(now), Some(by), now).await?;
    lead_emails::Entity::update_many()
        .col_expr(lead_emails::Column::LiveKey, Expr::value(Option::<String>::None))
        .filter(lead_emails::Column::WorkspaceId.eq(tx.workspace()))
        .filter(lead_emails::Column::LeadId.is_in(ids.iter().copied()))
        .exec(&tx.on())
        .await?;
    search::forget(tx, ids).await
}

/// Takes leads out of the bin. A unique key breaks where one of their addresses belongs to another one by now.
pub async fn unbin(tx: &WorkspaceTx, ids: &[LeadId], now: Instant) -> Result<(), DbError> {
    set_bin(tx, ids, None, None, now).await?;
    lead_emails::Entity::update_many()
        .col_expr(lead_emails::Column::LiveKey, Expr::col(lead_emails::Column::Normalized))
        .filter(lead_emails::Column::WorkspaceId.eq(tx.workspace()))
        .filter(lead_emails::Column::LeadId.is_in(ids.iter().copied()))
        .exec(&tx.on())
        .await?;
    search::index(tx, ids).await
}

async fn set_bin(
    tx: &WorkspaceTx,
    ids: &[LeadId],
    at: Option<Instant>,
    by: Option<MemberId>,
    now: Instant,
) -> Result<(), DbError> {
    leads::Entity::update_many()
        .col_expr(leads::Column::DeletedAt, Expr::value(at))
        .col_expr(leads::Column::DeletedBy, Expr::value(by))
        .col_expr(leads::Column::UpdatedAt, Expr::value(now))
        .col_expr(leads::Column::Version, Expr::col(leads::Column::Version).add(1))
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(leads::Column::Id.is_in(ids.iter().copied()))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// Those of these addresses that belong to a lead that lives, and to which one.
pub async fn holders(tx: &WorkspaceTx, emails: &[&Email]) -> Result<Vec<(String, LeadId)>, DbError> {
    Ok(lead_emails::Entity::find()
        .select_only()
        .column(lead_emails::Column::Normalized)
        .column(lead_emails::Column::LeadId)
        .filter(lead_emails::Column::WorkspaceId.eq(tx.workspace()))
        .filter(lead_emails::Column::LiveKey.is_in(emails.iter().map(|email| email.normalized())))
        .into_tuple()
        .all(&tx.on())
        .await?)
}
