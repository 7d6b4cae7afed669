//! The people that an assignment rule names, in their order.

use domain::ids::{AssignmentRuleId, MemberId, WorkspaceId};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "assignment_targets")]
pub struct Model {
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub rule_id: AssignmentRuleId,
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(subject = member, category = professional, purposes = [provide_service], retention = with_account, erase = delete, export = yes, origin = member)]
    pub member_id: MemberId,
    #[privacy(technical)]
    pub position: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
