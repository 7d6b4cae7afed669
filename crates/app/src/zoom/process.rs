//! From stored deliveries to leads. Idempotent twice over: the job's deletion commits with its effect, and the effect
//! itself is keyed by meeting and registrant. Deliveries that were stored together are processed together, in one
//! commit; should that not succeed at once, each goes on by itself, so that none blocks another.

mod capture;

use crate::{
    App,
    failure::Failure,
    jobs::{self, JobError, Lease, match_leads},
    rules,
    state::State,
};
use domain::{
    clock::Instant,
    delivery::DeliveryState,
    ids::{ConnectionId, DeliveryId, JobId, LeadId, WorkspaceId},
    zoom::ZoomEvent,
};
use persistence::{
    Tx, WorkspaceTx,
    deliveries::{self, Stored},
    jobs::{NewJob, enqueue},
    zoom,
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

pub(crate) const KIND: &str = "process_zoom_deliveries";

/// As many as one job takes: a transaction that SQLite's other writers can wait for.
pub(crate) const TOGETHER: usize = 4;

#[derive(Serialize, Deserialize)]
struct Payload<'a> {
    deliveries: Cow<'a, [DeliveryId]>,
}

/// The job for deliveries of one workspace.
pub(crate) fn job(
    id: JobId,
    workspace_id: Option<WorkspaceId>,
    deliveries: &[DeliveryId],
    run_at: Instant,
) -> NewJob {
    NewJob {
        id,
        workspace_id,
        kind: KIND,
        payload: serde_json::json!(Payload { deliveries: deliveries.into() }).to_string(),
        run_at,
        max_attempts: jobs::MAX_ATTEMPTS,
        dedupe_key: None,
    }
}

pub(crate) async fn run(app: &App, lease: &Lease<'_>) -> Result<(), JobError> {
    let state = &app.0;
    let Payload { deliveries: ids } = lease.payload()?;
    let stored = deliveries::load(&state.db.read_system(), &ids).await?;
    let Some(workspace) = stored.first().and_then(|stored| stored.workspace_id) else {
        return lease.finish(app).await;
    };
    if lease.is_retry() && stored.len() > 1 {
        return part(state, lease, workspace, &stored).await;
    }
    let is_due = |stored: &&Stored| stored.state == DeliveryState::Received;
    let due: Vec<Due> =
        stored.iter().filter(is_due).map(|stored| open(state, stored)).collect::<Result<_, _>>()?;
    state
        .db
        .write(workspace, async |tx| {
            let mut fuller = Vec::new();
            for Due { source, event } in &due {
                let (outcome, error) = match event {
                    Ok(event) => (apply(state, tx, source, event, &mut fuller).await?, None),
                    Err(reason) => (DeliveryState::Failed, Some(reason.as_str())),
                };
                deliveries::settle(tx, source.delivery, outcome, error, state.clock.now()).await?;
            }
            match_leads::enqueue(state, tx, &fuller).await?;
            rules::rescore(state, tx).await?;
            lease.finish_within(tx).await
        })
        .await
        .map_err(JobError::from)
}

/// A job of its own for each.
async fn part(
    state: &State,
    lease: &Lease<'_>,
    workspace: WorkspaceId,
    stored: &[Stored],
) -> Result<(), JobError> {
    let now = state.clock.now();
    let single = |stored: &Stored| job(JobId(state.new_uuid()), stored.workspace_id, &[stored.id], now);
    let parted = state.db.write(workspace, async |tx| {
        enqueue(tx, stored.iter().map(single).collect(), now).await?;
        lease.finish_within(tx).await
    });
    parted.await.map_err(JobError::from)
}

/// Called when the job is given up: its deliveries say why, where people look.
pub(crate) async fn give_up(
    state: &State,
    tx: &impl Tx,
    payload: &str,
    reason: &str,
) -> Result<(), persistence::DbError> {
    let Ok(Payload { deliveries }) = serde_json::from_str(payload) else {
        return Ok(());
    };
    for id in deliveries.iter() {
        deliveries::settle(tx, *id, DeliveryState::Failed, Some(reason), state.clock.now()).await?;
    }
    Ok(())
}

struct Source {
    delivery: DeliveryId,
    received_at: Instant,
    connection: Option<ConnectionId>,
}

/// A delivery that waits for its processing, and what it says, or why nobody can tell.
struct Due {
    source: Source,
    event: Result<ZoomEvent, String>,
}

fn open(state: &State, stored: &Stored) -> Result<Due, JobError> {
    let source =
        Source { delivery: stored.id, received_at: stored.received_at, connection: stored.connection_id };
    let Some(sealed) = &stored.sealed_body else {
        return Ok(Due { source, event: Err("Its body is kept no longer.".to_owned()) });
    };
    let body = state
        .deliveries_seal
        .open(stored.id.0.as_bytes(), sealed)
        .map_err(|_| JobError::Retry("The stored delivery cannot be opened with this secret key.".into()))?;
    let zoom = state.zoom().map_err(|_| JobError::Retry("no Zoom app is configured".into()))?;
    Ok(Due { source, event: zoom.read(&body) })
}

async fn apply(
    state: &State,
    tx: &WorkspaceTx,
    source: &Source,
    event: &ZoomEvent,
    fuller: &mut Vec<LeadId>,
) -> Result<DeliveryState, Failure> {
    match event {
        ZoomEvent::Registered { meeting, registrant, at } => {
            let at = at.unwrap_or(source.received_at);
            fuller.extend(capture::capture(state, tx, source, meeting, registrant, at).await?);
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
