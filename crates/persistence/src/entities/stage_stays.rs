//! Which lead stood in which stage, from when until when.

use domain::{
    clock::Instant,
    ids::{LeadId, PipelineId, StageId, WorkspaceId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "stage_stays")]
pub struct Model {
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub lead_id: LeadId,
    #[privacy(subject = lead, category = commercial, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub pipeline_id: PipelineId,
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(subject = lead, category = commercial, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub stage_id: StageId,
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(subject = lead, category = commercial, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub entered_at: Instant,
    #[privacy(subject = lead, category = commercial, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub left_at: Option<Instant>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
