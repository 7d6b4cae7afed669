//! Linked Zoom accounts. There is no column for a token, on purpose.

use domain::{
    clock::Instant,
    ids::{ConnectionId, MemberId, WorkspaceId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "zoom_connections")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: ConnectionId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(subject = user, category = zoom_account, purposes = [capture_leads], retention = until_disconnect, erase = delete, export = yes, origin = zoom)]
    pub zoom_account_id: String,
    #[privacy(subject = user, category = zoom_account, purposes = [capture_leads], retention = until_disconnect, erase = delete, export = yes, origin = zoom)]
    pub zoom_user_id: String,
    #[privacy(subject = user, category = zoom_account, purposes = [provide_service], retention = until_disconnect, erase = delete, export = yes, origin = zoom)]
    pub name: String,
    #[privacy(subject = user, category = zoom_account, purposes = [provide_service], retention = until_disconnect, erase = delete, export = yes, origin = zoom)]
    pub email: String,
    #[privacy(subject = member, category = identifiers, purposes = [provide_service], retention = until_disconnect, erase = null, export = yes, origin = system)]
    pub linked_by: Option<MemberId>,
    #[privacy(technical)]
    pub linked_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
