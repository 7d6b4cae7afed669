//! Zoom meetings and webinars that somebody registered for.

use domain::{
    clock::Instant,
    ids::{MeetingId, WorkspaceId},
    zoom::MeetingKind,
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "meetings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: MeetingId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(technical)]
    pub kind: MeetingKind,
    #[privacy(subject = user, category = zoom_account, purposes = [capture_leads], retention = with_workspace, erase = delete, export = yes, origin = zoom)]
    pub zoom_account_id: String,
    #[privacy(subject = workspace, category = content, purposes = [capture_leads], retention = with_workspace, erase = delete, export = yes, origin = zoom)]
    pub zoom_id: i64,
    #[privacy(subject = user, category = zoom_account, purposes = [capture_leads], retention = with_workspace, erase = delete, export = yes, origin = zoom)]
    pub host_id: String,
    #[privacy(technical)]
    pub uuid: Option<String>,
    #[privacy(subject = workspace, category = content, purposes = [capture_leads], retention = with_workspace, erase = delete, export = yes, origin = zoom)]
    pub topic: Option<String>,
    #[privacy(subject = workspace, category = content, purposes = [capture_leads], retention = with_workspace, erase = delete, export = yes, origin = zoom)]
    pub starts_at: Option<Instant>,
    #[privacy(subject = workspace, category = content, purposes = [capture_leads], retention = with_workspace, erase = delete, export = yes, origin = zoom)]
    pub duration_minutes: Option<i32>,
    #[privacy(subject = workspace, category = content, purposes = [capture_leads], retention = with_workspace, erase = delete, export = yes, origin = zoom)]
    pub time_zone: Option<String>,
    #[privacy(technical)]
    pub as_of: Instant,
    #[privacy(technical)]
    pub created_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
