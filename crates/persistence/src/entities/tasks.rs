//! What somebody means to do about a lead.

use domain::{
    clock::Instant,
    ids::{LeadId, MemberId, TaskId, WorkspaceId},
    task::{TaskPriority, TaskState},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "tasks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: TaskId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(technical)]
    pub lead_id: LeadId,
    #[privacy(subject = lead, category = content, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = member)]
    pub title: String,
    #[privacy(subject = lead, category = content, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = member)]
    pub detail: Option<String>,
    #[privacy(technical)]
    pub state: TaskState,
    #[privacy(technical)]
    pub sort_at: Instant,
    #[privacy(subject = lead, category = content, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = member)]
    pub due_at: Option<Instant>,
    #[privacy(technical)]
    pub remind_at: Option<Instant>,
    #[privacy(subject = member, category = identifiers, purposes = [provide_service], retention = with_lead, erase = null, export = yes, origin = system)]
    pub assignee_id: Option<MemberId>,
    #[privacy(technical)]
    pub priority: TaskPriority,
    #[privacy(subject = lead, category = content, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = member)]
    pub completed_at: Option<Instant>,
    #[privacy(subject = member, category = identifiers, purposes = [provide_service], retention = with_lead, erase = null, export = yes, origin = system)]
    pub completed_by: Option<MemberId>,
    #[privacy(subject = member, category = identifiers, purposes = [provide_service], retention = with_lead, erase = null, export = yes, origin = system)]
    pub created_by: Option<MemberId>,
    #[privacy(technical)]
    pub version: i32,
    #[privacy(technical)]
    pub created_at: Instant,
    #[privacy(technical)]
    pub updated_at: Instant,
    #[privacy(technical)]
    pub deleted_at: Option<Instant>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
