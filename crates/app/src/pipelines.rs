//! Pipelines and their stages, and what stands in them.

mod stages;
mod totals;

use crate::{
    Ctx, audit,
    failure::{Failure, Result},
    idempotency,
};
use domain::{
    audit::{AuditAction, AuditObject},
    ids::{PipelineId, StageId, WorkspaceId},
    pipeline::{
        self, FIRST_PIPELINE, NAME_MAX, NewStage, PIPELINES_MAX, STAGES_MAX, StageKind, first_stages,
    },
    refusal::{Code, Refusal, Violation},
    text,
};
use persistence::{OnUnique, SystemTx, WorkspaceTx, idempotency::Key, pipelines};

pub use persistence::pipelines::{Pipeline, Stage};
pub use stages::{StageForm, create_stage, delete_stage, update_stage};
pub use totals::{StageTotals, totals};

/// In their order.
pub async fn list(ctx: &Ctx) -> Result<Vec<Pipeline>> {
    Ok(pipelines::list(&ctx.read()).await?)
}

pub(super) fn name(raw: &str, pointer: &str) -> Result<String> {
    let missing = || Refusal::invalid(vec![Violation::new(pointer, "required", "Give it a name.")]);
    Ok(text::line(raw, NAME_MAX).ok_or_else(missing)?)
}

fn taken() -> Failure {
    Refusal::new(Code::NameTaken)
        .at(Violation::new("/name", "taken", "Another pipeline has this name."))
        .into()
}

async fn find(ctx: &Ctx, id: PipelineId) -> Result<Pipeline> {
    let found = list(ctx).await?.into_iter().find(|pipeline| pipeline.id == id);
    found.ok_or_else(|| Code::NotFound.into())
}

/// What a new workspace starts with.
pub(crate) async fn insert_first(
    state: &crate::state::State,
    tx: &SystemTx,
    workspace: WorkspaceId,
) -> Result<(), persistence::DbError> {
    let pipeline = build(PipelineId(state.new_uuid()), FIRST_PIPELINE.to_owned(), 0, first_stages(), || {
        state.new_uuid()
    });
    pipelines::insert(tx, workspace, &pipeline, state.clock.now()).await
}

fn build(
    id: PipelineId,
    name: String,
    position: i32,
    stages: Vec<NewStage>,
    new_id: impl Fn() -> uuid::Uuid,
) -> Pipeline {
    let stage = |(position, new): (i32, NewStage)| Stage {
        id: StageId(new_id()),
        pipeline_id: id,
        name: new.name,
        kind: new.kind,
        position,
        rotting_days: new.rotting_days,
    };
    Pipeline { id, name, position, version: 1, stages: (0..).zip(stages).map(stage).collect() }
}

/// Without stages of its own it gets those that a workspace starts with.
pub async fn create(
    ctx: &Ctx,
    raw: &str,
    stages: Option<Vec<NewStage>>,
    key: Option<Key>,
) -> Result<Pipeline> {
    let name = name(raw, "/name")?;
    let stages = stages.map_or_else(|| Ok(first_stages()), parse_stages)?;
    let id = PipelineId(ctx.new_uuid());
    let made = ctx
        .write(async |tx| {
            let insert = async || {
                let known = pipelines::list(tx).await?;
                if known.len() >= PIPELINES_MAX {
                    return Err(Code::LimitReached.into());
                }
                let last = known.last().map_or(0, |pipeline| pipeline.position + 1);
                let new = build(id, name.clone(), last, stages.clone(), || ctx.new_uuid());
                pipelines::insert(tx, tx.workspace(), &new, ctx.now()).await.on_unique(taken)?;
                record(ctx, tx, AuditAction::Created, &new).await
            };
            idempotency::once(ctx, tx, key.as_ref(), id.0, insert).await
        })
        .await?;
    find(ctx, PipelineId(made)).await
}

fn parse_stages(stages: Vec<NewStage>) -> Result<Vec<NewStage>> {
    let invalid = |pointer: &str, code: &str, detail: &str| {
        Refusal::invalid(vec![Violation::new(pointer, code, detail)])
    };
    if stages.len() > STAGES_MAX {
        return Err(invalid("/stages", "length", "A pipeline has at most 30 stages.").into());
    }
    if !stages.iter().any(|stage| stage.kind == StageKind::Open) {
        return Err(invalid("/stages", "required", "A pipeline needs an open stage to begin in.").into());
    }
    let parsed = stages.into_iter().enumerate().map(|(index, stage)| {
        Ok(NewStage { name: name(&stage.name, &format!("/stages/{index}/name"))?, ..stage })
    });
    parsed.collect()
}

async fn record(ctx: &Ctx, tx: &WorkspaceTx, action: AuditAction, pipeline: &Pipeline) -> Result<()> {
    audit::record(ctx, tx, action, AuditObject::Pipeline, pipeline.id.0, Some(&pipeline.name)).await
}

/// Moving one moves those between its old place and its new one.
pub async fn update(ctx: &Ctx, id: PipelineId, raw: Option<&str>, position: Option<i32>) -> Result<Pipeline> {
    let name = raw.map(|raw| name(raw, "/name")).transpose()?;
    ctx.write(async |tx| {
        let mut all = pipelines::list(tx).await?;
        let at = all.iter().position(|pipeline| pipeline.id == id).ok_or(Code::NotFound)?;
        let mut moved = all.remove(at);
        moved.name = name.clone().unwrap_or(moved.name);
        let to = position.map_or(at, |position| usize::try_from(position).unwrap_or(0).min(all.len()));
        all.insert(to, moved);
        for (position, mut pipeline) in (0..).zip(all) {
            if pipeline.position != position || pipeline.id == id {
                pipeline.position = position;
                pipelines::update(tx, &pipeline).await.on_unique(taken)?;
            }
            if pipeline.id == id {
                record(ctx, tx, AuditAction::Changed, &pipeline).await?;
            }
        }
        Ok(())
    })
    .await?;
    find(ctx, id).await
}

pub async fn delete(ctx: &Ctx, id: PipelineId) -> Result<()> {
    ctx.write(async |tx| {
        let all = pipelines::list(tx).await?;
        let known = all.iter().find(|pipeline| pipeline.id == id).ok_or(Code::NotFound)?;
        let stages: Vec<StageId> = known.stages.iter().map(|stage| stage.id).collect();
        if all.len() == 1 || pipelines::is_used(tx, &stages).await? {
            return Err(Code::PipelineInUse.into());
        }
        pipelines::delete(tx, id).await?;
        record(ctx, tx, AuditAction::Deleted, known).await
    })
    .await
}

/// Days without a move after which a lead is marked: a year at most.
pub(super) fn check_rotting(days: Option<i32>) -> Result<()> {
    if days.is_none_or(|days| (1..=pipeline::ROTTING_MAX).contains(&days)) {
        return Ok(());
    }
    Err(Refusal::invalid(vec![Violation::new("/rotting_days", "range", "These are 1 to 365 days.")]).into())
}
