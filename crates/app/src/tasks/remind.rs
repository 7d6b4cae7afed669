//! Calls a task's assignee when it is time. The job knows only which task and when; what it finds then decides, so a
//! task that was moved, done or deleted meanwhile is left alone, and one that was called already is not called again.

use crate::{
    App,
    failure::Failure,
    jobs::{JobError, Lease, MAX_ATTEMPTS},
    notifications::{Notice, notify},
    state::State,
};
use domain::{
    clock::Instant,
    ids::{JobId, TaskId, WorkspaceId},
    notification::NotificationKind,
};
use persistence::{WorkspaceTx, jobs, tasks};
use serde::Deserialize;
use serde_json::json;

pub(crate) const KIND: &str = "remind_task";

#[derive(Deserialize)]
struct Payload {
    workspace_id: WorkspaceId,
    task_id: TaskId,
    at: Instant,
}

pub(super) async fn schedule(
    state: &State,
    tx: &WorkspaceTx,
    task: TaskId,
    at: Instant,
) -> Result<(), Failure> {
    let job = jobs::NewJob {
        id: JobId(state.new_uuid()),
        workspace_id: Some(tx.workspace()),
        kind: KIND,
        payload: json!({"workspace_id": tx.workspace(), "task_id": task, "at": at}).to_string(),
        run_at: at,
        max_attempts: MAX_ATTEMPTS,
        dedupe_key: None,
    };
    Ok(jobs::enqueue(tx, vec![job], state.clock.now()).await?)
}

pub(crate) async fn run(app: &App, lease: &Lease<'_>) -> Result<(), JobError> {
    let Payload { workspace_id, task_id, at } = lease.payload()?;
    let state = &app.0;
    state
        .db
        .write(workspace_id, async |tx| {
            let task = tasks::lock(tx, task_id).await?.filter(|task| task.calls_at() == Some(at));
            if let Some(task) = task
                && let Some(assignee) = task.assignee_id
            {
                let notice =
                    Notice { task: Some(task.id), ..Notice::of(NotificationKind::TaskDue, task.lead_id) };
                notify(state, tx, None, assignee, notice).await?;
            }
            lease.finish_within(tx).await
        })
        .await?;
    Ok(())
}
