//! Scoring rules, and the scores they make. A score is no edit: it leaves versions and times alone.

use crate::{
    DbError, SystemDb, WorkspaceDb, WorkspaceTx,
    entities::{leads, scoring_rules},
};
use domain::{
    clock::Instant,
    ids::{LeadId, ScoringRuleId, WorkspaceId},
    scoring::Since,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub id: ScoringRuleId,
    pub name: String,
    pub enabled: bool,
    /// JSON, as its author wrote it; `None` selects every lead.
    pub filter: Option<String>,
    pub points: i32,
    pub half_life_days: Option<i32>,
    pub since: Since,
    pub version: i32,
}

fn rule(row: scoring_rules::Model) -> Rule {
    Rule {
        id: row.id,
        name: row.name,
        enabled: row.enabled,
        filter: row.filter,
        points: row.points,
        half_life_days: row.half_life_days,
        since: row.since,
        version: row.version,
    }
}

/// As they were made.
pub async fn list(db: &WorkspaceDb) -> Result<Vec<Rule>, DbError> {
    let rows = scoring_rules::Entity::find()
        .filter(scoring_rules::Column::WorkspaceId.eq(db.workspace()))
        .order_by_asc(scoring_rules::Column::Id)
        .all(&db.on())
        .await?;
    Ok(rows.into_iter().map(rule).collect())
}

/// The rule, locked until the transaction ends.
pub async fn lock_rule(tx: &WorkspaceTx, id: ScoringRuleId) -> Result<Option<Rule>, DbError> {
    let row = scoring_rules::Entity::find_by_id(id)
        .filter(scoring_rules::Column::WorkspaceId.eq(tx.workspace()))
        .lock_exclusive()
        .one(&tx.on())
        .await?;
    Ok(row.map(rule))
}

pub async fn insert(tx: &WorkspaceTx, rule: &Rule, now: Instant) -> Result<(), DbError> {
    let row = scoring_rules::ActiveModel {
        id: Set(rule.id),
        workspace_id: Set(tx.workspace()),
        version: Set(rule.version),
        created_at: Set(now),
        ..columns(rule, now)
    };
    scoring_rules::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

fn columns(rule: &Rule, now: Instant) -> scoring_rules::ActiveModel {
    scoring_rules::ActiveModel {
        name: Set(rule.name.clone()),
        enabled: Set(rule.enabled),
        filter: Set(rule.filter.clone()),
        points: Set(rule.points),
        half_life_days: Set(rule.half_life_days),
        since: Set(rule.since),
        updated_at: Set(now),
        ..Default::default()
    }
}

/// Writes a rule, as a new version.
pub async fn update(tx: &WorkspaceTx, rule: &Rule, now: Instant) -> Result<(), DbError> {
    scoring_rules::Entity::update_many()
        .set(columns(rule, now))
        .col_expr(scoring_rules::Column::Version, Expr::col(scoring_rules::Column::Version).add(1))
        .filter(scoring_rules::Column::WorkspaceId.eq(tx.workspace()))
        .filter(scoring_rules::Column::Id.eq(rule.id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

pub async fn delete(tx: &WorkspaceTx, id: ScoringRuleId) -> Result<(), DbError> {
    scoring_rules::Entity::delete_many()
        .filter(scoring_rules::Column::WorkspaceId.eq(tx.workspace()))
        .filter(scoring_rules::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// Rules whose points may have changed with time alone since they were last applied to all leads.
pub async fn not_applied_since(db: &SystemDb, before: Instant) -> Result<Vec<(WorkspaceId, Rule)>, DbError> {
    let is_old = Condition::any()
        .add(scoring_rules::Column::AppliedAt.is_null())
        .add(scoring_rules::Column::AppliedAt.lt(before));
    let rows = scoring_rules::Entity::find()
        .filter(scoring_rules::Column::Enabled.eq(true))
        .filter(is_old)
        .order_by_asc(scoring_rules::Column::Id)
        .all(&db.on())
        .await?;
    Ok(rows.into_iter().map(|row| (row.workspace_id, rule(row))).collect())
}

/// Remembers that the rules are being applied to all leads.
pub async fn applied(tx: &WorkspaceTx, now: Instant) -> Result<(), DbError> {
    scoring_rules::Entity::update_many()
        .col_expr(scoring_rules::Column::AppliedAt, Expr::value(Some(now)))
        .filter(scoring_rules::Column::WorkspaceId.eq(tx.workspace()))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// What a score depends on besides the rules' filters.
#[derive(Clone, Debug)]
pub struct Scored {
    pub id: LeadId,
    pub score: i32,
    pub created_at: Instant,
    pub last_activity_at: Instant,
    pub stage_since: Option<Instant>,
}

type ScoredRow = (LeadId, i32, Instant, Instant, Option<Instant>);

fn living(db: &WorkspaceDb) -> sea_orm::Select<leads::Entity> {
    leads::Entity::find()
        .select_only()
        .column(leads::Column::Id)
        .column(leads::Column::Score)
        .column(leads::Column::CreatedAt)
        .column(leads::Column::LastActivityAt)
        .column(leads::Column::StageSince)
        .filter(leads::Column::WorkspaceId.eq(db.workspace()))
        .filter(leads::Column::DeletedAt.is_null())
        .order_by_asc(leads::Column::Id)
}

fn scored((id, score, created_at, last_activity_at, stage_since): ScoredRow) -> Scored {
    Scored { id, score, created_at, last_activity_at, stage_since }
}

/// Those of these leads that are not in the bin, whoever may see them.
pub async fn of_leads(db: &WorkspaceDb, ids: &[LeadId]) -> Result<Vec<Scored>, DbError> {
    let found = living(db).filter(leads::Column::Id.is_in(ids.iter().copied()));
    let rows: Vec<ScoredRow> = found.into_tuple().all(&db.on()).await?;
    Ok(rows.into_iter().map(scored).collect())
}

/// As [`of_leads`], locked until the transaction ends: nobody scores from what is about to change.
pub async fn lock(tx: &WorkspaceTx, ids: &[LeadId]) -> Result<Vec<Scored>, DbError> {
    let found = living(tx).filter(leads::Column::Id.is_in(ids.iter().copied()));
    let rows: Vec<ScoredRow> = found.lock_exclusive().into_tuple().all(&tx.on()).await?;
    Ok(rows.into_iter().map(scored).collect())
}

/// The next leads in the order of their ids, locked until the transaction ends.
pub async fn lock_after(tx: &WorkspaceTx, after: LeadId, limit: u64) -> Result<Vec<Scored>, DbError> {
    let found = living(tx).filter(leads::Column::Id.gt(after)).limit(limit);
    let rows: Vec<ScoredRow> = found.lock_exclusive().into_tuple().all(&tx.on()).await?;
    Ok(rows.into_iter().map(scored).collect())
}

pub async fn set(tx: &WorkspaceTx, leads: &[LeadId], score: i32) -> Result<(), DbError> {
    leads::Entity::update_many()
        .col_expr(leads::Column::Score, Expr::value(score))
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(leads::Column::Id.is_in(leads.iter().copied()))
        .exec(&tx.on())
        .await?;
    Ok(())
}
