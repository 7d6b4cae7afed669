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
    let mut tail = Tail::default();
    loop {
        let _ = timeout(LOOK_EVERY, commits.changed()).await;
        if sender.receiver_count() == 0 {
            tail = Tail::default();
            continue;
        }
        match tail.look(&db, clock.now()).await {
            Ok(fresh) => fresh.into_iter().for_each(|change| drop(sender.send(Some(change)))),
            Err(error) => log::warn!(error = error.to_string(); "the change feed could not look"),
        }
        tokio::time::sleep(REST).await;
    }
}

/// Where the last look ended.
#[derive(Default)]
struct Tail {
    newest: Option<ActivityId>,
    seen: HashSet<ActivityId>,
}

impl Tail {
    async fn look(&mut self, db: &Db, now: Instant) -> Result<Vec<Change>, persistence::DbError> {
        let db = db.read_system();
        if self.newest.is_none() {
            self.newest = activities::newest(&db).await?;
        }
        // Ids carry the clock of whoever wrote them, which may be behind ours: what was seen last counts.
        let now = now.timestamp_millis().unsigned_abs();
        let since = self.newest.map_or(now, |newest| now.min(millis(newest)));
        let found = activities::tail(&db, floor(since), AT_ONCE).await?;
        self.newest = found.last().map(|change| change.id).or(self.newest);
        let fresh = found
            .iter()
            .filter(|change| !self.seen.contains(&change.id))
            .cloned()
            .map(Change::from)
            .collect();
        self.seen = found.into_iter().map(|change| change.id).collect();
        Ok(fresh)
    }
}

fn millis(id: ActivityId) -> u64 {
    id.0.get_timestamp().map_or(0, |stamp| {
        let (seconds, nanos) = stamp.to_unix();
        seconds * 1_000 + u64::from(nanos) / 1_000_000
    })
}

/// The smallest id that could have been made a little before.
fn floor(millis: u64) -> ActivityId {
    ActivityId(ids::floor(millis.saturating_sub(LOOK_BACK.num_milliseconds().unsigned_abs())))
}

/// For resuming a stream: a little before the last thing it saw.
pub(crate) fn just_before(last: ActivityId) -> ActivityId {
    floor(millis(last))
}
