//! The phone numbers of a lead, as typed.

use domain::ids::{LeadId, LeadPhoneId, WorkspaceId};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "lead_phones")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: LeadPhoneId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(technical)]
    pub lead_id: LeadId,
    #[privacy(subject = lead, category = contact, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub raw: String,
    #[privacy(subject = lead, category = contact, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub e164: Option<String>,
    #[privacy(technical)]
    pub position: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
