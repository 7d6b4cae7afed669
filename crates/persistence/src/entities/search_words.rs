//! The inverted index: which lead is found by which word.

use domain::ids::{LeadId, WorkspaceId};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "search_words")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(subject = lead, category = contact, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub word: String,
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub lead_id: LeadId,
    #[privacy(technical)]
    pub weight: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
