//! Finds leads that may be one person, after they were made or changed. Idempotent, because it compares what is there
//! now. The keys that a lead is met by commit before anybody looks: of two leads that arrive at once, the later one to
//! commit sees the other.

use super::{JobError, Lease};
use crate::{App, failure::Failure, state::State};
use domain::{
    clock::Instant,
    ids::{DuplicateId, JobId, LeadId, WorkspaceId},
};
use persistence::{
    DbError, SystemTx, Tx, WorkspaceTx, duplicates,
    jobs::{self, NewJob},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(crate) const KIND: &str = "match_leads";
/// Compares every lead there is. The schema's step enqueues it once.
pub(crate) const KIND_ALL: &str = "match_all_leads";
const AT_ONCE: usize = 50;
const ALL_AT_ONCE: u64 = 500;
/// People type, and forms come in bursts: what is written now is looked at when that is done.
const AFTER: chrono::Duration = chrono::Duration::seconds(2);

#[derive(Serialize, Deserialize)]
struct Payload {
    workspace: WorkspaceId,
    leads: Vec<LeadId>,
}

#[derive(Serialize, Deserialize)]
struct AllPayload {
    #[serde(default)]
    after: Option<LeadId>,
}

/// Has these leads compared, soon after the transaction commits.
pub(crate) async fn enqueue(state: &State, tx: &WorkspaceTx, leads: &[LeadId]) -> Result<(), DbError> {
    let now = state.clock.now();
    add(state, tx, tx.workspace(), leads, now, now + AFTER).await
}

async fn add(
    state: &State,
    tx: &impl Tx,
    workspace: WorkspaceId,
    leads: &[LeadId],
    now: Instant,
    run_at: Instant,
) -> Result<(), DbError> {
    let job = |leads: &[LeadId]| NewJob {
        id: JobId(state.new_uuid()),
        workspace_id: Some(workspace),
        kind: KIND,
        payload: serde_json::json!(Payload { workspace, leads: leads.to_vec() }).to_string(),
        run_at,
        max_attempts: super::MAX_ATTEMPTS,
        dedupe_key: None,
    };
    jobs::enqueue(tx, leads.chunks(AT_ONCE).map(job).collect(), now).await
}

pub(super) async fn run(app: &App, lease: &Lease<'_>) -> Result<(), JobError> {
    let state = &app.0;
    let Payload { workspace, leads } = lease.payload()?;
    state
        .db
        .write(workspace, async |tx| {
            let mut profiles = duplicates::profiles(tx, leads.iter().copied()).await?;
            for lead in &leads {
                let keys = profiles.remove(lead).map(|profile| profile.keys()).unwrap_or_default();
                duplicates::set_keys(tx, *lead, keys).await?;
            }
            Ok::<_, DbError>(())
        })
        .await?;
    state
        .db
        .write(workspace, async |tx| {
            for lead in &leads {
                compare(state, tx, *lead).await?;
            }
            lease.finish_within(tx).await
        })
        .await?;
    Ok(())
}

/// Compares a lead with whom it meets, and with whom it once looked like.
async fn compare(state: &State, tx: &WorkspaceTx, lead: LeadId) -> Result<(), Failure> {
    let mut others = duplicates::sharing(tx, lead).await?;
    let known = duplicates::known(tx, lead).await?;
    let other = |pair: &duplicates::Duplicate| if pair.lead == lead { pair.other } else { pair.lead };
    others.extend(known.iter().map(other));
    let profiles = duplicates::profiles(tx, others.iter().copied().chain([lead])).await?;
    let Some(own) = profiles.get(&lead) else { return Ok(()) };
    for (id, theirs) in profiles.iter().filter(|(id, _)| **id != lead) {
        // Always the older one with the younger one, so that the reasons read the same whoever was changed.
        let likeness = if lead < *id { own.compare(theirs) } else { theirs.compare(own) };
        match likeness {
            Some(likeness) => {
                let new = DuplicateId(state.new_uuid());
                duplicates::put(tx, new, (lead, *id), &likeness, state.clock.now()).await?;
            }
            None => {
                if let Some(pair) = known.iter().find(|pair| other(pair) == *id) {
                    duplicates::remove(tx, pair.id).await?;
                }
            }
        }
    }
    Ok(())
}

pub(super) async fn run_all(app: &App, lease: &Lease<'_>) -> Result<(), JobError> {
    let state = &app.0;
    let AllPayload { after } = lease.payload()?;
    let after = after.unwrap_or(LeadId(Uuid::nil()));
    let found = duplicates::all_leads(&state.db.read_system(), after, ALL_AT_ONCE).await?;
    let Some((_, last)) = found.last() else { return lease.finish(app).await };
    let mut by_workspace: BTreeMap<WorkspaceId, Vec<LeadId>> = BTreeMap::new();
    for (workspace, lead) in &found {
        by_workspace.entry(*workspace).or_default().push(*lead);
    }
    state
        .db
        .write_system(async |tx| {
            lease.finish_within(tx).await?;
            let now = state.clock.now();
            for (workspace, leads) in &by_workspace {
                add(state, tx, *workspace, leads, now, now).await?;
            }
            Ok::<_, Failure>(go_on(state, tx, *last, now).await?)
        })
        .await?;
    Ok(())
}

async fn go_on(state: &State, tx: &SystemTx, after: LeadId, now: Instant) -> Result<(), DbError> {
    let job = NewJob {
        id: JobId(state.new_uuid()),
        workspace_id: None,
        kind: KIND_ALL,
        payload: serde_json::json!(AllPayload { after: Some(after) }).to_string(),
        run_at: now,
        max_attempts: super::MAX_ATTEMPTS,
        dedupe_key: Some(KIND_ALL.to_owned()),
    };
    jobs::enqueue(tx, vec![job], now).await
}
