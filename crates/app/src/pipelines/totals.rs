//! What stands in the stages of a pipeline, for the board's heads.

use crate::{Ctx, failure::Result, leads::selection};
use domain::{
    ids::{PipelineId, StageId},
    money::Money,
    pipeline::StageKind,
    refusal::Code,
};
use persistence::{leads, pipelines};

pub struct StageTotals {
    pub stage_id: StageId,
    pub count: u64,
    /// One sum a currency.
    pub values: Vec<Money>,
    /// How many stand there for longer than the stage allows.
    pub rotting: u64,
}

/// Of the leads that the actor sees and the filter selects, stage by stage in their order.
pub async fn totals(ctx: &Ctx, id: PipelineId, filter: Option<&str>) -> Result<Vec<StageTotals>> {
    let which = selection(ctx, filter).await?;
    let db = ctx.read();
    let all = pipelines::list(&db).await?;
    let pipeline = all.into_iter().find(|pipeline| pipeline.id == id).ok_or(Code::NotFound)?;
    let sums = leads::totals(&db, &which, id).await?;
    let mut totals = Vec::new();
    for stage in pipeline.stages {
        let rotten_since = stage
            .rotting_days
            .filter(|_| stage.kind == StageKind::Open)
            .map(|days| ctx.now() - chrono::Duration::days(i64::from(days)));
        let rotting = match rotten_since {
            Some(since) => leads::standing_since(&db, &which, stage.id, since).await?,
            None => 0,
        };
        let of_stage = sums.iter().filter(|sum| sum.stage_id == stage.id);
        totals.push(StageTotals {
            stage_id: stage.id,
            count: of_stage.clone().map(|sum| sum.count).sum(),
            values: of_stage
                .filter_map(|sum| Money::sum(sum.amount_minor?, sum.currency.as_deref()?))
                .collect(),
            rotting,
        });
    }
    Ok(totals)
}
