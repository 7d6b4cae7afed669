//! People recorded in a workspace.

use domain::{
    clock::Instant,
    ids::{LeadId, MemberId, WorkspaceId},
    lead::LeadSource,
    lead::LeadStatus,
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "leads")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: LeadId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(subject = lead, category = identifiers, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub display_name: String,
    #[privacy(subject = lead, category = identifiers, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub first_name: Option<String>,
    #[privacy(subject = lead, category = identifiers, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub last_name: Option<String>,
    #[privacy(subject = lead, category = professional, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub company: Option<String>,
    #[privacy(subject = lead, category = professional, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub title: Option<String>,
    #[privacy(subject = lead, category = location, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub country: Option<String>,
    #[privacy(subject = lead, category = commercial, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = member)]
    pub status: LeadStatus,
    #[privacy(subject = lead, category = participation, purposes = [capture_leads], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub source: LeadSource,
    #[privacy(subject = lead, category = participation, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub source_detail: Option<String>,
    #[privacy(subject = member, category = professional, purposes = [provide_service], retention = with_lead, erase = null, export = yes, origin = system)]
    pub owner_id: Option<MemberId>,
    #[privacy(technical)]
    pub version: i32,
    #[privacy(subject = lead, category = participation, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub created_at: Instant,
    #[privacy(subject = lead, category = participation, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub updated_at: Instant,
    #[privacy(subject = lead, category = participation, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub last_activity_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
