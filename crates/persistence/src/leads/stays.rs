//! How long leads stand in stages, for reports. Written with the move itself, by whoever writes a lead's place.

use crate::{
    DbError, WorkspaceTx,
    entities::{leads, stage_stays},
};
use domain::{
    clock::Instant,
    ids::{LeadId, PipelineId, StageId},
    lead::{Lead, Place},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, IntoCondition, Query},
};

/// The lead is new.
pub(super) async fn begin(tx: &WorkspaceTx, lead: &Lead) -> Result<(), DbError> {
    match &lead.place {
        Some(place) => enter(tx, &[lead.id], place).await,
        None => Ok(()),
    }
}

/// The leads, which are in this place now, may have moved.
pub(super) async fn follow(
    tx: &WorkspaceTx,
    ids: &[LeadId],
    place: Option<&Place>,
    now: Instant,
) -> Result<(), DbError> {
    let open = of(tx, ids).filter(stage_stays::Column::LeftAt.is_null()).all(&tx.on()).await?;
    let Some(place) = place else {
        return leave(tx, &leads(open), now).await;
    };
    let here: Vec<LeadId> =
        open.iter().filter(|stay| stay.stage_id == place.stage_id).map(|stay| stay.lead_id).collect();
    let mut moved: Vec<LeadId> = ids.iter().copied().filter(|id| !here.contains(id)).collect();
    if moved.is_empty() {
        return Ok(());
    }
    let back = resume(tx, &moved, place).await?;
    moved.retain(|id| !back.contains(id));
    leave(tx, &moved, place.since).await?;
    enter(tx, &moved, place).await
}

fn of(tx: &WorkspaceTx, ids: &[LeadId]) -> Select<stage_stays::Entity> {
    stage_stays::Entity::find()
        .filter(stage_stays::Column::WorkspaceId.eq(tx.workspace()))
        .filter(stage_stays::Column::LeadId.is_in(ids.iter().copied()))
}

fn leads(stays: Vec<stage_stays::Model>) -> Vec<LeadId> {
    stays.into_iter().map(|stay| stay.lead_id).collect()
}

/// Those of the leads that are back where they were since the same moment: they never left then, and where they seemed to
/// be meanwhile they never were. A merge or a bulk edit that is undone does this.
async fn resume(tx: &WorkspaceTx, ids: &[LeadId], place: &Place) -> Result<Vec<LeadId>, DbError> {
    let known = of(tx, ids)
        .filter(stage_stays::Column::StageId.eq(place.stage_id))
        .filter(stage_stays::Column::EnteredAt.eq(place.since));
    let back = leads(known.all(&tx.on()).await?);
    if back.is_empty() {
        return Ok(back);
    }
    let ours = Condition::all()
        .add(stage_stays::Column::WorkspaceId.eq(tx.workspace()))
        .add(stage_stays::Column::LeadId.is_in(back.iter().copied()));
    stage_stays::Entity::delete_many()
        .filter(ours.clone().add(stage_stays::Column::LeftAt.is_null()))
        .exec(&tx.on())
        .await?;
    stage_stays::Entity::update_many()
        .col_expr(stage_stays::Column::LeftAt, Expr::value(Option::<Instant>::None))
        .filter(ours)
        .filter(stage_stays::Column::StageId.eq(place.stage_id))
        .filter(stage_stays::Column::EnteredAt.eq(place.since))
        .exec(&tx.on())
        .await?;
    Ok(back)
}

async fn leave(tx: &WorkspaceTx, ids: &[LeadId], at: Instant) -> Result<(), DbError> {
    stage_stays::Entity::update_many()
        .col_expr(stage_stays::Column::LeftAt, Expr::value(Some(at)))
        .filter(stage_stays::Column::WorkspaceId.eq(tx.workspace()))
        .filter(stage_stays::Column::LeadId.is_in(ids.iter().copied()))
        .filter(stage_stays::Column::LeftAt.is_null())
        .exec(&tx.on())
        .await?;
    Ok(())
}

async fn enter(tx: &WorkspaceTx, ids: &[LeadId], place: &Place) -> Result<(), DbError> {
    // A row that is not of this workspace is none that could have been changed.
    let which = leads::Column::Id.is_in(ids.iter().copied());
    insert(tx, which, (place.pipeline_id, place.stage_id), place.since).await
}

async fn insert(
    tx: &WorkspaceTx,
    which: impl IntoCondition,
    (pipeline, stage): (PipelineId, StageId),
    since: Instant,
) -> Result<(), DbError> {
    let entering = leads::Entity::find()
        .select_only()
        .column(leads::Column::WorkspaceId)
        .column(leads::Column::Id)
        .expr(Expr::value(pipeline))
        .expr(Expr::value(stage))
        .expr(Expr::value(since))
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(which)
        .into_query();
    let mut insert = Query::insert();
    let insert = insert.into_table(stage_stays::Entity).columns([
        stage_stays::Column::WorkspaceId,
        stage_stays::Column::LeadId,
        stage_stays::Column::PipelineId,
        stage_stays::Column::StageId,
        stage_stays::Column::EnteredAt,
    ]);
    let insert = insert.select_from(entering).map_err(|_| DbError::Corrupt("columns that do not fit"))?;
    tx.on().execute(insert).await?;
    Ok(())
}

/// All leads of one stage go to another one. Call it before they do.
pub(crate) async fn move_all(
    tx: &WorkspaceTx,
    from: StageId,
    to: &crate::pipelines::Stage,
    now: Instant,
) -> Result<(), DbError> {
    stage_stays::Entity::update_many()
        .col_expr(stage_stays::Column::LeftAt, Expr::value(Some(now)))
        .filter(stage_stays::Column::WorkspaceId.eq(tx.workspace()))
        .filter(stage_stays::Column::StageId.eq(from))
        .filter(stage_stays::Column::LeftAt.is_null())
        .exec(&tx.on())
        .await?;
    insert(tx, leads::Column::StageId.eq(from), (to.pipeline_id, to.id), now).await
}
