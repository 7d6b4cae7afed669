//! Hourly: what has outlived its retention goes, and scores that shrink with time are worked out again. Idempotent, because deleting what is gone changes nothing. The
//! next sweep is enqueued in the same transaction, so there is always exactly one.

use super::{JobError, Lease};
use crate::{
    App,
    failure::{Failure, Result},
    rules,
    state::State,
};
use domain::{
    audit::DAYS, clock::Instant, idempotency::HOURS, ids::JobId, lead::BIN_DAYS, merge::UNDO_DAYS, note,
    notification, task,
};
use persistence::{
    DbError, SystemTx, audit, bulk, deliveries, idempotency, jobs, leads, merges, notes, notifications,
    sessions, tasks, zoom,
};

pub(crate) const KIND: &str = "sweep";
const EVERY: chrono::Duration = chrono::Duration::hours(1);

/// The `days(…)` that the deliveries' columns declare.
const BODIES_KEPT: chrono::Duration = chrono::Duration::days(7);
const DELIVERIES_KEPT: chrono::Duration = chrono::Duration::days(90);

pub(super) async fn run(app: &App, lease: &Lease<'_>) -> Result<(), JobError> {
    let state = &app.0;
    let now = state.clock.now();
    deliveries::drop_bodies(&state.db, now - BODIES_KEPT).await?;
    deliveries::delete_before(&state.db, now - DELIVERIES_KEPT).await?;
    leads::delete_binned(&state.db, now - chrono::Duration::days(BIN_DAYS)).await?;
    audit::delete_before(&state.db, now - chrono::Duration::days(DAYS)).await?;
    rules::score_those_that_age(state).await?;
    state
        .db
        .write_system(async |tx| {
            sessions::delete_expired(tx, now).await?;
            zoom::delete_expired_authorizations(tx, now).await?;
            notes::delete_deleted(tx, now - chrono::Duration::days(note::RESTORE_DAYS)).await?;
            tasks::delete_deleted(tx, now - chrono::Duration::days(task::RESTORE_DAYS)).await?;
            notifications::delete_before(tx, now - chrono::Duration::days(notification::DAYS)).await?;
            bulk::forget_items_before(tx, now - chrono::Duration::days(domain::bulk::UNDO_DAYS)).await?;
            bulk::delete_before(tx, now - chrono::Duration::days(domain::bulk::DAYS)).await?;
            merges::forget_journals(tx, now - chrono::Duration::days(UNDO_DAYS)).await?;
            idempotency::forget_before(tx, now - chrono::Duration::hours(HOURS)).await?;
            lease.finish_within(tx).await?;
            Ok::<_, Failure>(enqueue(state, tx, now + EVERY).await?)
        })
        .await?;
    // Only now are the deleted bytes gone from the disk, too. Busy readers put it off to the next sweep.
    Ok(state.db.forget_log().await?)
}

async fn enqueue(state: &State, tx: &SystemTx, run_at: Instant) -> Result<(), DbError> {
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
    let is_waiting = |error| match error {
        DbError::Unique(_) => Ok(()),
        other => Err(other),
    };
    let enqueued = state.db.write_system(async |tx| {
        // The error is kept out of the closure's own, or it would be taken for a lost race and tried again.
        Ok::<_, DbError>(enqueue(state, tx, state.clock.now()).await.or_else(is_waiting))
    });
    Ok(enqueued.await??)
}
