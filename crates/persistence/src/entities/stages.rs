//! The stages of pipelines, in their order.

use domain::{
    clock::Instant,
    ids::{PipelineId, StageId, WorkspaceId},
    pipeline::StageKind,
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "stages")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: StageId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(technical)]
    pub pipeline_id: PipelineId,
    #[privacy(subject = workspace, category = preferences, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = member)]
    pub name: String,
    #[privacy(subject = workspace, category = preferences, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = member)]
    pub kind: StageKind,
    #[privacy(technical)]
    pub position: i32,
    #[privacy(subject = workspace, category = preferences, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = member)]
    pub rotting_days: Option<i32>,
    #[privacy(technical)]
    pub created_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
