//! What leads move through.

use domain::{
    clock::Instant,
    ids::{PipelineId, WorkspaceId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "pipelines")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: PipelineId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(subject = workspace, category = preferences, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = member)]
    pub name: String,
    #[privacy(subject = workspace, category = preferences, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = member)]
    pub name_key: String,
    #[privacy(technical)]
    pub position: i32,
    #[privacy(technical)]
    pub version: i32,
    #[privacy(technical)]
    pub created_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
