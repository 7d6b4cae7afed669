//! The timeline of a lead, append-only.

use domain::{
    activity::ActivityKind,
    actor::ActorKind,
    clock::Instant,
    ids::{ActivityId, LeadId, MemberId, WorkspaceId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "activities")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: ActivityId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(technical)]
    pub lead_id: LeadId,
    #[privacy(subject = lead, category = participation, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub kind: ActivityKind,
    #[privacy(technical)]
    pub actor_kind: ActorKind,
    #[privacy(subject = member, category = identifiers, purposes = [provide_service], retention = with_lead, erase = null, export = yes, origin = system)]
    pub actor_id: Option<MemberId>,
    #[privacy(subject = lead, category = participation, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub detail: String,
    #[privacy(subject = lead, category = participation, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = zoom)]
    pub occurred_at: Instant,
    #[privacy(technical)]
    pub created_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
