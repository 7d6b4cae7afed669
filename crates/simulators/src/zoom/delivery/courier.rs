//! The queue before the receiver: order, pace, number of senders, and the way back into the queue for retries.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use actix_web::web::Bytes;
use parking_lot::RwLock;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{Notify, Semaphore};
use tokio::time::Instant;

use super::attempt::{Label, Sender};
use super::ledger::{AttemptOutcome, Delivery, DeliveryState, Ledger};
use super::schedule::{Verdict, verdict};
use crate::outside::Clock;
use crate::random::Random;
use crate::zoom::config::{DeliverySettings, ZoomSimConfig};

/// How long an incomplete shuffle window is held open.
const WINDOW_LINGER: Duration = Duration::from_millis(50);

/// A delivery on its way, between two attempts.
pub(crate) struct Parcel {
    id: usize,
    body: Bytes,
    label: Label,
    earlier_attempts: usize,
}

impl Parcel {
    pub(crate) fn new(body: Bytes, label: Label) -> Self {
        Self { id: 0, body, label, earlier_attempts: 0 }
    }
}

/// State shared by the queue's tasks.
struct Road {
    sender: Arc<Sender>,
    ledger: Arc<Ledger>,
    random: Arc<Random>,
    clock: Clock,
    settings: RwLock<DeliverySettings>,
    settings_changed: Notify,
    answers_to_ignore: AtomicU32,
    free_senders: Arc<Semaphore>,
    queue: UnboundedSender<Parcel>,
}

/// Takes parcels and brings them to the receiver on threads of its own.
pub(crate) struct Courier {
    road: Arc<Road>,
    runtime: Option<Runtime>,
}

impl Courier {
    pub(crate) fn start(
        config: &ZoomSimConfig,
        sender: Arc<Sender>,
        ledger: Arc<Ledger>,
        random: Arc<Random>,
    ) -> anyhow::Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(config.sender_threads.max(1))
            .thread_name("zoom-courier")
            .enable_all()
            .build()?;
        let (queue, waiting) = unbounded_channel();
        let road = Arc::new(Road {
            sender,
            ledger,
            random,
            clock: Arc::clone(&config.clock),
            settings: RwLock::new(config.delivery),
            settings_changed: Notify::new(),
            answers_to_ignore: AtomicU32::new(0),
            free_senders: Arc::new(Semaphore::new(config.senders.max(1))),
            queue,
        });
        runtime.spawn(Arc::clone(&road).dispatch(waiting));
        Ok(Self { road, runtime: Some(runtime) })
    }

    pub(crate) fn settings(&self) -> DeliverySettings {
        *self.road.settings.read()
    }

    pub(crate) fn configure(&self, change: impl FnOnce(&mut DeliverySettings)) {
        change(&mut self.road.settings.write());
        self.road.settings_changed.notify_waiters();
    }

    /// Enters `delivery` into the ledger and queues it.
    pub(crate) fn take(&self, delivery: Delivery, mut parcel: Parcel) -> usize {
        parcel.id = self.road.ledger.enter(delivery);
        let id = parcel.id;
        if self.road.queue.send(parcel).is_err() {
            log::error!("the courier has stopped; delivery {id} stays behind");
        }
        id
    }

    /// Treats the next `attempts` answers as silence.
    pub(crate) fn ignore_answers(&self, attempts: u32) {
        self.road.answers_to_ignore.store(attempts, Ordering::SeqCst);
    }

    /// Runs `work` on the courier's threads: the client's connections live there.
    pub(crate) fn spawn<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Option<tokio::task::JoinHandle<T>> {
        self.runtime.as_ref().map(|runtime| runtime.spawn(work))
    }
}

impl Drop for Courier {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Road {
    async fn dispatch(self: Arc<Self>, mut waiting: UnboundedReceiver<Parcel>) {
        let mut due = Instant::now();
        while let Some(batch) = self.gather(&mut waiting).await {
            for parcel in batch {
                self.wait_while_paused().await;
                self.keep_pace(&mut due).await;
                let Ok(permit) = Arc::clone(&self.free_senders).acquire_owned().await else {
                    return;
                };
                let road = Arc::clone(&self);
                tokio::spawn(async move {
                    road.bring(parcel).await;
                    drop(permit);
                });
            }
        }
    }

    /// The next parcels in the order in which they are to be sent.
    async fn gather(&self, waiting: &mut UnboundedReceiver<Parcel>) -> Option<Vec<Parcel>> {
        let mut batch = vec![waiting.recv().await?];
        let window = self.settings.read().shuffle_window;
        let closes_at = Instant::now() + WINDOW_LINGER;
        while batch.len() < window {
            match tokio::time::timeout_at(closes_at, waiting.recv()).await {
                Ok(Some(parcel)) => batch.push(parcel),
                Ok(None) | Err(_) => break,
            }
        }
        self.random.shuffle(&mut batch);
        Some(batch)
    }

    async fn wait_while_paused(&self) {
        loop {
            let changed = self.settings_changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if !self.settings.read().paused {
                return;
            }
            changed.await;
        }
    }

    async fn keep_pace(&self, due: &mut Instant) {
        let Some(rate) = self.settings.read().rate.filter(|rate| *rate > 0.0) else {
            return;
        };
        let Ok(gap) = Duration::try_from_secs_f64(1.0 / rate) else {
            return;
        };
        let now = Instant::now();
        // Timers are coarse (1 ms): what a late wake-up missed is caught up at once, but not an idle minute.
        *due = (*due).max(now.checked_sub(Duration::from_millis(5)).unwrap_or(now)) + gap;
        if *due > now {
            tokio::time::sleep_until(*due).await;
        }
    }

    async fn bring(self: Arc<Self>, mut parcel: Parcel) {
        let settings = *self.settings.read();
        let now = (self.clock)();
        let mut attempt =
            self.sender.attempt(parcel.body.clone(), &parcel.label, now, settings.ack_timeout()).await;
        if self.is_answer_ignored() {
            attempt.outcome = AttemptOutcome::AnswerIgnored;
        }
        let verdict = verdict(&attempt.outcome, parcel.earlier_attempts, settings.time_scale);
        let state = match verdict {
            Verdict::Delivered => DeliveryState::Delivered,
            Verdict::Rejected => DeliveryState::Rejected,
            Verdict::RetryAfter(_) => DeliveryState::Pending,
            Verdict::GaveUp => DeliveryState::GaveUp,
        };
        self.ledger.record(parcel.id, attempt, state);
        if let Verdict::RetryAfter(wait) = verdict {
            parcel.earlier_attempts += 1;
            let queue = self.queue.clone();
            tokio::spawn(async move {
                tokio::time::sleep(wait).await;
                // Refused only when the simulator stops.
                let _stopped = queue.send(parcel);
            });
        }
    }

    fn is_answer_ignored(&self) -> bool {
        let left = &self.answers_to_ignore;
        left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
    }
}
