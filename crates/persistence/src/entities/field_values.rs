//! What custom fields hold for a lead.

use domain::{
    clock::Instant,
    ids::{FieldId, LeadId, WorkspaceId},
    lead::FieldOriginKind,
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "field_values")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub lead_id: LeadId,
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub slot: String,
    #[privacy(technical)]
    pub field_id: FieldId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(subject = lead, category = content, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub text_value: Option<String>,
    #[privacy(subject = lead, category = content, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub text_key: Option<String>,
    #[privacy(subject = lead, category = content, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub number_value: Option<i64>,
    #[privacy(subject = lead, category = content, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub currency: Option<String>,
    #[privacy(subject = lead, category = content, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub time_value: Option<Instant>,
    #[privacy(subject = lead, category = content, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub ref_value: Option<Uuid>,
    #[privacy(technical)]
    pub origin: FieldOriginKind,
    #[privacy(technical)]
    pub set_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
