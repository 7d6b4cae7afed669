//! Every lead of a workspace is scored anew, a batch at a time; each batch leaves the job for the next one in its own
//! transaction. Idempotent, because a score depends on nothing but what is there.

use super::{JobError, Lease};
use crate::{App, rules};
use domain::ids::{LeadId, WorkspaceId};
use serde::{Deserialize, Serialize};

pub(crate) const KIND: &str = "score_leads";
/// A transaction that people who edit meanwhile can wait for.
const AT_ONCE: u64 = 100;

#[derive(Serialize, Deserialize)]
struct Payload {
    workspace: WorkspaceId,
    after: LeadId,
}

pub(crate) fn payload(workspace: WorkspaceId, after: LeadId) -> String {
    serde_json::json!(Payload { workspace, after }).to_string()
}

pub(super) async fn run(app: &App, lease: &Lease<'_>) -> Result<(), JobError> {
    let state = &app.0;
    let Payload { workspace, after } = lease.payload()?;
    let batch = state.db.write(workspace, async |tx| {
        if let Some(last) = rules::lock_and_score(state, tx, after, AT_ONCE).await? {
            rules::score_on(state, tx, last).await?;
        }
        lease.finish_within(tx).await
    });
    Ok(batch.await?)
}
