//! The inbox. Bodies are sealed and short-lived.

use domain::{
    clock::Instant,
    delivery::DeliveryState,
    delivery::Provider,
    ids::{ConnectionId, DeliveryId, WorkspaceId},
};
use macros::Privacy;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Privacy)]
#[sea_orm(table_name = "deliveries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    pub id: DeliveryId,
    #[privacy(technical)]
    pub workspace_id: Option<WorkspaceId>,
    #[privacy(technical)]
    pub connection_id: Option<ConnectionId>,
    #[privacy(technical)]
    pub provider: Provider,
    #[privacy(technical)]
    pub request_key: Option<String>,
    #[privacy(subject = lead, category = technical, purposes = [secure], retention = days(90), erase = delete, export = no("a digest that recognises a repeated delivery"), origin = system)]
    pub body_hash: Vec<u8>,
    #[privacy(technical)]
    pub event: String,
    #[privacy(subject = lead, category = content, purposes = [capture_leads], retention = days(7), erase = delete, export = no("sealed raw copy of what the lead's own record shows"), origin = zoom)]
    pub body: Option<Vec<u8>>,
    #[privacy(technical)]
    pub headers: String,
    #[privacy(technical)]
    pub state: DeliveryState,
    #[privacy(technical)]
    pub attempts: i32,
    #[privacy(technical)]
    pub error: Option<String>,
    #[privacy(technical)]
    pub received_at: Instant,
    #[privacy(technical)]
    pub processed_at: Option<Instant>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
