//! What a member hears of without looking for it.

use domain::{
    clock::Instant,
    ids::{LeadId, MemberId, NoteId, NotificationId, TaskId, WorkspaceId},
    notification::NotificationKind,
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "notifications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: NotificationId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(subject = member, category = usage, purposes = [provide_service], retention = days(90), erase = delete, export = yes, origin = system)]
    pub member_id: MemberId,
    #[privacy(subject = member, category = usage, purposes = [provide_service], retention = days(90), erase = delete, export = yes, origin = system)]
    pub kind: NotificationKind,
    #[privacy(technical)]
    pub lead_id: LeadId,
    #[privacy(technical)]
    pub task_id: Option<TaskId>,
    #[privacy(technical)]
    pub note_id: Option<NoteId>,
    #[privacy(subject = member, category = usage, purposes = [provide_service], retention = days(90), erase = null, export = yes, origin = system)]
    pub actor_id: Option<MemberId>,
    /// How many more leads the same act was about.
    #[privacy(technical)]
    pub others: i32,
    #[privacy(technical)]
    pub is_shown: bool,
    /// Taken while it is unread by what would only say the same.
    #[privacy(technical)]
    pub once_key: Option<String>,
    #[privacy(subject = member, category = usage, purposes = [provide_service], retention = days(90), erase = delete, export = yes, origin = system)]
    pub created_at: Instant,
    #[privacy(subject = member, category = usage, purposes = [provide_service], retention = days(90), erase = delete, export = yes, origin = system)]
    pub read_at: Option<Instant>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
