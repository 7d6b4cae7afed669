//! Work after the commit: the registry of kinds, and what a job may say of its own failure. At least once, so every
//! kind says in its module how it is idempotent.

mod index;
pub(crate) mod match_leads;
pub(crate) mod score_leads;
mod sweep;
mod worker;

pub use sweep::schedule as schedule_sweep;
pub use worker::{Worker, drain};

use crate::{App, bulk, failure::Failure, fields, notifications, state::State, tasks, zoom::process};
use persistence::{
    DbError, SystemTx, Tx,
    jobs::{self, Claimed},
};
use serde::de::DeserializeOwned;

/// With the backoff below: about a day and a half of trying.
pub(crate) const MAX_ATTEMPTS: i32 = 20;

/// The answer to a failure, decided where its cause is known.
#[derive(Debug)]
pub(crate) enum JobError {
    /// Another try can help.
    Retry(String),
    /// It never will.
    Fail(String),
    /// Somebody else has the job now; nothing of this run was kept.
    LeaseLost,
}

impl From<Failure> for JobError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Fault(cause) if cause.is::<LeaseLost>() => Self::LeaseLost,
            Failure::Refused(refusal) => Self::Fail(refusal.to_string()),
            Failure::Fault(cause) => Self::Retry(format!("{cause:#}")),
        }
    }
}

impl From<DbError> for JobError {
    fn from(error: DbError) -> Self {
        Failure::from(error).into()
    }
}

/// Rolls a transaction back whose job belongs to somebody else by now.
#[derive(Debug, thiserror::Error)]
#[error("the lease is lost")]
struct LeaseLost;

/// A claimed job, as its code sees it.
pub(crate) struct Lease<'a>(pub(crate) &'a Claimed);

impl Lease<'_> {
    pub(crate) fn payload<T: DeserializeOwned>(&self) -> Result<T, JobError> {
        serde_json::from_str(&self.0.payload).map_err(|error| JobError::Fail(format!("payload: {error}")))
    }

    /// Whether an earlier attempt came to no end.
    pub(crate) fn is_retry(&self) -> bool {
        self.0.attempts > 1
    }

    /// Ends the job in the transaction that has its effect. Fails, and so undoes the effect, if the lease is lost.
    pub(crate) async fn finish_within(&self, tx: &impl Tx) -> Result<(), Failure> {
        if jobs::finish(tx, self.0).await? { Ok(()) } else { Err(Failure::Fault(LeaseLost.into())) }
    }

    /// Ends a job that turned out to have nothing to do.
    pub(crate) async fn finish(&self, app: &App) -> Result<(), JobError> {
        Ok(app.0.db.write_system(async |tx| self.finish_within(tx).await).await?)
    }
}

async fn run(app: &App, job: &Claimed) -> Result<(), JobError> {
    let lease = Lease(job);
    match job.kind.as_str() {
        bulk::RUN => bulk::run(app, &lease).await,
        process::KIND => process::run(app, &lease).await,
        fields::WALK => fields::walk(app, &lease).await,
        index::KIND => index::run(app, &lease).await,
        notifications::MAIL => notifications::mail(app, &lease).await,
        match_leads::KIND => match_leads::run(app, &lease).await,
        match_leads::KIND_ALL => match_leads::run_all(app, &lease).await,
        score_leads::KIND => score_leads::run(app, &lease).await,
        sweep::KIND => sweep::run(app, &lease).await,
        tasks::REMIND => tasks::remind(app, &lease).await,
        // A newer build put it there; during an upgrade it comes back to one that knows it.
        unknown => Err(JobError::Retry(format!("this build knows no job “{unknown}”"))),
    }
}

/// What a kind wants done when its job is given up, in the same transaction.
async fn give_up(state: &State, tx: &SystemTx, job: &Claimed, reason: &str) -> Result<(), DbError> {
    match job.kind.as_str() {
        process::KIND => process::give_up(state, tx, &job.payload, reason).await,
        bulk::RUN => bulk::give_up(state, tx, &job.payload, reason).await,
        notifications::MAIL => notifications::give_up_mail(state, tx, &job.payload).await,
        _ => Ok(()),
    }
}

/// 1, 2, 4, … seconds, at most three hours.
fn backoff(attempts: i32) -> chrono::Duration {
    let exponent = attempts.clamp(1, 14) - 1;
    chrono::Duration::seconds((1_i64 << exponent).min(3 * 3_600))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backing_off_doubles_and_ends() {
        assert_eq!(backoff(1).num_seconds(), 1);
        assert_eq!(backoff(5).num_seconds(), 16);
        assert_eq!(backoff(100).num_seconds(), 8_192);
    }
}
