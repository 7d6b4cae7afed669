//! Hourly: what has outlived its retention goes. Idempotent, because deleting what is gone changes nothing. The
//! next sweep is enqueued in the same transaction, so there is always exactly one.

use super::{JobError, Lease};
use crate::{
    App,
    failure::{Failure, Result},
    state::State,
};
use domain::{clock::Instant, ids::JobId};
use persistence::{OnUnique, SystemTx, deliveries, jobs, sessions, zoom};

pub(crate) const KIND: &str = "sweep";
const EVERY: chrono::Duration = chrono::Duration::hours(1);

/// The `days(…)` that the deliveries' columns declare.
const BODIES_KEPT: chrono::Duration = chrono::Duration::days(7);
const DELIVERIES_KEPT: chrono::Duration = chrono::Duration::days(90);

pub(super) async fn run(app: &App, lease: &Lease<'_>) -> Result<(), JobError> {
    let state = &app.0;
    let now = state.clock.now();
    let throttles = &state.throttles;
    for throttle in [&throttles.account, &throttles.sign_in, &throttles.sign_up] {
        throttle.forget_idle();
    }
    state
        .db
        .write_system(async |tx| {
            sessions::delete_expired(tx, now).await?;
            zoom::delete_expired_authorizations(tx, now).await?;
            deliveries::drop_bodies(tx, now - BODIES_KEPT).await?;
            deliveries::delete_before(tx, now - DELIVERIES_KEPT).await?;
            lease.finish_within(tx).await?;
            Ok::<_, Failure>(enqueue(state, tx, now + EVERY).await?)
        })
        .await?;
    // Only now are the deleted bytes gone from the disk, too. Busy readers put it off to the next sweep.
    Ok(state.db.forget_log().await?)
}

async fn enqueue(state: &State, tx: &SystemTx, run_at: Instant) -> Result<(), persistence::DbError> {
    let job = jobs::NewJob {
        id: JobId(state.new_uuid()),
        workspace_id: None,
        kind: KIND,
        payload: "{}".to_owned(),
        run_at,
        // Never given up: retention is a promise, and nobody would schedule the next one.
        max_attempts: i32::MAX,
        dedupe_key: Some(KIND.to_owned()),
    };
    jobs::enqueue(tx, vec![job], state.clock.now()).await
}

/// Called when a worker starts. A sweep that waits already is left alone.
pub async fn schedule(app: &App) -> Result<()> {
    let state = &app.0;
    let db = &state.db;
    let result = db.write_system(async |tx| {
        enqueue(state, tx, state.clock.now())
            .await
            .on_unique(|| Failure::from(domain::refusal::Code::Invalid))
    });
    match result.await {
        Err(Failure::Refused(_)) => Ok(()),
        other => other,
    }
}
