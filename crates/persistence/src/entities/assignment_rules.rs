//! Who gets new leads.

use domain::{
    assignment::AssignmentMode,
    clock::Instant,
    ids::{AssignmentRuleId, MemberId, TeamId, WorkspaceId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "assignment_rules")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: AssignmentRuleId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(subject = workspace, category = preferences, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = member)]
    pub name: String,
    #[privacy(technical)]
    pub position: i32,
    #[privacy(subject = workspace, category = preferences, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = member)]
    pub enabled: bool,
    #[privacy(subject = workspace, category = preferences, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = member)]
    pub filter: Option<String>,
    #[privacy(subject = workspace, category = preferences, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = member)]
    pub mode: AssignmentMode,
    #[privacy(subject = workspace, category = preferences, purposes = [provide_service], retention = with_workspace, erase = delete, export = yes, origin = member)]
    pub team_id: Option<TeamId>,
    #[privacy(subject = member, category = professional, purposes = [provide_service], retention = with_account, erase = null, export = yes, origin = system)]
    pub last_target_id: Option<MemberId>,
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
