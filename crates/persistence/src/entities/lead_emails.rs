//! The addresses of a lead: as typed, and as compared.

use domain::ids::{LeadEmailId, LeadId, WorkspaceId};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "lead_emails")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: LeadEmailId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(technical)]
    pub lead_id: LeadId,
    #[privacy(subject = lead, category = contact, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub raw: String,
    #[privacy(subject = lead, category = contact, purposes = [capture_leads], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub normalized: String,
    /// The normal form while the lead lives: what keeps an address from belonging to two.
    #[privacy(subject = lead, category = contact, purposes = [capture_leads], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub live_key: Option<String>,
    #[privacy(technical)]
    pub position: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
