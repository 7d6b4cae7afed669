//! Leads that became part of another one, and what it takes to part them again.

use domain::{
    clock::Instant,
    ids::{LeadId, MemberId, MergeId, WorkspaceId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "merges")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: MergeId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(technical)]
    pub lead_id: LeadId,
    #[privacy(technical)]
    pub merged_id: LeadId,
    #[privacy(subject = member, category = professional, purposes = [provide_service], retention = with_lead, erase = null, export = yes, origin = system)]
    pub merged_by: Option<MemberId>,
    #[privacy(subject = lead, category = participation, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub merged_at: Instant,
    #[privacy(subject = lead, category = participation, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub undone_at: Option<Instant>,
    /// Names of fields, JSON: what an undo left as it was.
    #[privacy(technical)]
    pub kept: Option<String>,
    /// What was, JSON, while the merge can be undone.
    #[privacy(subject = lead, category = content, purposes = [provide_service], retention = days(30), erase = delete, export = yes, origin = recorded)]
    pub journal: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
