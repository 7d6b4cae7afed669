//! Work to do after a commit. Payloads hold ids, never personal data.

use domain::{
    clock::Instant,
    ids::{JobId, WorkspaceId},
    job::JobState,
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: JobId,
    #[privacy(technical)]
    pub workspace_id: Option<WorkspaceId>,
    #[privacy(technical)]
    pub kind: String,
    #[privacy(technical)]
    pub payload: String,
    #[privacy(technical)]
    pub state: JobState,
    #[privacy(technical)]
    pub run_at: Instant,
    #[privacy(technical)]
    pub attempts: i32,
    #[privacy(technical)]
    pub max_attempts: i32,
    #[privacy(technical)]
    pub last_error: Option<String>,
    #[privacy(technical)]
    pub locked_by: Option<Uuid>,
    #[privacy(technical)]
    pub locked_until: Option<Instant>,
    #[privacy(technical)]
    pub dedupe_key: Option<String>,
    #[privacy(technical)]
    pub created_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
