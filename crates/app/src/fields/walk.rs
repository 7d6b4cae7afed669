//! Goes through the leads for which a field holds something: after the field was opened or shut, the search learns or
//! forgets what it holds; after it was dropped, what it holds goes. Idempotent, because it asks what the field is now.

use crate::{
    App,
    failure::Failure,
    jobs::{JobError, Lease, MAX_ATTEMPTS},
    state::State,
};
use domain::ids::{FieldId, JobId, WorkspaceId};
use persistence::{WorkspaceTx, fields, jobs, leads};
use serde::Deserialize;
use serde_json::json;

pub(crate) const KIND: &str = "walk_field";
const AT_ONCE: u64 = 100;

#[derive(Deserialize)]
struct Payload {
    workspace_id: WorkspaceId,
    field_id: FieldId,
}

pub(super) async fn schedule(state: &State, tx: &WorkspaceTx, field: FieldId) -> Result<(), Failure> {
    let job = jobs::NewJob {
        id: JobId(state.new_uuid()),
        workspace_id: Some(tx.workspace()),
        kind: KIND,
        payload: json!({"workspace_id": tx.workspace(), "field_id": field}).to_string(),
        run_at: state.clock.now(),
        max_attempts: MAX_ATTEMPTS,
        dedupe_key: None,
    };
    Ok(jobs::enqueue(tx, vec![job], state.clock.now()).await?)
}

pub(crate) async fn run(app: &App, lease: &Lease<'_>) -> Result<(), JobError> {
    let Payload { workspace_id, field_id } = lease.payload()?;
    let db = &app.0.db;
    let mut after = None;
    loop {
        let holders = fields::holders(&db.read(workspace_id), field_id, after, AT_ONCE).await?;
        let Some(last) = holders.last() else { break };
        after = Some(*last);
        db.write(workspace_id, async |tx| {
            let Some((_, is_dropped)) = fields::lock(tx, field_id).await? else { return Ok(()) };
            if is_dropped {
                fields::clear(tx, field_id, &holders).await?;
            }
            let found = leads::lock_all(tx, &holders).await?;
            let living = found.iter().filter(|lead| lead.deleted_at.is_none()).map(|lead| lead.id);
            Ok::<_, Failure>(leads::index(tx, &living.collect::<Vec<_>>()).await?)
        })
        .await?;
    }
    db.write(workspace_id, async |tx| {
        if fields::lock(tx, field_id).await?.is_some_and(|(_, is_dropped)| is_dropped) {
            fields::delete(tx, field_id).await?;
        }
        lease.finish_within(tx).await
    })
    .await?;
    Ok(())
}
