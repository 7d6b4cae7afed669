//! Who registered for which meeting, with their answers.

use domain::{
    clock::Instant,
    ids::{LeadId, MeetingId, RegistrationId, WorkspaceId},
    zoom::RegistrationStatus,
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "registrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: RegistrationId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(technical)]
    pub lead_id: LeadId,
    #[privacy(technical)]
    pub meeting_id: MeetingId,
    #[privacy(subject = lead, category = identifiers, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub registrant_key: String,
    #[privacy(subject = lead, category = identifiers, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub first_name: Option<String>,
    #[privacy(subject = lead, category = identifiers, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub last_name: Option<String>,
    #[privacy(subject = lead, category = contact, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub email_raw: Option<String>,
    #[privacy(subject = lead, category = participation, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub status: RegistrationStatus,
    #[privacy(subject = lead, category = content, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub answers: String,
    #[privacy(subject = lead, category = participation, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub tracking_source: Option<String>,
    #[privacy(subject = lead, category = participation, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub registered_at: Instant,
    #[privacy(subject = lead, category = participation, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub as_of: Instant,
    #[privacy(subject = lead, category = participation, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub created_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
