//! Groups of members that work on the same leads.

use domain::{
    clock::Instant,
    ids::{TeamId, WorkspaceId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "teams")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: TeamId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(subject = workspace, category = preferences, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = member)]
    pub name: String,
    #[privacy(subject = workspace, category = preferences, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = member)]
    pub name_key: String,
    #[privacy(technical)]
    pub created_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
