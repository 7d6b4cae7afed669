//! The loop that claims jobs and runs them: woken by this process's commits, and looking every second for those of
//! others. Stopping finishes what runs and gives back what has not begun.

use super::{JobError, backoff, give_up, run, sweep};
use crate::{App, failure::Result};
use futures_util::{FutureExt, StreamExt, stream};
use persistence::{
    DbError, Engine,
    jobs::{self, Claimed},
};
use std::{panic::AssertUnwindSafe, time::Duration};
use tokio::{
    sync::watch,
    time::{sleep, timeout},
};

/// A killed worker's jobs come back after this.
const LEASE: chrono::Duration = chrono::Duration::seconds(30);
/// A job ends within its lease or is given back.
const RUN_MAX: Duration = Duration::from_secs(25);
const POLL: Duration = Duration::from_secs(1);
const BATCH: u64 = 64;
/// After a failed look at the table.
const PAUSE: Duration = Duration::from_millis(500);

pub struct Worker {
    app: App,
    stop: watch::Receiver<bool>,
}

impl Worker {
    /// Runs until `stop` turns true.
    pub fn new(app: App, stop: watch::Receiver<bool>) -> Self {
        Self { app, stop }
    }

    pub async fn run(mut self) {
        let mut commits = self.app.0.db.commits();
        while let Err(failure) = sweep::schedule(&self.app).await {
            log::error!(failure:? = failure; "the hourly sweep could not be scheduled");
            if self.rest(PAUSE).await {
                return;
            }
        }
        while !*self.stop.borrow() {
            commits.mark_unchanged();
            match round(&self.app, &self.stop).await {
                Ok(0) => {
                    let mut stop = self.stop.clone();
                    let wake = async {
                        tokio::select! { _ = commits.changed() => (), _ = stop.changed() => () }
                    };
                    let _ = timeout(POLL, wake).await;
                }
                Ok(_) => {}
                Err(error) => {
                    log::error!(error = format!("{:#}", anyhow::Error::from(error)); "the worker could not look for jobs");
                    self.rest(PAUSE).await;
                }
            }
        }
    }

    /// `true` if it is time to stop.
    async fn rest(&mut self, pause: Duration) -> bool {
        let _ = timeout(pause, self.stop.changed()).await;
        *self.stop.borrow()
    }
}

/// Runs every due job, and those that they enqueue, until none is due. For tests and one-off commands.
pub async fn drain(app: &App) -> Result<usize> {
    let (_keep, stop) = watch::channel(false);
    let mut total = 0;
    loop {
        match round(app, &stop).await? {
            0 => return Ok(total),
            count => total += count,
        }
    }
}

/// Claims a batch and runs it. Returns how many were claimed.
async fn round(app: &App, stop: &watch::Receiver<bool>) -> std::result::Result<usize, DbError> {
    let state = &app.0;
    let now = state.clock.now();
    let claimed = jobs::claim(&state.db, state.new_uuid(), now, now + LEASE, BATCH).await?;
    let count = claimed.len();
    // SQLite has one writer: a second job at once would only wait for it.
    let at_once = if state.db.engine() == Engine::Sqlite { 2 } else { 8 };
    let unbegun: Vec<Claimed> = stream::iter(claimed)
        .map(|job| async move {
            if *stop.borrow() {
                return Some(job);
            }
            settle(app, &job).await;
            None
        })
        .buffer_unordered(at_once)
        .filter_map(|unbegun| async { unbegun })
        .collect()
        .await;
    if !unbegun.is_empty() {
        state.db.write_system(async |tx| jobs::release(tx, &unbegun).await).await?;
    }
    Ok(count)
}

/// Runs one job and records what became of it. Its success has recorded itself.
async fn settle(app: &App, job: &Claimed) {
    // Counted at the claim: a job that takes its worker with it has an end, too.
    let is_hopeless = job.attempts > job.max_attempts;
    let outcome = if is_hopeless {
        Ok(Err(JobError::Fail("the worker ended in the middle of it, again and again".to_owned())))
    } else {
        let run = timeout(RUN_MAX, AssertUnwindSafe(run(app, job)).catch_unwind());
        run.await.unwrap_or_else(|_| Ok(Err(JobError::Retry("it took too long".to_owned()))))
    };
    let (reason, is_final) = match outcome {
        Ok(Ok(()) | Err(JobError::LeaseLost)) => return,
        Ok(Err(JobError::Retry(reason))) => (reason, job.attempts >= job.max_attempts),
        Ok(Err(JobError::Fail(reason))) => (reason, true),
        Err(_) => ("the job panicked".to_owned(), job.attempts >= job.max_attempts),
    };
    let (kind, id, attempts) = (job.kind.as_str(), job.id.to_string(), job.attempts);
    log::warn!(kind = kind, job = id.as_str(), attempts = attempts, is_final = is_final, error = reason.as_str(); "a job failed");
    let state = &app.0;
    let now = state.clock.now();
    let recorded = state
        .db
        .write_system(async |tx| {
            if is_final {
                give_up(state, tx, job, &reason).await?;
                jobs::bury(tx, job, now, &reason).await
            } else {
                jobs::retry(tx, job, now + backoff(job.attempts), &reason).await
            }
        })
        .await;
    if let Err(error) = recorded {
        // The lease runs out and the job comes back by itself.
        log::error!(job = id.as_str(), error = error.to_string(); "a failed job could not be given back");
        sleep(PAUSE).await;
    }
}
