//! How long leads stand in stages, for reports. Written with the move itself, by whoever writes a lead's place.

use crate::{
    DbError, WorkspaceTx,
    entities::{leads, stage_stays},
};
use domain::{
    clock::Instant,
    ids::StageId,
    lead::{Lead, Place},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, Query},
};

/// The lead is new.
pub(super) async fn begin(tx: &WorkspaceTx, lead: &Lead) -> Result<(), DbError> {
    match &lead.place {
        Some(place) => enter(tx, lead, place).await,
        None => Ok(()),
    }
}

/// The lead may have moved.
pub(super) async fn follow(tx: &WorkspaceTx, lead: &Lead) -> Result<(), DbError> {
    let open = stage_stays::Entity::find()
        .filter(stage_stays::Column::WorkspaceId.eq(tx.workspace()))
        .filter(stage_stays::Column::LeadId.eq(lead.id))
        .filter(stage_stays::Column::LeftAt.is_null())
        .all(&tx.on())
        .await?;
    let is_here = |place: &Place| open.iter().any(|stay| stay.stage_id == place.stage_id);
    if open.is_empty() && lead.place.is_none() || lead.place.as_ref().is_some_and(is_here) {
        return Ok(());
    }
    if let Some(place) = &lead.place
        && resume(tx, lead, place).await?
    {
        return Ok(());
    }
    stage_stays::Entity::update_many()
        .col_expr(
            stage_stays::Column::LeftAt,
            Expr::value(Some(lead.place.as_ref().map_or(lead.updated_at, |place| place.since))),
        )
        .filter(stage_stays::Column::WorkspaceId.eq(tx.workspace()))
        .filter(stage_stays::Column::LeadId.eq(lead.id))
        .filter(stage_stays::Column::LeftAt.is_null())
        .exec(&tx.on())
        .await?;
    // A row that is not of this workspace is none that could have been changed.
    let is_ours = leads::Entity::find_by_id(lead.id).filter(leads::Column::WorkspaceId.eq(tx.workspace()));
    match (&lead.place, is_ours.one(&tx.on()).await?) {
        (Some(place), Some(_)) => enter(tx, lead, place).await,
        _ => Ok(()),
    }
}

/// Whether the lead is back where it was since the same moment: it never left then, and where it seemed to be meanwhile it
/// never was. A merge that is undone does this.
async fn resume(tx: &WorkspaceTx, lead: &Lead, place: &Place) -> Result<bool, DbError> {
    let ours = || {
        Condition::all()
            .add(stage_stays::Column::WorkspaceId.eq(tx.workspace()))
            .add(stage_stays::Column::LeadId.eq(lead.id))
    };
    let this = ours()
        .add(stage_stays::Column::StageId.eq(place.stage_id))
        .add(stage_stays::Column::EnteredAt.eq(place.since));
    if stage_stays::Entity::find().filter(this.clone()).one(&tx.on()).await?.is_none() {
        return Ok(false);
    }
    stage_stays::Entity::delete_many()
        .filter(ours().add(stage_stays::Column::LeftAt.is_null()))
        .exec(&tx.on())
        .await?;
    stage_stays::Entity::update_many()
        .col_expr(stage_stays::Column::LeftAt, Expr::value(Option::<Instant>::None))
        .filter(this)
        .exec(&tx.on())
        .await?;
    Ok(true)
}

async fn enter(tx: &WorkspaceTx, lead: &Lead, place: &Place) -> Result<(), DbError> {
    let row = stage_stays::ActiveModel {
        workspace_id: Set(tx.workspace()),
        lead_id: Set(lead.id),
        pipeline_id: Set(place.pipeline_id),
        stage_id: Set(place.stage_id),
        entered_at: Set(place.since),
        left_at: Set(None),
    };
    stage_stays::Entity::insert(row).exec_without_returning(&tx.on()).await?;
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
    let moving = leads::Entity::find()
        .select_only()
        .column(leads::Column::WorkspaceId)
        .column(leads::Column::Id)
        .expr(Expr::value(to.pipeline_id))
        .expr(Expr::value(to.id))
        .expr(Expr::value(now))
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(leads::Column::StageId.eq(from))
        .into_query();
    let mut insert = Query::insert();
    let insert = insert.into_table(stage_stays::Entity).columns([
        stage_stays::Column::WorkspaceId,
        stage_stays::Column::LeadId,
        stage_stays::Column::PipelineId,
        stage_stays::Column::StageId,
        stage_stays::Column::EnteredAt,
    ]);
    let insert = insert.select_from(moving).map_err(|_| DbError::Corrupt("columns that do not fit"))?;
    tx.on().execute(insert).await?;
    Ok(())
}
