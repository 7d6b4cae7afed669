//! Group commit: deliveries that arrive together are stored in one transaction and acknowledged together, so that a
//! burst is bound by the disk's bandwidth and not by one flush for each of them.

use crate::{background, failure::Failure, zoom::process};
use domain::{
    clock::{Clock, Instant},
    delivery::{DeliveryState, Provider},
    ids::{DeliveryId, IdSource, JobId, WorkspaceId},
    refusal::{Code, Refusal},
    text,
    zoom::ZoomUserKey,
};
use persistence::{
    Db, DbError, SystemTx,
    deliveries::{self, Known, NewDelivery},
    zoom::{self, Route},
};
use std::{
    cell::Cell,
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};
use tokio::{
    sync::{mpsc, oneshot},
    time::timeout,
};

/// Each size is a statement of its own to prepare and keep.
const BATCH_MAX: usize = 64;
/// MariaDB takes packets of up to 16 MiB.
const BATCH_BYTES: usize = 4 << 20;
/// Beyond this many waiting requests the answer is "later": Zoom comes again in five minutes.
const QUEUE_MAX: usize = 4_096;
/// Zoom gives up after three seconds and would send again what was stored meanwhile.
const PATIENCE: Duration = Duration::from_millis(2_500);
/// The committer's, and one for a batch that hangs while the next one goes on.
const CONNECTIONS: u32 = 2;

/// A verified request, sealed and ready to store.
#[derive(Clone)]
pub(crate) struct Incoming {
    pub id: DeliveryId,
    pub event: String,
    pub user: Option<ZoomUserKey>,
    /// Why it can never be processed; set when not even an envelope was found.
    pub error: Option<String>,
    pub request_key: Option<String>,
    pub body_hash: [u8; 32],
    pub sealed_body: Vec<u8>,
    pub headers: String,
    pub received_at: Instant,
}

struct Waiting {
    incoming: Incoming,
    stored: oneshot::Sender<Result<(), Failure>>,
}

pub(crate) struct Inbox(mpsc::Sender<Waiting>);

impl Inbox {
    pub(crate) fn start(db: Db, clock: Arc<dyn Clock>, ids: Arc<IdSource>) -> anyhow::Result<Self> {
        let (sender, receiver) = mpsc::channel(QUEUE_MAX);
        background::spawn("inbox", move || async move {
            let own = db.apart(CONNECTIONS).await;
            let db = own
                .inspect_err(|error| log::error!(error = error.to_string(); "the inbox shares connections"))
                .unwrap_or(db);
            Committer { db, clock, ids }.run(receiver).await;
        })?;
        Ok(Self(sender))
    }

    /// Returns when the delivery is on disk, was there before, or belongs to nobody here.
    pub(crate) async fn store(&self, incoming: Incoming) -> Result<(), Failure> {
        let busy = || Failure::from(Refusal::new(Code::Unavailable).retry_after(5));
        let (stored, answer) = oneshot::channel();
        self.0.try_send(Waiting { incoming, stored }).map_err(|_| busy())?;
        match timeout(PATIENCE, answer).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) | Err(_) => Err(busy()),
        }
    }
}

/// How many of these go into one statement.
fn fitting(batch: &[Waiting]) -> usize {
    let mut bytes = 0;
    let fits = |waiting: &&Waiting| {
        bytes += waiting.incoming.sealed_body.len();
        bytes <= BATCH_BYTES
    };
    batch.iter().take_while(fits).count().max(1)
}

struct Committer {
    db: Db,
    clock: Arc<dyn Clock>,
    ids: Arc<IdSource>,
}

impl Committer {
    async fn run(&self, mut queue: mpsc::Receiver<Waiting>) {
        let mut batch = Vec::new();
        while queue.recv_many(&mut batch, BATCH_MAX).await > 0 {
            // Whoever stopped waiting has told Zoom to come again.
            batch.retain(|waiting| !waiting.stored.is_closed());
            while !batch.is_empty() {
                let rest = batch.split_off(fitting(&batch));
                self.commit(std::mem::replace(&mut batch, rest)).await;
            }
        }
    }

    async fn commit(&self, batch: Vec<Waiting>) {
        let incoming: Vec<&Incoming> = batch.iter().map(|waiting| &waiting.incoming).collect();
        // Most batches repeat nothing. One that does breaks a unique key, and its second run looks before it writes.
        let is_first_run = Cell::new(true);
        let stored = self.db.write_system(async |tx| {
            let looks_first = !is_first_run.replace(false);
            self.store(tx, &incoming, looks_first).await
        });
        // A connection that hangs must not take the committer with it.
        let late = |_| Err(DbError::Unavailable("no commit in time".to_owned()));
        let result = timeout(PATIENCE, stored).await.unwrap_or_else(late);
        if let Err(error) = &result {
            let size = batch.len();
            log::error!(error = error.to_string(), deliveries = size; "deliveries could not be stored");
        }
        let is_stored = result.is_ok();
        for waiting in batch {
            let unavailable = || Refusal::new(Code::Unavailable).retry_after(5).into();
            let _ = waiting.stored.send(if is_stored { Ok(()) } else { Err(unavailable()) });
        }
    }

    async fn store(&self, tx: &SystemTx, batch: &[&Incoming], looks_first: bool) -> Result<(), DbError> {
        let users: HashSet<&ZoomUserKey> = batch.iter().filter_map(|new| new.user.as_ref()).collect();
        let users: Vec<&ZoomUserKey> = users.into_iter().collect();
        let routes = zoom::routes(tx, &users).await?;
        let routes: HashMap<&ZoomUserKey, &Route> = routes.iter().map(|route| (&route.zoom, route)).collect();
        // Deliveries of nobody linked here are acknowledged and forgotten.
        let wanted = batch.iter().copied().filter(|new| match &new.user {
            Some(user) => routes.contains_key(user),
            None => new.error.is_some(),
        });
        let wanted: Vec<&Incoming> = wanted.collect();
        let known = if looks_first { known(tx, &wanted).await? } else { Known::default() };
        let fresh = unknown(known, wanted);
        let route = |new: &Incoming| new.user.as_ref().and_then(|user| routes.get(user)).copied();
        let mut by_workspace: HashMap<WorkspaceId, Vec<DeliveryId>> = HashMap::new();
        for new in fresh.iter().filter(|new| new.error.is_none()) {
            if let Some(route) = route(new) {
                by_workspace.entry(route.workspace).or_default().push(new.id);
            }
        }
        let now = self.clock.now();
        let of_workspace = |(workspace, ids): (&WorkspaceId, &Vec<DeliveryId>)| {
            let job = |ids| process::job(JobId::new(&self.ids), Some(*workspace), ids, now);
            ids.chunks(process::TOGETHER).map(job).collect::<Vec<_>>()
        };
        let jobs = by_workspace.iter().flat_map(of_workspace).collect();
        let rows = fresh.iter().map(|new| row(new, route(new))).collect();
        deliveries::insert(tx, rows).await?;
        persistence::jobs::enqueue(tx, jobs, now).await
    }
}

async fn known(tx: &SystemTx, batch: &[&Incoming]) -> Result<Known, DbError> {
    let keys: Vec<&str> = batch.iter().filter_map(|new| new.request_key.as_deref()).collect();
    let hashes: Vec<[u8; 32]> = batch.iter().map(|new| new.body_hash).collect();
    deliveries::known(tx, &keys, &hashes).await
}

/// Those that are not known, each once, whether the repetition is older or in the same batch.
fn unknown(mut known: Known, batch: Vec<&Incoming>) -> Vec<&Incoming> {
    let mut is_new = |new: &&Incoming| {
        let is_known_key = new.request_key.as_ref().is_some_and(|key| known.request_keys.contains(key));
        if is_known_key || !known.body_hashes.insert(new.body_hash.to_vec()) {
            return false;
        }
        known.request_keys.extend(new.request_key.clone());
        true
    };
    batch.into_iter().filter(|new| is_new(new)).collect()
}

fn row(new: &Incoming, route: Option<&Route>) -> NewDelivery {
    NewDelivery {
        id: new.id,
        workspace_id: route.map(|route| route.workspace),
        connection_id: route.map(|route| route.connection),
        provider: Provider::Zoom,
        request_key: new.request_key.clone(),
        body_hash: new.body_hash,
        event: text::line(&new.event, 64).unwrap_or_else(|| "unnamed".to_owned()),
        sealed_body: new.sealed_body.clone(),
        headers: new.headers.clone(),
        state: if new.error.is_some() { DeliveryState::Failed } else { DeliveryState::Received },
        error: new.error.clone(),
        received_at: new.received_at,
    }
}
