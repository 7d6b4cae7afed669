//! What a client created under which key.

use domain::{
    clock::Instant,
    idempotency::Operation,
    ids::{IdempotencyKeyId, MemberId, WorkspaceId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: IdempotencyKeyId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(technical)]
    pub member_id: MemberId,
    #[privacy(technical)]
    pub operation: Operation,
    #[privacy(technical)]
    pub idempotency_key: String,
    #[privacy(technical)]
    pub request_hash: Vec<u8>,
    #[privacy(technical)]
    pub created_id: Uuid,
    #[privacy(technical)]
    pub created_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
