//! The timeline, and its tail: what live screens follow.

use crate::{
    DbError, SystemDb, WorkspaceDb, WorkspaceTx,
    entities::{activities, leads},
};
use domain::{
    activity::ActivityKind,
    actor::ActorKind,
    clock::Instant,
    ids::{ActivityId, LeadId, MemberId, WorkspaceId},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
pub struct Activity {
    pub id: ActivityId,
    pub lead_id: LeadId,
    pub kind: ActivityKind,
    pub actor_kind: ActorKind,
    pub actor_id: Option<MemberId>,
    /// JSON whose shape depends on the kind.
    pub detail: String,
    pub occurred_at: Instant,
}

/// Adds lines to timelines.
pub async fn insert(tx: &WorkspaceTx, new: &[Activity], now: Instant) -> Result<(), DbError> {
    let row = |activity: &Activity| activities::ActiveModel {
        id: Set(activity.id),
        workspace_id: Set(tx.workspace()),
        lead_id: Set(activity.lead_id),
        kind: Set(activity.kind),
        actor_kind: Set(activity.actor_kind),
        actor_id: Set(activity.actor_id),
        detail: Set(activity.detail.clone()),
        occurred_at: Set(activity.occurred_at),
        created_at: Set(now),
    };
    if new.is_empty() {
        return Ok(());
    }
    activities::Entity::insert_many(new.iter().map(row)).exec_without_returning(&tx.on()).await?;
    new.iter().for_each(|activity| tx.has_changed(activity.lead_id));
    let is_response =
        |activity: &&Activity| activity.actor_kind == ActorKind::Member && activity.kind.is_response();
    let mut answers: BTreeMap<Instant, Vec<LeadId>> = BTreeMap::new();
    for activity in new.iter().filter(is_response) {
        answers.entry(activity.occurred_at).or_default().push(activity.lead_id);
    }
    for (at, leads) in answers {
        answer(tx, leads, at).await?;
    }
    Ok(())
}

/// The first thing that a member does about a lead answers it.
async fn answer(tx: &WorkspaceTx, ids: Vec<LeadId>, at: Instant) -> Result<(), DbError> {
    leads::Entity::update_many()
        .col_expr(leads::Column::FirstResponseAt, Expr::value(Some(at)))
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(leads::Column::Id.is_in(ids))
        .filter(leads::Column::FirstResponseAt.is_null())
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// What members did with a lead, newest first, without what the audit itself has; one row more than the limit.
pub async fn by_members(
    db: &WorkspaceDb,
    lead: LeadId,
    before: Option<ActivityId>,
    limit: u64,
) -> Result<Vec<Activity>, DbError> {
    let audited = [ActivityKind::LeadDeleted, ActivityKind::LeadRestored];
    let mut query = activities::Entity::find()
        .filter(activities::Column::LeadId.eq(lead))
        .filter(activities::Column::WorkspaceId.eq(db.workspace()))
        .filter(activities::Column::ActorKind.eq(ActorKind::Member))
        .filter(activities::Column::Kind.is_not_in(audited));
    if let Some(before) = before {
        query = query.filter(activities::Column::Id.lt(before));
    }
    let rows = query.order_by_desc(activities::Column::Id).limit(limit + 1).all(&db.on()).await?;
    Ok(rows.into_iter().map(of_row).collect())
}

fn of_row(row: activities::Model) -> Activity {
    Activity {
        id: row.id,
        lead_id: row.lead_id,
        kind: row.kind,
        actor_kind: row.actor_kind,
        actor_id: row.actor_id,
        detail: row.detail,
        occurred_at: row.occurred_at,
    }
}

/// Newest first.
pub async fn list(
    db: &WorkspaceDb,
    lead: LeadId,
    before: Option<ActivityId>,
    limit: u64,
) -> Result<(Vec<Activity>, bool), DbError> {
    let mut query = activities::Entity::find()
        .filter(activities::Column::LeadId.eq(lead))
        .filter(activities::Column::WorkspaceId.eq(db.workspace()));
    if let Some(before) = before {
        query = query.filter(activities::Column::Id.lt(before));
    }
    let rows = query.order_by_desc(activities::Column::Id).limit(limit + 1).all(&db.on()).await?;
    let (rows, more) = crate::cut(rows, limit);
    Ok((rows.into_iter().map(of_row).collect(), more))
}

/// One line of the tail.
#[derive(Clone, Debug)]
pub struct Change {
    pub id: ActivityId,
    pub workspace_id: WorkspaceId,
    pub lead_id: LeadId,
    pub kind: ActivityKind,
}

/// The newest line of all.
pub async fn newest(db: &SystemDb) -> Result<Option<ActivityId>, DbError> {
    Ok(activities::Entity::find()
        .select_only()
        .column(activities::Column::Id)
        .order_by_desc(activities::Column::Id)
        .limit(1)
        .into_tuple()
        .one(&db.on())
        .await?)
}

/// What was written after `after`, oldest first, in every workspace. Ids are made before their commit, so a slow
/// transaction's row can appear behind a newer one: readers look a little way back and skip what they know.
pub async fn tail(db: &SystemDb, after: ActivityId, limit: u64) -> Result<Vec<Change>, DbError> {
    let rows: Vec<(ActivityId, WorkspaceId, LeadId, ActivityKind)> = activities::Entity::find()
        .select_only()
        .column(activities::Column::Id)
        .column(activities::Column::WorkspaceId)
        .column(activities::Column::LeadId)
        .column(activities::Column::Kind)
        .filter(activities::Column::Id.gt(after))
        .order_by_asc(activities::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(&db.on())
        .await?;
    let change = |(id, workspace_id, lead_id, kind)| Change { id, workspace_id, lead_id, kind };
    Ok(rows.into_iter().map(change).collect())
}

/// What was written after `after` in one workspace, oldest first: what a reconnecting stream missed.
pub async fn since(db: &WorkspaceDb, after: ActivityId, limit: u64) -> Result<Vec<Change>, DbError> {
    let rows = activities::Entity::find()
        .filter(activities::Column::WorkspaceId.eq(db.workspace()))
        .filter(activities::Column::Id.gt(after))
        .order_by_asc(activities::Column::Id)
        .limit(limit)
        .all(&db.on())
        .await?;
    let change = |row: activities::Model| Change {
        id: row.id,
        workspace_id: row.workspace_id,
        lead_id: row.lead_id,
        kind: row.kind,
    };
    Ok(rows.into_iter().map(change).collect())
}
