//! Who belongs to which team.

use domain::ids::{MemberId, TeamId, TeamMemberId, WorkspaceId};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "team_members")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: TeamMemberId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(subject = member, category = professional, purposes = [provide_service], retention = with_account, erase = delete, export = yes, origin = member)]
    pub team_id: TeamId,
    #[privacy(subject = member, category = professional, purposes = [provide_service], retention = with_account, erase = delete, export = yes, origin = member)]
    pub member_id: MemberId,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
