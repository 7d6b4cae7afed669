//! Acts on many leads: asked for by a member, done by a job, told of while they go on.

use domain::{
    bulk::{BulkKind, BulkState},
    clock::Instant,
    ids::{BulkId, LeadId, MemberId, WorkspaceId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "bulk_operations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: BulkId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(subject = member, category = usage, purposes = [provide_service], retention = days(90), erase = delete, export = yes, origin = system)]
    pub member_id: MemberId,
    #[privacy(subject = member, category = usage, purposes = [provide_service], retention = days(90), erase = null, export = yes, origin = system)]
    pub undone_by: Option<MemberId>,
    #[privacy(subject = member, category = usage, purposes = [provide_service], retention = days(90), erase = delete, export = yes, origin = member)]
    pub kind: BulkKind,
    #[privacy(technical)]
    pub state: BulkState,
    /// JSON: a filter as its author wrote it, or ids.
    #[privacy(subject = member, category = usage, purposes = [provide_service], retention = days(90), erase = delete, export = yes, origin = member)]
    pub selection: String,
    /// JSON: what becomes of the leads.
    #[privacy(subject = member, category = usage, purposes = [provide_service], retention = days(90), erase = delete, export = yes, origin = member)]
    pub act: String,
    /// The last lead that was looked at.
    #[privacy(technical)]
    pub after_id: Option<LeadId>,
    #[privacy(technical)]
    pub total: i32,
    #[privacy(technical)]
    pub done: i32,
    #[privacy(technical)]
    pub changed: i32,
    #[privacy(technical)]
    pub skipped: i32,
    #[privacy(technical)]
    pub failure: Option<String>,
    #[privacy(subject = member, category = usage, purposes = [provide_service], retention = days(90), erase = delete, export = yes, origin = system)]
    pub created_at: Instant,
    #[privacy(technical)]
    pub updated_at: Instant,
    #[privacy(technical)]
    pub finished_at: Option<Instant>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
