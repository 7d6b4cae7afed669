//! Pairs of leads that may be one person.

use domain::{
    clock::Instant,
    ids::{DuplicateId, LeadId, MemberId, WorkspaceId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "duplicates")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: DuplicateId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(technical)]
    pub low_id: LeadId,
    #[privacy(technical)]
    pub high_id: LeadId,
    /// Why, JSON.
    #[privacy(subject = lead, category = inference, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub signals: String,
    #[privacy(subject = lead, category = inference, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub score: i32,
    /// When somebody said that they are two.
    #[privacy(subject = lead, category = inference, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = member)]
    pub dismissed_at: Option<Instant>,
    #[privacy(subject = member, category = professional, purposes = [provide_service], retention = with_lead, erase = null, export = yes, origin = system)]
    pub dismissed_by: Option<MemberId>,
    #[privacy(technical)]
    pub created_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
