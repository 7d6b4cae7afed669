//! How a workspace is linked to Zoom, and what proof there is that it works.

use crate::{Ctx, failure::Result};
use domain::{clock::Instant, ids::ConnectionId, zoom::ZoomUserKey};
use persistence::{
    deliveries,
    members::{self, MemberCard},
    zoom::{self, Connection},
};

/// What the operator's Zoom app must subscribe to.
pub const EVENTS: &[&str] = &["meeting.registration_created", "webinar.registration_created"];

pub struct ConnectionCard {
    pub id: ConnectionId,
    pub zoom: ZoomUserKey,
    pub name: String,
    pub email: String,
    pub linked_at: Instant,
    pub linked_by: Option<MemberCard>,
    /// Of the deliveries still kept.
    pub last_delivery_at: Option<Instant>,
}

impl ConnectionCard {
    pub(super) async fn of(ctx: &Ctx, connection: Connection) -> Result<Self> {
        let db = ctx.read();
        let by = members::cards(&db, connection.linked_by).await?;
        Ok(Self {
            id: connection.id,
            last_delivery_at: deliveries::last_received(&db, connection.id).await?,
            zoom: connection.zoom,
            name: connection.name,
            email: connection.email,
            linked_at: connection.linked_at,
            linked_by: by.into_values().next(),
        })
    }
}

pub struct Overview {
    pub is_configured: bool,
    pub webhook_url: String,
    pub redirect_url: String,
    pub connections: Vec<ConnectionCard>,
    pub failed_deliveries: u64,
}

impl Overview {
    pub fn last_received_at(&self) -> Option<Instant> {
        self.connections.iter().filter_map(|connection| connection.last_delivery_at).max()
    }
}

pub async fn overview(ctx: &Ctx) -> Result<Overview> {
    let (db, state) = (ctx.read(), ctx.state());
    let mut connections = Vec::new();
    for connection in zoom::list(&db).await? {
        connections.push(ConnectionCard::of(ctx, connection).await?);
    }
    Ok(Overview {
        is_configured: state.zoom.is_some(),
        webhook_url: state.zoom_webhook_url(),
        redirect_url: state.zoom_redirect_url(),
        connections,
        failed_deliveries: deliveries::failed_count(&db).await?,
    })
}
