//! Pipelines and their stages.

use crate::{
    DbError, Tx, WorkspaceDb, WorkspaceTx,
    entities::{leads, pipelines, stages},
};
use domain::{
    clock::Instant,
    fold,
    ids::{PipelineId, StageId, WorkspaceId},
    pipeline::StageKind,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::Expr,
};
use std::collections::HashMap;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub id: StageId,
    pub pipeline_id: PipelineId,
    pub name: String,
    pub kind: StageKind,
    pub position: i32,
    pub rotting_days: Option<i32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipeline {
    pub id: PipelineId,
    pub name: String,
    pub position: i32,
    pub version: i32,
    /// In their order.
    pub stages: Vec<Stage>,
}

fn stage(row: stages::Model) -> Stage {
    Stage {
        id: row.id,
        pipeline_id: row.pipeline_id,
        name: row.name,
        kind: row.kind,
        position: row.position,
        rotting_days: row.rotting_days,
    }
}

/// In their order.
pub async fn list(db: &WorkspaceDb) -> Result<Vec<Pipeline>, DbError> {
    let rows = pipelines::Entity::find()
        .filter(pipelines::Column::WorkspaceId.eq(db.workspace()))
        .order_by_asc(pipelines::Column::Position)
        .order_by_asc(pipelines::Column::Id)
        .all(&db.on())
        .await?;
    let mut stages_of: HashMap<PipelineId, Vec<Stage>> = HashMap::new();
    let all = stages::Entity::find()
        .filter(stages::Column::WorkspaceId.eq(db.workspace()))
        .order_by_asc(stages::Column::Position)
        .order_by_asc(stages::Column::Id)
        .all(&db.on())
        .await?;
    for row in all {
        stages_of.entry(row.pipeline_id).or_default().push(stage(row));
    }
    let pipeline = |row: pipelines::Model| Pipeline {
        stages: stages_of.remove(&row.id).unwrap_or_default(),
        id: row.id,
        name: row.name,
        position: row.position,
        version: row.version,
    };
    Ok(rows.into_iter().map(pipeline).collect())
}

/// The stages of these ids, whatever their pipeline.
pub async fn stages(
    db: &WorkspaceDb,
    ids: impl IntoIterator<Item = StageId>,
) -> Result<HashMap<StageId, Stage>, DbError> {
    let ids: Vec<StageId> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = stages::Entity::find()
        .filter(stages::Column::WorkspaceId.eq(db.workspace()))
        .filter(stages::Column::Id.is_in(ids))
        .all(&db.on())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, stage(row))).collect())
}

/// Where a new lead begins: the first stage of the first pipeline.
pub async fn first_stage(db: &WorkspaceDb) -> Result<Option<Stage>, DbError> {
    let Some(pipeline) = pipelines::Entity::find()
        .filter(pipelines::Column::WorkspaceId.eq(db.workspace()))
        .order_by_asc(pipelines::Column::Position)
        .order_by_asc(pipelines::Column::Id)
        .one(&db.on())
        .await?
    else {
        return Ok(None);
    };
    let row = stages::Entity::find()
        .filter(stages::Column::WorkspaceId.eq(db.workspace()))
        .filter(stages::Column::PipelineId.eq(pipeline.id))
        .order_by_asc(stages::Column::Position)
        .order_by_asc(stages::Column::Id)
        .one(&db.on())
        .await?;
    Ok(row.map(stage))
}

/// Also for a workspace that is only just being made; the handle of a workspace writes into its own.
pub async fn insert(
    tx: &impl Tx,
    workspace: WorkspaceId,
    new: &Pipeline,
    now: Instant,
) -> Result<(), DbError> {
    let workspace = tx.scope().unwrap_or(workspace);
    let row = pipelines::ActiveModel {
        id: Set(new.id),
        workspace_id: Set(workspace),
        name: Set(new.name.clone()),
        name_key: Set(fold::key(&new.name)),
        position: Set(new.position),
        version: Set(new.version),
        created_at: Set(now),
    };
    pipelines::Entity::insert(row).exec_without_returning(&tx.executor()).await?;
    insert_stages(tx, workspace, &new.stages, now).await
}

pub async fn insert_stages(
    tx: &impl Tx,
    workspace: WorkspaceId,
    new: &[Stage],
    now: Instant,
) -> Result<(), DbError> {
    if new.is_empty() {
        return Ok(());
    }
    let workspace = tx.scope().unwrap_or(workspace);
    let rows = new.iter().map(|stage| stages::ActiveModel {
        id: Set(stage.id),
        workspace_id: Set(workspace),
        pipeline_id: Set(stage.pipeline_id),
        name: Set(stage.name.clone()),
        kind: Set(stage.kind),
        position: Set(stage.position),
        rotting_days: Set(stage.rotting_days),
        created_at: Set(now),
    });
    stages::Entity::insert_many(rows).exec_without_returning(&tx.executor()).await?;
    Ok(())
}

/// Its name and place, not its stages.
pub async fn update(tx: &WorkspaceTx, pipeline: &Pipeline) -> Result<(), DbError> {
    pipelines::Entity::update_many()
        .col_expr(pipelines::Column::Name, Expr::value(pipeline.name.clone()))
        .col_expr(pipelines::Column::NameKey, Expr::value(fold::key(&pipeline.name)))
        .col_expr(pipelines::Column::Position, Expr::value(pipeline.position))
        .col_expr(pipelines::Column::Version, Expr::col(pipelines::Column::Version).add(1))
        .filter(pipelines::Column::WorkspaceId.eq(tx.workspace()))
        .filter(pipelines::Column::Id.eq(pipeline.id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

pub async fn update_stage(tx: &WorkspaceTx, stage: &Stage) -> Result<(), DbError> {
    stages::Entity::update_many()
        .col_expr(stages::Column::Name, Expr::value(stage.name.clone()))
        .col_expr(stages::Column::Kind, Expr::value(stage.kind))
        .col_expr(stages::Column::Position, Expr::value(stage.position))
        .col_expr(stages::Column::RottingDays, Expr::value(stage.rotting_days))
        .filter(stages::Column::WorkspaceId.eq(tx.workspace()))
        .filter(stages::Column::Id.eq(stage.id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

pub async fn delete(tx: &WorkspaceTx, id: PipelineId) -> Result<(), DbError> {
    pipelines::Entity::delete_many()
        .filter(pipelines::Column::WorkspaceId.eq(tx.workspace()))
        .filter(pipelines::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

pub async fn delete_stage(tx: &WorkspaceTx, id: StageId) -> Result<(), DbError> {
    stages::Entity::delete_many()
        .filter(stages::Column::WorkspaceId.eq(tx.workspace()))
        .filter(stages::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// Whether a lead stands in one of these stages, those in the bin included: whoever restores one wants it back there.
pub async fn is_used(db: &WorkspaceDb, stages: &[StageId]) -> Result<bool, DbError> {
    let used = leads::Entity::find()
        .select_only()
        .column(leads::Column::Id)
        .filter(leads::Column::WorkspaceId.eq(db.workspace()))
        .filter(leads::Column::StageId.is_in(stages.iter().copied()))
        .limit(1)
        .into_query();
    Ok(crate::count(db, used).await? > 0)
}

/// Moves every lead of one stage to another one of the same workspace, those that nobody may see included: the stage
/// goes for everybody. A reason why one was lost stays only in a lost stage.
pub async fn move_leads(tx: &WorkspaceTx, from: StageId, to: &Stage, now: Instant) -> Result<u64, DbError> {
    crate::leads::move_all(tx, from, to, now).await?;
    let mut update = leads::Entity::update_many();
    if to.kind != StageKind::Lost {
        update = update.col_expr(leads::Column::LostReason, Expr::value(Option::<String>::None));
    }
    let moved = update
        .col_expr(leads::Column::StageId, Expr::value(Some(to.id)))
        .col_expr(leads::Column::PipelineId, Expr::value(Some(to.pipeline_id)))
        .col_expr(leads::Column::StageSince, Expr::value(Some(now)))
        .col_expr(leads::Column::UpdatedAt, Expr::value(now))
        .col_expr(leads::Column::Version, Expr::col(leads::Column::Version).add(1))
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(leads::Column::StageId.eq(from))
        .exec(&tx.on())
        .await?;
    Ok(moved.rows_affected)
}
