//! How a member wants to hear of things; what has no row is as it was delivered.

use domain::{
    ids::{MemberId, WorkspaceId},
    notification::NotificationKind,
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "notification_choices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(subject = member, category = preferences, purposes = [provide_service], retention = with_account, erase = delete, export = yes, origin = member)]
    pub member_id: MemberId,
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(subject = member, category = preferences, purposes = [provide_service], retention = with_account, erase = delete, export = yes, origin = member)]
    pub kind: NotificationKind,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(subject = member, category = preferences, purposes = [provide_service], retention = with_account, erase = delete, export = yes, origin = member)]
    pub in_app: bool,
    #[privacy(subject = member, category = preferences, purposes = [provide_service], retention = with_account, erase = delete, export = yes, origin = member)]
    pub mail: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
