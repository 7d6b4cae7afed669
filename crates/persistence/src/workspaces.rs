//! Tenants.

use crate::{DbError, SystemTx, WorkspaceDb, entities::workspaces};
use domain::{clock::Instant, ids::WorkspaceId};
use sea_orm::{ActiveValue::Set, EntityTrait};

#[derive(Clone, Debug)]
pub struct Workspace {
    pub id: WorkspaceId,
    pub slug: String,
    pub name: String,
    pub locale: String,
    pub time_zone: String,
    pub currency: String,
    /// ISO 3166; where phone numbers without a prefix belong.
    pub country: Option<String>,
}

pub async fn insert(tx: &SystemTx, workspace: &Workspace, now: Instant) -> Result<(), DbError> {
    let row = workspaces::ActiveModel {
        id: Set(workspace.id),
        slug: Set(workspace.slug.clone()),
        name: Set(workspace.name.clone()),
        locale: Set(workspace.locale.clone()),
        time_zone: Set(workspace.time_zone.clone()),
        currency: Set(workspace.currency.clone()),
        country: Set(workspace.country.clone()),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    };
    workspaces::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

/// The workspace that the handle is for.
pub async fn current(db: &WorkspaceDb) -> Result<Workspace, DbError> {
    let row = workspaces::Entity::find_by_id(db.workspace()).one(&db.on()).await?;
    let row = row.ok_or(DbError::Corrupt("a handle without its workspace"))?;
    Ok(Workspace {
        id: row.id,
        slug: row.slug,
        name: row.name,
        locale: row.locale,
        time_zone: row.time_zone,
        currency: row.currency,
        country: row.country,
    })
}
