//! What an act on many leads did to each of them, while it can be undone.

use domain::ids::{BulkId, LeadId, WorkspaceId};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "bulk_items")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub bulk_id: BulkId,
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub lead_id: LeadId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    /// JSON: what was, and what became of it.
    #[privacy(subject = lead, category = content, purposes = [provide_service], retention = days(7), erase = delete, export = yes, origin = recorded)]
    pub made: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
