//! How leads move through the stages of a pipeline.

use super::{Cell, Question, Table, column, share};
use crate::{Ctx, failure::Result};
use domain::{
    filter::Filter,
    ids::StageId,
    pipeline::StageKind,
    report::{ColumnKind, rank},
};
use persistence::{leads, pipelines, reports};

/// Of one pipeline, the first one unless another is asked for: how many leads came into each stage, how many stand there
/// now, how long those that left had stood there, and how many went on to a later stage.
pub(super) async fn funnel(ctx: &Ctx, asked: &Question) -> Result<Table> {
    let db = ctx.read();
    let columns = vec![
        column("stage", "Stage", ColumnKind::Text),
        column("entered", "Entered", ColumnKind::Count),
        column("now", "Now there", ColumnKind::Count),
        column("median_stay", "Median stay", ColumnKind::DurationSeconds),
        column("conversion", "Went on", ColumnKind::Percent),
    ];
    let known = pipelines::list(&db).await?;
    let wanted = known.iter().find(|known| asked.scope.pipeline.is_none_or(|wanted| wanted == known.id));
    let Some(pipeline) = wanted else { return Ok(Table { columns, rows: Vec::new(), totals: None }) };
    // The stays say which pipeline they were in; where their leads are now does not matter.
    let scope = reports::Scope { pipeline: None, ..asked.scope };
    let standing = leads::totals(&db, &Filter::EVERYTHING, pipeline.id).await?;
    let mut rows = Vec::new();
    for (at, stage) in pipeline.stages.iter().enumerate() {
        let later = pipeline.stages.iter().skip(at + 1).filter(|stage| stage.kind != StageKind::Lost);
        let later: Vec<StageId> = later.map(|stage| stage.id).collect();
        let entered = reports::entered(&db, &scope, stage.id).await?;
        let stay = match rank(reports::ended(&db, &scope, stage.id).await?, 50) {
            Some(rank) => reports::stay_at(&db, &scope, stage.id, rank).await?,
            None => None,
        };
        let conversion = if stage.kind == StageKind::Open && !later.is_empty() {
            share(reports::went_on(&db, &scope, stage.id, &later).await?, entered)
        } else {
            Cell::Missing
        };
        let now = standing.iter().filter(|sum| sum.stage_id == stage.id).map(|sum| sum.count).sum();
        rows.push(vec![
            Cell::Text(stage.name.clone()),
            Cell::Count(entered),
            Cell::Count(now),
            stay.map_or(Cell::Missing, |stay| Cell::Seconds(stay.max(0).unsigned_abs())),
            conversion,
        ]);
    }
    Ok(Table { columns, rows, totals: None })
}
