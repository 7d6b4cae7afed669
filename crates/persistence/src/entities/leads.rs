//! People recorded in a workspace.

use domain::{
    clock::Instant,
    ids::{LeadId, MemberId, PipelineId, StageId, TeamId, WorkspaceId},
    lead::{LeadSource, LeadStatus},
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
    #[privacy(subject = lead, category = identifiers, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub display_name: String,
    #[privacy(subject = lead, category = identifiers, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub first_name: Option<String>,
    #[privacy(subject = lead, category = identifiers, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub last_name: Option<String>,
    #[privacy(subject = lead, category = professional, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub company: Option<String>,
    #[privacy(subject = lead, category = professional, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub title: Option<String>,
    #[privacy(subject = lead, category = location, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub country: Option<String>,
    #[privacy(subject = lead, category = commercial, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = member)]
    pub status: LeadStatus,
    #[privacy(subject = lead, category = participation, purposes = [capture_leads], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub source: LeadSource,
    #[privacy(subject = lead, category = participation, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub source_detail: Option<String>,
    #[privacy(subject = member, category = professional, purposes = [provide_service], retention = with_lead, erase = null, export = yes, origin = system)]
    pub owner_id: Option<MemberId>,
    #[privacy(subject = lead, category = commercial, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = member)]
    pub team_id: Option<TeamId>,
    #[privacy(subject = lead, category = commercial, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub pipeline_id: Option<PipelineId>,
    #[privacy(subject = lead, category = commercial, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = recorded)]
    pub stage_id: Option<StageId>,
    #[privacy(subject = lead, category = commercial, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub stage_since: Option<Instant>,
    #[privacy(subject = lead, category = commercial, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = member)]
    pub lost_reason: Option<String>,
    #[privacy(subject = lead, category = inference, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub score: i32,
    #[privacy(subject = lead, category = commercial, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = member)]
    pub value_minor: Option<i64>,
    #[privacy(subject = lead, category = commercial, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = member)]
    pub value_currency: Option<String>,
    #[privacy(subject = lead, category = identifiers, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub display_name_key: String,
    #[privacy(subject = lead, category = identifiers, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub first_name_key: Option<String>,
    #[privacy(subject = lead, category = identifiers, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub last_name_key: Option<String>,
    #[privacy(subject = lead, category = professional, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub company_key: Option<String>,
    #[privacy(subject = lead, category = professional, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub title_key: Option<String>,
    #[privacy(subject = lead, category = participation, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub source_detail_key: Option<String>,
    #[privacy(technical)]
    pub version: i32,
    #[privacy(subject = lead, category = participation, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub created_at: Instant,
    #[privacy(subject = lead, category = participation, purposes = [capture_leads, provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub updated_at: Instant,
    #[privacy(subject = lead, category = participation, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub last_activity_at: Instant,
    #[privacy(subject = lead, category = participation, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub deleted_at: Option<Instant>,
    #[privacy(subject = member, category = professional, purposes = [provide_service], retention = with_lead, erase = null, export = yes, origin = system)]
    pub deleted_by: Option<MemberId>,
    /// The lead that this one has become part of. It is in no list then, as if it were in the bin.
    #[privacy(technical)]
    pub merged_into: Option<LeadId>,
    #[privacy(subject = lead, category = participation, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub first_response_at: Option<Instant>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
