//! What leads meet by: who shares a key is compared.

use domain::ids::{LeadId, WorkspaceId};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "match_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub workspace_id: WorkspaceId,
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(subject = lead, category = contact, purposes = [provide_service], retention = with_lead, erase = delete, export = yes, origin = system)]
    pub match_key: String,
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub lead_id: LeadId,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
