//! The live feed: what the timeline and the notifications gained, in this process or another, within a fraction of a
//! second. One reader
//! per process, however many streams listen. A feed is a hint: it may repeat itself, and a screen that missed
//! something finds it at its next look.

use domain::{
    activity::ActivityKind,
    clock::{Clock, Instant},
    ids::{self, ActivityId, BulkId, LeadId, MemberId, NotificationId, WorkspaceId},
};
use persistence::{
    Db, DbError, activities, bulk,
    notifications::{self, Notice},
};
use std::{collections::HashSet, sync::Arc, time::Duration};
use tokio::{sync::broadcast, time::timeout};
use uuid::Uuid;

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

/// Something that a live screen may want to hear of.
#[derive(Clone, Debug)]
pub(crate) enum News {
    Lead(Change),
    Notice(Notice),
    /// An act on many leads got further.
    Bulk(BulkId, MemberId),
}

/// What listeners receive: news, or `None` when the process stops and streams must end.
type Signal = Option<News>;

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
    let mut tails = Tails::default();
    loop {
        let _ = timeout(LOOK_EVERY, commits.changed()).await;
        if sender.receiver_count() == 0 {
            tails = Tails::default();
            continue;
        }
        if let Err(error) = look(&db, clock.now(), &mut tails, &sender).await {
            log::warn!(error = error.to_string(); "the change feed could not look");
        }
        tokio::time::sleep(REST).await;
    }
}

async fn look(
    db: &Db,
    now: Instant,
    tails: &mut Tails,
    sender: &broadcast::Sender<Signal>,
) -> Result<(), DbError> {
    let db = db.read_system();
    let Tails { leads, notices, bulks } = tails;
    if leads.newest.is_none() {
        leads.newest = activities::newest(&db).await?.map(|id| id.0);
    }
    let found = activities::tail(&db, ActivityId(leads.since(now)), AT_ONCE).await?;
    for change in leads.fresh(found, |change| change.id.0) {
        drop(sender.send(Some(News::Lead(change.into()))));
    }
    if notices.newest.is_none() {
        notices.newest = notifications::newest(&db).await?.map(|id| id.0);
    }
    let found = notifications::tail(&db, NotificationId(notices.since(now)), AT_ONCE).await?;
    for notice in notices.fresh(found, |notice| notice.id.0) {
        drop(sender.send(Some(News::Notice(notice))));
    }
    let found = bulk::since(&db, now - LOOK_BACK, AT_ONCE).await?;
    for (id, member, _) in found.iter().filter(|further| !bulks.contains(*further)) {
        drop(sender.send(Some(News::Bulk(*id, *member))));
    }
    *bulks = found.into_iter().collect();
    Ok(())
}

/// What the last look found.
#[derive(Default)]
struct Tails {
    leads: Tail,
    notices: Tail,
    bulks: HashSet<(BulkId, MemberId, Instant)>,
}

/// Where the last look at a table ended.
#[derive(Default)]
struct Tail {
    newest: Option<Uuid>,
    seen: HashSet<Uuid>,
}

impl Tail {
    /// The id after which to look.
    fn since(&self, now: Instant) -> Uuid {
        // Ids carry the clock of whoever wrote them, which may be behind ours: what was seen last counts.
        let now = now.timestamp_millis().unsigned_abs();
        floor(self.newest.map_or(now, |newest| now.min(millis(newest))))
    }

    /// What was not seen before.
    fn fresh<T>(&mut self, found: Vec<T>, id: impl Fn(&T) -> Uuid) -> Vec<T> {
        self.newest = found.last().map(&id).or(self.newest);
        let ids: HashSet<Uuid> = found.iter().map(&id).collect();
        let fresh = found.into_iter().filter(|row| !self.seen.contains(&id(row))).collect();
        self.seen = ids;
        fresh
    }
}

fn millis(id: Uuid) -> u64 {
    id.get_timestamp().map_or(0, |stamp| {
        let (seconds, nanos) = stamp.to_unix();
        seconds * 1_000 + u64::from(nanos) / 1_000_000
    })
}

/// The smallest id that could have been made a little before.
fn floor(millis: u64) -> Uuid {
    ids::floor(millis.saturating_sub(LOOK_BACK.num_milliseconds().unsigned_abs()))
}

/// For resuming a stream: a little before the last thing it saw.
pub(crate) fn just_before(last: ActivityId) -> ActivityId {
    ActivityId(floor(millis(last.0)))
}
