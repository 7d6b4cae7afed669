//! What reports count: always of the leads that the handle shows and that are not in the bin, each of them once.

use crate::{
    DbError, WorkspaceDb,
    entities::{leads, stage_stays, stages},
    leads::everything,
};
use domain::{
    clock::Instant,
    ids::{MemberId, PipelineId, StageId},
    lead::{LeadSource, LeadStatus},
    pipeline::StageKind,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, Func, Query, SelectStatement},
};

/// From the first moment on, and before the second; of one pipeline, or whatever the pipeline.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    pub from: Instant,
    pub to: Instant,
    pub pipeline: Option<PipelineId>,
}

impl Scope {
    fn covers(&self, column: impl ColumnTrait) -> Condition {
        Condition::all().add(column.gte(self.from)).add(column.lt(self.to))
    }
}

fn of_pipeline(db: &WorkspaceDb, pipeline: Option<PipelineId>) -> Condition {
    everything(db).add_option(pipeline.map(|pipeline| leads::Column::PipelineId.eq(pipeline)))
}

fn created(db: &WorkspaceDb, scope: &Scope) -> Select<leads::Entity> {
    leads::Entity::find()
        .select_only()
        .filter(of_pipeline(db, scope.pipeline))
        .filter(scope.covers(leads::Column::CreatedAt))
}

/// What became of the leads that were made in this time.
pub async fn outcomes(
    db: &WorkspaceDb,
    scope: &Scope,
) -> Result<Vec<(LeadSource, LeadStatus, Option<StageId>, i64)>, DbError> {
    Ok(created(db, scope)
        .column(leads::Column::Source)
        .column(leads::Column::Status)
        .column(leads::Column::StageId)
        .expr(leads::Column::Id.count())
        .group_by(leads::Column::Source)
        .group_by(leads::Column::Status)
        .group_by(leads::Column::StageId)
        .into_tuple()
        .all(&db.on())
        .await?)
}

/// How many leads were made in each hour, or in each minute, by source. The hour is the beginning of the time as text.
pub async fn volume(
    db: &WorkspaceDb,
    scope: &Scope,
    by_minute: bool,
) -> Result<Vec<(String, LeadSource, i64)>, DbError> {
    let begin = if by_minute { 16 } else { 13 };
    let text = Expr::col(leads::Column::CreatedAt).cast_as("char");
    let moment = Func::cust("substr").arg(text).arg(1).arg(begin);
    Ok(created(db, scope)
        .expr_as(moment, "moment")
        .column(leads::Column::Source)
        .expr(leads::Column::Id.count())
        .group_by(Expr::col("moment"))
        .group_by(leads::Column::Source)
        .into_tuple()
        .all(&db.on())
        .await?)
}

/// What stands in open stages now: by owner and currency, how many and how much.
pub async fn load(
    db: &WorkspaceDb,
    pipeline: Option<PipelineId>,
) -> Result<Vec<(Option<MemberId>, Option<String>, i64, Option<i64>)>, DbError> {
    let open = stages::Entity::find()
        .select_only()
        .column(stages::Column::Id)
        .filter(stages::Column::WorkspaceId.eq(db.workspace()))
        .filter(stages::Column::Kind.eq(StageKind::Open));
    let sum = Expr::col(leads::Column::ValueMinor).sum().cast_as(signed(db));
    Ok(leads::Entity::find()
        .select_only()
        .column(leads::Column::OwnerId)
        .column(leads::Column::ValueCurrency)
        .expr(leads::Column::Id.count())
        .expr(sum)
        .filter(of_pipeline(db, pipeline))
        .filter(leads::Column::StageId.in_subquery(open.into_query()))
        .group_by(leads::Column::OwnerId)
        .group_by(leads::Column::ValueCurrency)
        .into_tuple()
        .all(&db.on())
        .await?)
}

/// MySQL's sums are decimals, which the driver does not read as whole numbers.
fn signed(db: &WorkspaceDb) -> &'static str {
    match db.on().get_database_backend() {
        DatabaseBackend::MySql => "signed",
        _ => "integer",
    }
}

/// Whole seconds between two columns.
fn seconds(db: &WorkspaceDb, from: &str, to: &str) -> Expr {
    match db.on().get_database_backend() {
        DatabaseBackend::MySql => Expr::cust(format!("timestampdiff(second, {from}, {to})")),
        _ => Expr::cust(format!(
            "cast(strftime('%s', {to}) as integer) - cast(strftime('%s', {from}) as integer)"
        )),
    }
}

fn captured(db: &WorkspaceDb, scope: &Scope) -> Select<leads::Entity> {
    created(db, scope).filter(leads::Column::Source.ne(LeadSource::Manual))
}

/// By owner: how many leads were captured in this time, and about how many of them a member has done something.
pub async fn responses(
    db: &WorkspaceDb,
    scope: &Scope,
) -> Result<Vec<(Option<MemberId>, i64, i64)>, DbError> {
    Ok(captured(db, scope)
        .column(leads::Column::OwnerId)
        .expr(leads::Column::Id.count())
        .expr(leads::Column::FirstResponseAt.count())
        .group_by(leads::Column::OwnerId)
        .into_tuple()
        .all(&db.on())
        .await?)
}

/// Whose leads: everybody's, or those of one owner, who may be nobody.
pub type Whose = Option<Option<MemberId>>;

/// After how many seconds the lead at this place in the order of these times was first acted on.
pub async fn response_at(
    db: &WorkspaceDb,
    scope: &Scope,
    whose: Whose,
    rank: u64,
) -> Result<Option<i64>, DbError> {
    let owned = whose.map(|owner| match owner {
        Some(owner) => leads::Column::OwnerId.eq(owner),
        None => leads::Column::OwnerId.is_null(),
    });
    Ok(captured(db, scope)
        .expr_as(seconds(db, "created_at", "first_response_at"), "waited")
        .filter(leads::Column::FirstResponseAt.is_not_null())
        .filter(Condition::all().add_option(owned))
        .order_by_asc(Expr::col("waited"))
        .offset(rank)
        .limit(1)
        .into_tuple()
        .one(&db.on())
        .await?)
}

/// Stays in a stage that began in this time, of leads that are shown.
fn stays(db: &WorkspaceDb, scope: &Scope) -> Select<stage_stays::Entity> {
    let shown = leads::Entity::find().select_only().column(leads::Column::Id).filter(everything(db));
    stage_stays::Entity::find()
        .select_only()
        .filter(stage_stays::Column::WorkspaceId.eq(db.workspace()))
        .filter(scope.covers(stage_stays::Column::EnteredAt))
        .filter(stage_stays::Column::LeadId.in_subquery(shown.into_query()))
}

async fn count_leads(db: &WorkspaceDb, which: Select<stage_stays::Entity>) -> Result<u64, DbError> {
    let distinct = which.column(stage_stays::Column::LeadId).distinct().into_query();
    crate::count(db, distinct).await
}

/// How many leads came into a stage.
pub async fn entered(db: &WorkspaceDb, scope: &Scope, stage: StageId) -> Result<u64, DbError> {
    count_leads(db, stays(db, scope).filter(stage_stays::Column::StageId.eq(stage))).await
}

/// How many of them were in one of these stages afterwards.
pub async fn went_on(
    db: &WorkspaceDb,
    scope: &Scope,
    stage: StageId,
    later: &[StageId],
) -> Result<u64, DbError> {
    let went = stays(db, scope)
        .filter(stage_stays::Column::StageId.eq(stage))
        .filter(Expr::exists(afterwards(db, later)));
    count_leads(db, went).await
}

fn afterwards(db: &WorkspaceDb, later: &[StageId]) -> SelectStatement {
    let of = |column: &'static str| Expr::col(("afterwards", column));
    let mut query = Query::select();
    query
        .expr(Expr::value(1))
        .from_as(stage_stays::Entity, "afterwards")
        .and_where(of("workspace_id").eq(db.workspace()))
        .and_where(of("lead_id").equals(("stage_stays", "lead_id")))
        .and_where(of("stage_id").is_in(later.iter().copied()))
        .and_where(of("entered_at").gte(Expr::col(("stage_stays", "entered_at"))));
    query
}

/// How many stays in a stage have ended.
pub async fn ended(db: &WorkspaceDb, scope: &Scope, stage: StageId) -> Result<u64, DbError> {
    let ended = stays(db, scope)
        .column(stage_stays::Column::LeadId)
        .filter(stage_stays::Column::StageId.eq(stage))
        .filter(stage_stays::Column::LeftAt.is_not_null());
    crate::count(db, ended.into_query()).await
}

/// How many seconds the stay at this place in the order of their lengths took.
pub async fn stay_at(
    db: &WorkspaceDb,
    scope: &Scope,
    stage: StageId,
    rank: u64,
) -> Result<Option<i64>, DbError> {
    Ok(stays(db, scope)
        .expr_as(seconds(db, "entered_at", "left_at"), "took")
        .filter(stage_stays::Column::StageId.eq(stage))
        .filter(stage_stays::Column::LeftAt.is_not_null())
        .order_by_asc(Expr::col("took"))
        .offset(rank)
        .limit(1)
        .into_tuple()
        .one(&db.on())
        .await?)
}
