//! What rules ask of leads, and how they give them away. Rules are the workspace's: they see every lead, however far
//! whoever set them off may see.

use super::filter;
use crate::{
    DbError, WorkspaceDb, WorkspaceTx,
    entities::{leads, stages},
};
use domain::{
    filter::Filter,
    ids::{LeadId, MemberId, TeamId},
    pipeline::StageKind,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::Expr,
};
use std::collections::HashMap;

/// Those of these leads that the filter selects.
pub async fn matching(db: &WorkspaceDb, which: &Filter, ids: &[LeadId]) -> Result<Vec<LeadId>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(leads::Entity::find()
        .select_only()
        .column(leads::Column::Id)
        .filter(leads::Column::Id.is_in(ids.iter().copied()))
        .filter(filter::of_workspace(db, which))
        .into_tuple()
        .all(&db.on())
        .await?)
}

/// How many leads each of these people has in an open stage, without one lead.
pub async fn open_counts(
    db: &WorkspaceDb,
    owners: &[MemberId],
    except: Option<LeadId>,
) -> Result<HashMap<MemberId, u64>, DbError> {
    let open = stages::Entity::find()
        .select_only()
        .column(stages::Column::Id)
        .filter(stages::Column::WorkspaceId.eq(db.workspace()))
        .filter(stages::Column::Kind.eq(StageKind::Open));
    let others = except.map(|lead| Condition::all().add(leads::Column::Id.ne(lead)));
    let counts: Vec<(MemberId, i64)> = leads::Entity::find()
        .select_only()
        .column(leads::Column::OwnerId)
        .expr(leads::Column::Id.count())
        .filter(leads::Column::WorkspaceId.eq(db.workspace()))
        .filter(leads::Column::DeletedAt.is_null())
        .filter(leads::Column::OwnerId.is_in(owners.iter().copied()))
        .filter(leads::Column::StageId.in_subquery(open.into_query()))
        .filter(Condition::all().add_option(others))
        .group_by(leads::Column::OwnerId)
        .into_tuple()
        .all(&db.on())
        .await?;
    Ok(counts.into_iter().map(|(owner, count)| (owner, count.unsigned_abs())).collect())
}

/// Gives a lead that is just being made to its owner. A team that it has already stays.
pub async fn give(
    tx: &WorkspaceTx,
    id: LeadId,
    owner: MemberId,
    team: Option<TeamId>,
) -> Result<(), DbError> {
    leads::Entity::update_many()
        .col_expr(leads::Column::OwnerId, Expr::value(Some(owner)))
        .col_expr(leads::Column::TeamId, Expr::col(leads::Column::TeamId).if_null(team))
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(leads::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(())
}
