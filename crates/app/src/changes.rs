//! The live feed: what the timeline gained, in this process or another, within a fraction of a second. One reader
//! per process, however many streams listen. A feed is a hint: it may repeat itself, and a screen that missed
//! something finds it at its next look.

use domain::{
    activity::ActivityKind,
    clock::{Clock, Instant},
    ids::{self, ActivityId, LeadId, WorkspaceId},
};
use persistence::{Db, activities};
use std::{collections::HashSet, sync::Arc, time::Duration};
use tokio::{sync::broadcast, time::timeout};

/// Ids are made before their commit, so each look goes back this far for rows that appear late.
const LOOK_BACK: chrono::Duration = chrono::Duration::seconds(2);
/// Other processes' commits wake nobody here; their rows are found by looking.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Commits come in hundreds a second; streams need no more than this.
const REST: Duration = Duration::from_millis(100);
const AT_ONCE: u64 = 2_000;

#[derive(Clone, Debug)]
pub struct Change {
    pub id: ActivityId,
    pub workspace_id: WorkspaceId,
    pub lead_id: LeadId,
    pub kind: ActivityKind,
}

impl From<activities::Change> for Change {
    fn from(change: activities::Change) -> Self {
        Self { id: change.id, workspace_id: change.workspace_id, lead_id: change.lead_id, kind: change.kind }
    }
}

/// What listeners receive: a change, or `None` when the process stops and streams must end.
type Signal = Option<Change>;

#[derive(Clone)]
pub struct Changes(broadcast::Sender<Signal>);

impl Changes {
    pub(crate) fn start(db: Db, clock: Arc<dyn Clock>) -> Self {
        let (sender, _) = broadcast::channel(1_024);
        tokio::spawn(follow(db, clock, sender.clone()));
        Self(sender)
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Signal> {
        self.0.subscribe()
    }

    /// Ends every stream; their browsers come back to whoever serves next.
    pub(crate) fn close(&self) {
        drop(self.0.send(None));
    }
}

async fn follow(db: Db, clock: Arc<dyn Clock>, sender: broadcast::Sender<Signal>) {
    let mut commits = db.commits();
    let mut seen = HashSet::new();
    loop {
        let _ = timeout(LOOK_EVERY, commits.changed()).await;
        if sender.receiver_count() == 0 {
            seen.clear();
            continue;
        }
        match look(&db, clock.now(), &mut seen).await {
            Ok(fresh) => fresh.into_iter().for_each(|change| drop(sender.send(Some(change)))),
            Err(error) => log::warn!(error = error.to_string(); "the change feed could not look"),
        }
        tokio::time::sleep(REST).await;
    }
}

async fn look(
    db: &Db,
    now: Instant,
    seen: &mut HashSet<ActivityId>,
) -> Result<Vec<Change>, persistence::DbError> {
    let floor = floor_id(now - LOOK_BACK);
    let found = activities::tail(&db.read_system(), floor, AT_ONCE).await?;
    let fresh = found.iter().filter(|change| !seen.contains(&change.id)).cloned().map(Change::from).collect();
    *seen = found.into_iter().map(|change| change.id).collect();
    Ok(fresh)
}

/// The smallest id that could have been made at `at`.
fn floor_id(at: Instant) -> ActivityId {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
    ActivityId(ids::floor(millis))
}

/// For resuming a stream: a little before the last thing it saw.
pub(crate) fn just_before(last: ActivityId) -> ActivityId {
    let millis = last.0.get_timestamp().map_or(0, |stamp| {
        let (seconds, nanos) = stamp.to_unix();
        seconds * 1_000 + u64::from(nanos) / 1_000_000
    });
    let look_back = LOOK_BACK.num_milliseconds().unsigned_abs();
    ActivityId(
        uuid::Builder::from_unix_timestamp_millis(millis.saturating_sub(look_back), &[0; 10]).into_uuid(),
    )
}
