//! Tenants.

use domain::{clock::Instant, ids::WorkspaceId};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "workspaces")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: WorkspaceId,
    #[privacy(subject = workspace, category = identifiers, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = system)]
    pub slug: String,
    #[privacy(subject = workspace, category = identifiers, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = person)]
    pub name: String,
    #[privacy(subject = workspace, category = preferences, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = system)]
    pub locale: String,
    #[privacy(subject = workspace, category = preferences, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = system)]
    pub time_zone: String,
    #[privacy(subject = workspace, category = preferences, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = system)]
    pub currency: String,
    #[privacy(subject = workspace, category = preferences, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = system)]
    pub country: Option<String>,
    #[privacy(technical)]
    pub version: i32,
    #[privacy(technical)]
    pub created_at: Instant,
    #[privacy(technical)]
    pub updated_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
