//! Lists that somebody looks at again.

use domain::{
    clock::Instant,
    ids::{MemberId, ViewId, WorkspaceId},
    view::Visibility,
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "saved_views")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: ViewId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(subject = member, category = preferences, purposes = [provide_service], retention = with_account, erase = delete, export = yes, origin = member)]
    pub owner_id: MemberId,
    #[privacy(subject = member, category = preferences, purposes = [provide_service], retention = with_account, erase = delete, export = yes, origin = member)]
    pub name: String,
    #[privacy(subject = member, category = preferences, purposes = [provide_service], retention = with_account, erase = delete, export = yes, origin = member)]
    pub visibility: Visibility,
    #[privacy(subject = member, category = preferences, purposes = [provide_service], retention = with_account, erase = delete, export = yes, origin = member)]
    pub filter: String,
    #[privacy(subject = member, category = preferences, purposes = [provide_service], retention = with_account, erase = delete, export = yes, origin = member)]
    pub columns: String,
    #[privacy(subject = member, category = preferences, purposes = [provide_service], retention = with_account, erase = delete, export = yes, origin = member)]
    pub sort: Option<String>,
    #[privacy(technical)]
    pub position: i32,
    #[privacy(technical)]
    pub version: i32,
    #[privacy(technical)]
    pub created_at: Instant,
    #[privacy(technical)]
    pub updated_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
