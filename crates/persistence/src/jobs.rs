//! The outbox: work that happens after a commit. Enqueueing is an insert in the caller's transaction; claiming is a
//! conditional update, so that exactly one worker wins on both engines; a lease, not a held lock, so that a killed
//! worker's job comes back.

use crate::{Db, DbError, SystemDb, Tx, entities::jobs};
use domain::{
    clock::Instant,
    ids::{JobId, WorkspaceId},
    job::JobState,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

#[derive(Clone, Debug)]
pub struct NewJob {
    pub id: JobId,
    pub workspace_id: Option<WorkspaceId>,
    pub kind: &'static str,
    /// JSON of ids. Never personal data: jobs are not part of anybody's export.
    pub payload: String,
    pub run_at: Instant,
    pub max_attempts: i32,
    /// While a job with this key waits, another one is a taken unique key.
    pub dedupe_key: Option<String>,
}

pub async fn enqueue(tx: &impl Tx, batch: Vec<NewJob>, now: Instant) -> Result<(), DbError> {
    if batch.is_empty() {
        return Ok(());
    }
    let rows = batch.into_iter().map(|job| jobs::ActiveModel {
        id: Set(job.id),
        workspace_id: Set(job.workspace_id),
        kind: Set(job.kind.to_owned()),
        payload: Set(job.payload),
        state: Set(JobState::Ready),
        run_at: Set(job.run_at),
        attempts: Set(0),
        max_attempts: Set(job.max_attempts),
        dedupe_key: Set(job.dedupe_key),
        created_at: Set(now),
        ..Default::default()
    });
    jobs::Entity::insert_many(rows).exec_without_returning(&tx.executor()).await?;
    Ok(())
}

/// A job under lease. `fence` is the lease's own id: every later write about the job asks for it, so a worker whose
/// lease ran out changes nothing.
#[derive(Clone, Debug)]
pub struct Claimed {
    pub id: JobId,
    pub fence: Uuid,
    pub kind: String,
    pub payload: String,
    pub attempts: i32,
    pub max_attempts: i32,
}

/// Leases up to `limit` due jobs until `until`, oldest first.
pub async fn claim(
    db: &Db,
    fence: Uuid,
    now: Instant,
    until: Instant,
    limit: u64,
) -> Result<Vec<Claimed>, DbError> {
    let free =
        || Condition::any().add(jobs::Column::LockedUntil.is_null()).add(jobs::Column::LockedUntil.lt(now));
    let due: Vec<JobId> = jobs::Entity::find()
        .select_only()
        .column(jobs::Column::Id)
        .filter(jobs::Column::State.eq(JobState::Ready))
        .filter(jobs::Column::RunAt.lte(now))
        .filter(free())
        .order_by_asc(jobs::Column::RunAt)
        .order_by_asc(jobs::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(&db.read_system().on())
        .await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    db.write_system(async |tx| {
        jobs::Entity::update_many()
            .col_expr(jobs::Column::LockedBy, Expr::value(Some(fence)))
            .col_expr(jobs::Column::LockedUntil, Expr::value(Some(until)))
            .col_expr(jobs::Column::Attempts, Expr::col(jobs::Column::Attempts).add(1))
            .filter(jobs::Column::Id.is_in(due.clone()))
            .filter(jobs::Column::State.eq(JobState::Ready))
            .filter(free())
            .exec(&tx.on())
            .await?;
        let rows = jobs::Entity::find()
            .filter(jobs::Column::Id.is_in(due.clone()))
            .filter(jobs::Column::LockedBy.eq(fence))
            .order_by_asc(jobs::Column::RunAt)
            .order_by_asc(jobs::Column::Id)
            .all(&tx.on())
            .await?;
        let claimed = |row: jobs::Model| Claimed {
            id: row.id,
            fence,
            kind: row.kind,
            payload: row.payload,
            attempts: row.attempts,
            max_attempts: row.max_attempts,
        };
        Ok(rows.into_iter().map(claimed).collect())
    })
    .await
}

/// Deletes finished jobs: their effect is their record. Call it in the transaction that has the effect, and the job
/// happened exactly once. `false` if the lease was lost, in which case the caller must roll back.
pub async fn finish(tx: &impl Tx, job: &Claimed) -> Result<bool, DbError> {
    let gone = jobs::Entity::delete_many().filter(is_held(job)).exec(&tx.executor()).await?;
    Ok(gone.rows_affected == 1)
}

/// Gives a job back, to run again at `run_at`.
pub async fn retry(tx: &impl Tx, job: &Claimed, run_at: Instant, error: &str) -> Result<(), DbError> {
    let_go(tx, job, JobState::Ready, run_at, error, Expr::col(jobs::Column::DedupeKey)).await
}

/// Gives a job up. It stays visible until somebody looks, and its key is free: nothing waits under it any more.
pub async fn bury(tx: &impl Tx, job: &Claimed, now: Instant, error: &str) -> Result<(), DbError> {
    let_go(tx, job, JobState::Dead, now, error, Expr::value(Option::<String>::None)).await
}

async fn let_go(
    tx: &impl Tx,
    job: &Claimed,
    state: JobState,
    run_at: Instant,
    error: &str,
    dedupe_key: Expr,
) -> Result<(), DbError> {
    jobs::Entity::update_many()
        .col_expr(jobs::Column::State, Expr::value(state))
        .col_expr(jobs::Column::RunAt, Expr::value(run_at))
        .col_expr(jobs::Column::LastError, Expr::value(Some(crate::reason(error))))
        .col_expr(jobs::Column::DedupeKey, dedupe_key)
        .col_expr(jobs::Column::LockedBy, Expr::value(Option::<Uuid>::None))
        .col_expr(jobs::Column::LockedUntil, Expr::value(Option::<Instant>::None))
        .filter(is_held(job))
        .exec(&tx.executor())
        .await?;
    Ok(())
}

/// Gives back what a stopping worker holds and has not begun, as if it had never been claimed.
pub async fn release(tx: &impl Tx, held: &[Claimed]) -> Result<(), DbError> {
    for job in held {
        jobs::Entity::update_many()
            .col_expr(jobs::Column::LockedBy, Expr::value(Option::<Uuid>::None))
            .col_expr(jobs::Column::LockedUntil, Expr::value(Option::<Instant>::None))
            .col_expr(jobs::Column::Attempts, Expr::col(jobs::Column::Attempts).sub(1))
            .filter(is_held(job))
            .exec(&tx.executor())
            .await?;
    }
    Ok(())
}

fn is_held(job: &Claimed) -> Condition {
    Condition::all()
        .add(jobs::Column::Id.eq(job.id))
        .add(jobs::Column::LockedBy.eq(job.fence))
        .add(jobs::Column::State.eq(JobState::Ready))
}

/// Waiting and dead jobs, for the operator.
pub async fn counts(db: &SystemDb) -> Result<(u64, u64), DbError> {
    let of = |state: JobState| jobs::Entity::find().filter(jobs::Column::State.eq(state));
    Ok((of(JobState::Ready).count(&db.on()).await?, of(JobState::Dead).count(&db.on()).await?))
}
