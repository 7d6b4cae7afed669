//! Where each fact of a lead came from.

use domain::{
    clock::Instant,
    ids::{FieldOriginId, LeadId, WorkspaceId},
    lead::FieldOriginKind,
    lead::LeadField,
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "field_origins")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: FieldOriginId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(technical)]
    pub lead_id: LeadId,
    #[privacy(technical)]
    pub field: LeadField,
    #[privacy(subject = lead, category = participation, purposes = [provide_service, legal], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub origin: FieldOriginKind,
    #[privacy(subject = lead, category = participation, purposes = [provide_service, legal], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub detail: Option<String>,
    #[privacy(subject = lead, category = participation, purposes = [provide_service, legal], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
