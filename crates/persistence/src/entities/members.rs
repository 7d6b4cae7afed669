//! Who belongs to which workspace, as what.

use domain::{
    clock::Instant,
    ids::{MemberId, UserId, WorkspaceId},
    team::LeadScope,
    workspace::Role,
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "members")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: MemberId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(subject = user, category = identifiers, purposes = [provide_service], retention = with_account, erase = delete, export = yes, origin = system)]
    pub user_id: UserId,
    #[privacy(subject = member, category = professional, purposes = [secure, provide_service], retention = with_account, erase = delete, export = yes, origin = member)]
    pub role: Role,
    #[privacy(subject = member, category = professional, purposes = [secure, provide_service], retention = with_account, erase = delete, export = yes, origin = member)]
    pub lead_scope: LeadScope,
    #[privacy(technical)]
    pub created_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
