//! Who changed what, append-only. Names of people are not kept here: they are looked up when somebody reads.

use domain::{
    audit::{AuditAction, AuditObject},
    clock::Instant,
    ids::{AuditEntryId, MemberId, WorkspaceId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "audit_entries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: AuditEntryId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(subject = member, category = usage, purposes = [secure, provide_service], retention = days(365), erase = null, export = yes, origin = system)]
    pub actor_id: Option<MemberId>,
    #[privacy(subject = workspace, category = usage, purposes = [secure, provide_service], retention = days(365), erase = delete, export = yes, origin = system)]
    pub action: AuditAction,
    #[privacy(subject = workspace, category = usage, purposes = [secure, provide_service], retention = days(365), erase = delete, export = yes, origin = system)]
    pub object_kind: AuditObject,
    #[privacy(subject = workspace, category = usage, purposes = [secure, provide_service], retention = days(365), erase = delete, export = yes, origin = system)]
    pub object_id: Uuid,
    #[privacy(subject = workspace, category = usage, purposes = [secure, provide_service], retention = days(365), erase = delete, export = yes, origin = system)]
    pub label: Option<String>,
    #[privacy(subject = workspace, category = usage, purposes = [secure, provide_service], retention = days(365), erase = delete, export = yes, origin = system)]
    pub at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
