//! The stages of a pipeline.

use super::{check_rotting, list, name};
use crate::{Ctx, audit, failure::Result, idempotency, rules};
use domain::{
    audit::{AuditAction, AuditObject},
    ids::{PipelineId, StageId},
    pipeline::{STAGES_MAX, StageKind},
    refusal::Code,
};
use persistence::{
    WorkspaceTx,
    idempotency::Key,
    pipelines::{self, Pipeline, Stage},
};

/// What a client wants of a stage; `None` leaves it as it is.
#[derive(Clone, Debug, Default)]
pub struct StageForm {
    pub name: Option<String>,
    pub kind: Option<StageKind>,
    pub rotting_days: Option<Option<i32>>,
    pub position: Option<i32>,
}

async fn find(ctx: &Ctx, id: StageId) -> Result<Stage> {
    let found =
        list(ctx).await?.into_iter().flat_map(|pipeline| pipeline.stages).find(|stage| stage.id == id);
    found.ok_or_else(|| Code::NotFound.into())
}

/// At the end, unless the form names a place.
pub async fn create_stage(
    ctx: &Ctx,
    pipeline: PipelineId,
    form: &StageForm,
    key: Option<Key>,
) -> Result<Stage> {
    let name = name(form.name.as_deref().unwrap_or_default(), "/name")?;
    let rotting_days = form.rotting_days.flatten();
    check_rotting(rotting_days)?;
    let id = StageId(ctx.new_uuid());
    let made = ctx
        .write(async |tx| {
            let insert = async || {
                let all = pipelines::list(tx).await?;
                let known = all.into_iter().find(|known| known.id == pipeline).ok_or(Code::NotFound)?;
                if known.stages.len() >= STAGES_MAX {
                    return Err(Code::LimitReached.into());
                }
                let last = i32::try_from(known.stages.len()).unwrap_or(i32::MAX);
                let kind = form.kind.unwrap_or(StageKind::Open);
                let new = Stage {
                    id,
                    pipeline_id: pipeline,
                    name: name.clone(),
                    kind,
                    position: last,
                    rotting_days,
                };
                pipelines::insert_stages(tx, tx.workspace(), std::slice::from_ref(&new), ctx.now()).await?;
                record(ctx, tx, AuditAction::Created, &new).await?;
                arrange(tx, known.stages, new, form.position.unwrap_or(last)).await
            };
            idempotency::once(ctx, tx, key.as_ref(), id.0, insert).await
        })
        .await?;
    find(ctx, StageId(made)).await
}

pub async fn update_stage(ctx: &Ctx, id: StageId, form: &StageForm) -> Result<Stage> {
    let name = form.name.as_deref().map(|raw| name(raw, "/name")).transpose()?;
    if let Some(days) = form.rotting_days {
        check_rotting(days)?;
    }
    ctx.write(async |tx| {
        let (pipeline, mut stage) = of(tx, id).await?;
        let others: Vec<Stage> = pipeline.stages.into_iter().filter(|other| other.id != id).collect();
        stage.name = name.clone().unwrap_or(stage.name);
        stage.kind = form.kind.unwrap_or(stage.kind);
        stage.rotting_days = form.rotting_days.unwrap_or(stage.rotting_days);
        if stage.kind != StageKind::Open && !has_open(&others) {
            return Err(Code::StageInUse.into());
        }
        let position = form.position.unwrap_or(stage.position);
        record(ctx, tx, AuditAction::Changed, &stage).await?;
        arrange(tx, others, stage, position).await
    })
    .await?;
    find(ctx, id).await
}

/// Its leads go to another stage, of whichever pipeline, if the caller names one.
pub async fn delete_stage(ctx: &Ctx, id: StageId, move_to: Option<StageId>) -> Result<()> {
    ctx.write(async |tx| {
        let (pipeline, stage) = of(tx, id).await?;
        let others: Vec<Stage> = pipeline.stages.into_iter().filter(|other| other.id != stage.id).collect();
        if !has_open(&others) {
            return Err(Code::StageInUse.into());
        }
        match move_to {
            Some(to) => {
                let to = pipelines::stages(tx, [to]).await?.remove(&to).filter(|to| to.id != id);
                pipelines::move_leads(tx, id, &to.ok_or(Code::NotFound)?, ctx.now()).await?;
                rules::leads_changed_at_once(ctx.state(), tx).await?;
            }
            None if pipelines::is_used(tx, &[id]).await? => return Err(Code::StageInUse.into()),
            None => {}
        }
        pipelines::delete_stage(tx, id).await?;
        record(ctx, tx, AuditAction::Deleted, &stage).await
    })
    .await
}

async fn record(ctx: &Ctx, tx: &WorkspaceTx, action: AuditAction, stage: &Stage) -> Result<()> {
    audit::record(ctx, tx, action, AuditObject::Stage, stage.id.0, Some(&stage.name)).await
}

async fn of(tx: &WorkspaceTx, id: StageId) -> Result<(Pipeline, Stage)> {
    let all = pipelines::list(tx).await?;
    let found = all.into_iter().find_map(|pipeline| {
        let stage = pipeline.stages.iter().find(|stage| stage.id == id).cloned()?;
        Some((pipeline, stage))
    });
    found.ok_or_else(|| Code::NotFound.into())
}

/// New leads need somewhere to begin.
fn has_open(stages: &[Stage]) -> bool {
    stages.iter().any(|stage| stage.kind == StageKind::Open)
}

/// Puts a stage at its place among the others, and writes whoever moved for it.
async fn arrange(tx: &WorkspaceTx, mut others: Vec<Stage>, stage: Stage, position: i32) -> Result<()> {
    let id = stage.id;
    let to = usize::try_from(position).unwrap_or(0).min(others.len());
    others.insert(to, stage);
    for (position, mut stage) in (0..).zip(others) {
        if stage.position != position || stage.id == id {
            stage.position = position;
            pipelines::update_stage(tx, &stage).await?;
        }
    }
    Ok(())
}
