//! Signed-in browsers; the row is the session, the cookie only names it.

use domain::{
    clock::Instant,
    ids::{MemberId, SessionId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "sign_in_sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: SessionId,
    #[privacy(subject = member, category = identifiers, purposes = [authenticate], retention = with_row, erase = delete, export = yes, origin = system)]
    pub member_id: MemberId,
    #[privacy(subject = member, category = usage, purposes = [authenticate, secure], retention = with_row, erase = delete, export = yes, origin = system)]
    pub created_at: Instant,
    #[privacy(subject = member, category = usage, purposes = [authenticate, secure], retention = with_row, erase = delete, export = yes, origin = system)]
    pub last_seen_at: Instant,
    #[privacy(technical)]
    pub expires_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
