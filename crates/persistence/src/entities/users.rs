//! People who sign in.

use domain::{clock::Instant, ids::UserId};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: UserId,
    #[privacy(subject = user, category = contact, purposes = [authenticate, communicate], retention = with_account, erase = delete, export = yes, origin = person)]
    pub email: String,
    #[privacy(subject = user, category = contact, purposes = [authenticate], retention = with_account, erase = delete, export = no("the same address as email, in the form that is compared"), origin = system)]
    pub email_normalized: String,
    #[privacy(subject = user, category = identifiers, purposes = [provide_service], retention = with_account, erase = delete, export = yes, origin = person)]
    pub name: String,
    #[privacy(subject = user, category = credentials, purposes = [authenticate], retention = with_account, erase = delete, export = no("a secret; of no use to the person"), origin = system)]
    pub password_hash: String,
    #[privacy(technical)]
    pub created_at: Instant,
    #[privacy(technical)]
    pub updated_at: Instant,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
