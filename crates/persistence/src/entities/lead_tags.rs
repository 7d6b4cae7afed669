//! Which lead has which tag.

use domain::{
    clock::Instant,
    ids::{LeadId, TagId, WorkspaceId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "lead_tags")]
pub struct Model {
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub lead_id: LeadId,
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(subject = lead, category = commercial, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = member)]
    pub tag_id: TagId,
    #[privacy(subject = lead, category = commercial, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub tagged_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
