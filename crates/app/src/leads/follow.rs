//! The live stream of a workspace's leads.

use crate::{
    Change, Ctx,
    changes::{News, just_before},
    failure::{Failure, Result},
};
use domain::{
    clock::Instant,
    ids::{ActivityId, BulkId, NotificationId},
    policy::Reach,
};
use futures_util::{Stream, stream};
use persistence::{activities, leads};
use std::{collections::VecDeque, time::Duration};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant as Tick, timeout_at},
};

/// Proof of life for the other side, so that it need not guess whether silence means peace.
const PING_EVERY: Duration = Duration::from_secs(15);
/// How stale the knowledge may be that the listener is still signed in.
const RECHECK_EVERY: chrono::Duration = chrono::Duration::seconds(1);
/// A listener that missed more than this is told to look for itself.
const REPLAY_MAX: u64 = 500;

#[derive(Clone, Debug)]
pub enum Event {
    /// Listening from here on; whatever came before has to be looked up.
    Ready,
    Change(Change),
    /// The listener has a new notification.
    Notified(NotificationId),
    /// An act of the listener on many leads got further.
    Bulk(BulkId),
    Ping,
}

struct Listener {
    ctx: Ctx,
    changes: Receiver<Option<News>>,
    waiting: VecDeque<Event>,
    ping_at: Tick,
    checked_at: Instant,
}

/// Every change from now on, and those since `last` that a broken stream missed. Ends when the session does.
pub async fn follow(ctx: Ctx, last: Option<ActivityId>) -> Result<impl Stream<Item = Event>> {
    // Listen first, look second: nothing falls between the two.
    let changes = ctx.state().changes.subscribe();
    let mut waiting = VecDeque::from([Event::Ready]);
    if let Some(last) = last {
        let missed = activities::since(&ctx.read(), just_before(last), REPLAY_MAX).await?;
        for change in missed {
            if leads::is_reachable(&ctx.read(), change.lead_id).await? {
                waiting.push_back(Event::Change(change.into()));
            }
        }
    }
    let checked_at = ctx.now();
    let listener = Listener { ctx, changes, waiting, ping_at: Tick::now() + PING_EVERY, checked_at };
    Ok(stream::unfold(listener, |mut listener| async {
        let event = listener.next().await?;
        Some((event, listener))
    }))
}

impl Listener {
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Some(event);
            }
            let event = match timeout_at(self.ping_at, self.changes.recv()).await {
                Err(_) => Event::Ping,
                Ok(Ok(Some(News::Lead(change)))) if self.concerns(&change).await => Event::Change(change),
                Ok(Ok(Some(News::Notice(notice)))) if notice.member_id == self.ctx.member.id => {
                    Event::Notified(notice.id)
                }
                Ok(Ok(Some(News::Bulk(id, member)))) if member == self.ctx.member.id => Event::Bulk(id),
                Ok(Ok(Some(_))) => continue,
                Ok(Err(RecvError::Lagged(_))) => Event::Ready,
                Ok(Ok(None) | Err(RecvError::Closed)) => return None,
            };
            self.ping_at = Tick::now() + PING_EVERY;
            if !self.is_still_signed_in().await.unwrap_or(false) {
                return None;
            }
            return Some(event);
        }
    }

    /// Whether it happened to a lead that the listener may know of. A database that cannot say is no reason to tell.
    async fn concerns(&self, change: &Change) -> bool {
        change.workspace_id == self.ctx.member.workspace_id
            && (*self.ctx.reach() == Reach::All
                || leads::is_reachable(&self.ctx.read(), change.lead_id).await.unwrap_or(false))
    }

    async fn is_still_signed_in(&mut self) -> Result<bool, Failure> {
        let now = self.ctx.now();
        if now - self.checked_at < RECHECK_EVERY {
            return Ok(true);
        }
        self.checked_at = now;
        self.ctx.is_signed_in().await
    }
}
