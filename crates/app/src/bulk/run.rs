//! The job: a thousand leads in one transaction, which also says how far it is and leaves the job for the next ones. So a
//! round that dies leaves nothing, and one that is done twice finds its job taken.

use super::{
    Outcome,
    act::{Act, Round},
    form::{BulkSelection, Stored},
    take_back::take_back,
};
use crate::{
    App,
    failure::Result,
    jobs::{JobError, Lease, MAX_ATTEMPTS},
    notifications::{Notice, notify},
    people, rules,
    state::State,
};
use domain::{
    bulk::{BulkState, Edit},
    ids::{BulkId, JobId, WorkspaceId},
    notification::NotificationKind,
    policy::Reach,
};
use persistence::{
    DbError, SystemTx, WorkspaceTx,
    bulk::{self, Bulk},
    jobs::{self, NewJob},
    leads,
};
use serde::{Deserialize, Serialize};

pub(crate) const KIND: &str = "bulk";
/// Few enough that whoever edits one of them meanwhile hardly waits.
const AT_ONCE: usize = 1_000;
/// Leads that go back to where each of them was do so one by one.
const BACK_AT_ONCE: usize = 200;

#[derive(Serialize, Deserialize)]
struct Payload {
    workspace: WorkspaceId,
    bulk: BulkId,
}

pub(super) async fn enqueue(state: &State, tx: &WorkspaceTx, bulk: BulkId) -> Result<()> {
    let now = state.clock.now();
    let job = NewJob {
        id: JobId(state.new_uuid()),
        workspace_id: Some(tx.workspace()),
        kind: KIND,
        payload: serde_json::json!(Payload { workspace: tx.workspace(), bulk }).to_string(),
        run_at: now,
        max_attempts: MAX_ATTEMPTS,
        dedupe_key: None,
    };
    Ok(jobs::enqueue(tx, vec![job], now).await?)
}

pub(crate) async fn run(app: &App, lease: &Lease<'_>) -> Result<(), JobError> {
    let state = &app.0;
    let payload: Payload = lease.payload()?;
    let db = state.db.read(payload.workspace);
    let Some(found) = bulk::find(&db, payload.bulk).await? else { return lease.finish(app).await };
    let reach = match found.state {
        // What somebody did they can take back, also where they see it no more because of it.
        BulkState::Undoing => Reach::All,
        _ => people::working(&db, found.member_id).await?.ok_or_else(|| {
            JobError::Fail("Whoever asked for this may not work on leads any more.".to_owned())
        })?,
    };
    let round = state.db.write_as(payload.workspace, reach, async |tx| {
        // Stopped meanwhile, or being undone, which another job does with a reach of its own.
        let is_as_found = |bulk: &Bulk| bulk.state.is_going() && bulk.state == found.state;
        if let Some(bulk) = bulk::lock(tx, payload.bulk).await?.filter(is_as_found) {
            round(state, tx, bulk).await?;
        }
        lease.finish_within(tx).await
    });
    Ok(round.await?)
}

/// Gives up an act that cannot go on.
pub(crate) async fn give_up(
    state: &State,
    tx: &SystemTx,
    payload: &str,
    reason: &str,
) -> Result<(), DbError> {
    let Ok(payload) = serde_json::from_str::<Payload>(payload) else { return Ok(()) };
    bulk::fail(tx, payload.bulk, reason, state.clock.now()).await
}

async fn round(state: &State, tx: &WorkspaceTx, mut bulk: Bulk) -> Result<()> {
    let now = state.clock.now();
    let by = bulk.undone_by.filter(|_| bulk.state == BulkState::Undoing).unwrap_or(bulk.member_id);
    let round = Round { state, tx, by, now };
    let (looked, outcome, is_last) = match bulk.state {
        BulkState::Undoing => {
            let items = bulk::list_items(tx, bulk.id, BACK_AT_ONCE as u64).await?;
            let ids: Vec<_> = items.iter().map(|(lead, _)| *lead).collect();
            let outcome = take_back(&round, items).await?;
            bulk::forget_items(tx, bulk.id, &ids).await?;
            (ids.len(), outcome, ids.len() < BACK_AT_ONCE)
        }
        _ => {
            let act = Act::from_json(&bulk.act)?;
            let selection = BulkSelection::from_json(&bulk.selection)?;
            let which = selection.compile(bulk.member_id, tx, bulk.kind, bulk.id, bulk.created_at).await?;
            let ids = leads::selected(tx, &which, bulk.after, AT_ONCE as u64).await?;
            let mut outcome = act.on(&round, &ids).await?;
            bulk::remember(tx, bulk.id, std::mem::take(&mut outcome.made)).await?;
            bulk.after = ids.last().copied().or(bulk.after);
            if let Some(only) = &which.only {
                // Whoever is named and cannot be found is passed over.
                outcome.skipped += only.len() - ids.len();
                (only.len(), outcome, true)
            } else {
                (ids.len(), outcome, ids.len() < AT_ONCE)
            }
        }
    };
    rules::rescore(state, tx).await?;
    let Outcome { changed, skipped, .. } = outcome;
    for (sum, part) in [(&mut bulk.done, looked), (&mut bulk.changed, changed), (&mut bulk.skipped, skipped)]
    {
        *sum = sum.saturating_add(i32::try_from(part).unwrap_or(i32::MAX));
    }
    bulk.updated_at = now;
    if is_last {
        let is_undone = bulk.state == BulkState::Undoing;
        bulk.state = if is_undone { BulkState::Undone } else { BulkState::Done };
        // Leads that came or went meanwhile.
        bulk.total = bulk.done;
        bulk.finished_at = Some(now);
        if !is_undone {
            tell_owner(state, tx, &bulk).await?;
        }
    } else {
        enqueue(state, tx, bulk.id).await?;
    }
    Ok(bulk::update(tx, &bulk).await?)
}

/// Whoever got leads hears of it once.
async fn tell_owner(state: &State, tx: &WorkspaceTx, bulk: &Bulk) -> Result<()> {
    let Act::Edit { edits } = Act::from_json(&bulk.act)? else { return Ok(()) };
    let owner = edits.iter().find_map(|edit| match edit {
        Edit::Owner(owner) => *owner,
        _ => None,
    });
    let first = bulk::list_items(tx, bulk.id, 1).await?.into_iter().next();
    let (Some(owner), Some((lead, _))) = (owner, first) else { return Ok(()) };
    let others = bulk.changed.saturating_sub(1);
    let notice = Notice { others, ..Notice::of(NotificationKind::Assigned, lead) };
    notify(state, tx, Some(bulk.member_id), owner, notice).await
}
