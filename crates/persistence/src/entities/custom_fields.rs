//! Fields that a workspace adds to its leads.

use domain::{
    clock::Instant,
    field::{FieldKind, LawfulBasis, PrivacyClass},
    ids::{FieldId, MemberId, WorkspaceId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "custom_fields")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: FieldId,
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[privacy(technical)]
    pub slug: String,
    #[privacy(technical)]
    pub name: String,
    #[privacy(technical)]
    pub kind: FieldKind,
    #[privacy(technical)]
    pub class: PrivacyClass,
    #[privacy(technical)]
    pub basis: Option<LawfulBasis>,
    #[privacy(technical)]
    pub basis_note: Option<String>,
    #[privacy(subject = member, category = identifiers, purposes = [legal], retention = with_account, erase = null, export = yes, origin = member)]
    pub basis_by: Option<MemberId>,
    #[privacy(technical)]
    pub basis_at: Option<Instant>,
    #[privacy(technical)]
    pub position: i32,
    #[privacy(technical)]
    pub is_dropped: bool,
    #[privacy(technical)]
    pub version: i32,
    #[privacy(technical)]
    pub created_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
