//! From a stored delivery to a lead. Idempotent twice over: the job's deletion commits with its effect, and the
//! effect itself is keyed by meeting and registrant.

mod capture;

use crate::{
    App,
    failure::Failure,
    jobs::{JobError, Lease},
    state::State,
};
use domain::{
    clock::Instant,
    delivery::DeliveryState,
    ids::{ConnectionId, DeliveryId},
    zoom::ZoomEvent,
};
use persistence::{Tx, WorkspaceTx, deliveries, zoom};
use serde::{Deserialize, Serialize};

pub(crate) const KIND: &str = "process_zoom_delivery";

#[derive(Serialize, Deserialize)]
struct Payload {
    delivery: DeliveryId,
}

pub(crate) fn payload(delivery: DeliveryId) -> String {
    serde_json::json!(Payload { delivery }).to_string()
}

pub(crate) async fn run(app: &App, lease: &Lease<'_>) -> Result<(), JobError> {
    let state = &app.0;
    let Payload { delivery: id } = lease.payload()?;
    let stored = deliveries::load(&state.db.read_system(), id).await?;
    let Some((stored, workspace)) = stored.and_then(|stored| stored.workspace_id.map(|of| (stored, of)))
    else {
        return lease.finish(app).await;
    };
    let (true, Some(sealed)) = (stored.state == DeliveryState::Received, &stored.sealed_body) else {
        return lease.finish(app).await;
    };
    let body = state
        .deliveries_seal
        .open(id.0.as_bytes(), sealed)
        .map_err(|_| JobError::Retry("The stored delivery cannot be opened with this secret key.".into()))?;
    let read = state.zoom().map_err(|_| JobError::Retry("no Zoom app is configured".into()))?.read(&body);
    let source = Source { delivery: id, received_at: stored.received_at, connection: stored.connection_id };
    state
        .db
        .write(workspace, async |tx| {
            let (outcome, error) = match &read {
                Ok(event) => (apply(state, tx, &source, event).await?, None),
                Err(reason) => (DeliveryState::Failed, Some(reason.as_str())),
            };
            settle(state, tx, lease, id, outcome, error).await
        })
        .await
        .map_err(JobError::from)
}

/// Called when the job is given up: the delivery says why, where people look.
pub(crate) async fn give_up(
    state: &State,
    tx: &impl Tx,
    payload: &str,
    reason: &str,
) -> Result<(), persistence::DbError> {
    let Ok(Payload { delivery }) = serde_json::from_str(payload) else {
        return Ok(());
    };
    deliveries::settle(tx, delivery, DeliveryState::Failed, Some(reason), state.clock.now()).await
}

struct Source {
    delivery: DeliveryId,
    received_at: Instant,
    connection: Option<ConnectionId>,
}

async fn settle(
    state: &State,
    tx: &WorkspaceTx,
    lease: &Lease<'_>,
    id: DeliveryId,
    outcome: DeliveryState,
    error: Option<&str>,
) -> Result<(), Failure> {
    deliveries::settle(tx, id, outcome, error, state.clock.now()).await?;
    lease.finish_within(tx).await
}

async fn apply(
    state: &State,
    tx: &WorkspaceTx,
    source: &Source,
    event: &ZoomEvent,
) -> Result<DeliveryState, Failure> {
    match event {
        ZoomEvent::Registered { meeting, registrant, at } => {
            let at = at.unwrap_or(source.received_at);
            capture::capture(state, tx, source, meeting, registrant, at).await?;
            Ok(DeliveryState::Processed)
        }
        ZoomEvent::Deauthorized { user, at } => {
            if zoom::unlink_user(tx, user, *at).await?
                && let Some(connection) = source.connection
            {
                deliveries::drop_bodies_of(tx, connection).await?;
            }
            Ok(DeliveryState::Processed)
        }
        ZoomEvent::Irrelevant => Ok(DeliveryState::Ignored),
    }
}
