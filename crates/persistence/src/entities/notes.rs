//! What people write about a lead.

use domain::{
    clock::Instant,
    ids::{LeadId, MemberId, NoteId, WorkspaceId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "notes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: NoteId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(technical)]
    pub lead_id: LeadId,
    #[privacy(subject = member, category = identifiers, purposes = [provide_service], retention = with_lead, erase = null, export = yes, origin = system)]
    pub author_id: Option<MemberId>,
    #[privacy(subject = lead, category = content, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = member)]
    pub body: String,
    #[privacy(technical)]
    pub pinned: bool,
    #[privacy(technical)]
    pub version: i32,
    #[privacy(subject = lead, category = participation, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = member)]
    pub created_at: Instant,
    #[privacy(technical)]
    pub edited_at: Option<Instant>,
    #[privacy(technical)]
    pub deleted_at: Option<Instant>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
