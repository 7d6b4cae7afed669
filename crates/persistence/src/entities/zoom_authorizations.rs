//! Round trips to Zoom's consent page that have not come back yet.

use domain::{
    clock::Instant,
    ids::{SessionId, WorkspaceId, ZoomAuthorizationId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "zoom_authorizations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: ZoomAuthorizationId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(subject = member, category = identifiers, purposes = [authenticate], retention = until_used, erase = delete, export = no("lives for ten minutes and says only that somebody pressed Connect"), origin = system)]
    pub session_id: SessionId,
    #[privacy(technical)]
    pub state_hash: Vec<u8>,
    #[privacy(technical)]
    pub created_at: Instant,
    #[privacy(technical)]
    pub expires_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
