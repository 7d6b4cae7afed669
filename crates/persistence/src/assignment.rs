//! Assignment rules and the people they name.

use crate::{
    DbError, WorkspaceDb, WorkspaceTx,
    entities::{assignment_rules, assignment_targets},
};
use domain::{
    assignment::AssignmentMode,
    clock::Instant,
    ids::{AssignmentRuleId, MemberId, TeamId},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use std::collections::HashMap;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub id: AssignmentRuleId,
    pub name: String,
    pub position: i32,
    pub enabled: bool,
    /// JSON, as its author wrote it; `None` selects every lead.
    pub filter: Option<String>,
    pub mode: AssignmentMode,
    /// In their order.
    pub targets: Vec<MemberId>,
    pub team_id: Option<TeamId>,
    /// Who got the last lead by this rule.
    pub last_target_id: Option<MemberId>,
    pub version: i32,
}

/// In their order.
pub async fn list(db: &WorkspaceDb) -> Result<Vec<Rule>, DbError> {
    let rows = assignment_rules::Entity::find()
        .filter(assignment_rules::Column::WorkspaceId.eq(db.workspace()))
        .order_by_asc(assignment_rules::Column::Position)
        .order_by_asc(assignment_rules::Column::Id)
        .all(&db.on())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let targets = assignment_targets::Entity::find()
        .filter(assignment_targets::Column::WorkspaceId.eq(db.workspace()))
        .order_by_asc(assignment_targets::Column::RuleId)
        .order_by_asc(assignment_targets::Column::Position)
        .all(&db.on())
        .await?;
    let mut targets_of: HashMap<AssignmentRuleId, Vec<MemberId>> = HashMap::new();
    for target in targets {
        targets_of.entry(target.rule_id).or_default().push(target.member_id);
    }
    let rule = |row: assignment_rules::Model| Rule {
        targets: targets_of.remove(&row.id).unwrap_or_default(),
        id: row.id,
        name: row.name,
        position: row.position,
        enabled: row.enabled,
        filter: row.filter,
        mode: row.mode,
        team_id: row.team_id,
        last_target_id: row.last_target_id,
        version: row.version,
    };
    Ok(rows.into_iter().map(rule).collect())
}

/// Who got the last lead by this rule. Locks the rule until the transaction ends, so that everybody's turn comes once.
pub async fn lock_turn(tx: &WorkspaceTx, id: AssignmentRuleId) -> Result<Option<MemberId>, DbError> {
    let row = assignment_rules::Entity::find_by_id(id)
        .filter(assignment_rules::Column::WorkspaceId.eq(tx.workspace()))
        .lock_exclusive()
        .one(&tx.on())
        .await?;
    Ok(row.and_then(|row| row.last_target_id))
}

/// Moves the turn of a rule that this transaction has locked.
pub async fn set_turn(tx: &WorkspaceTx, id: AssignmentRuleId, member: MemberId) -> Result<(), DbError> {
    assignment_rules::Entity::update_many()
        .col_expr(assignment_rules::Column::LastTargetId, Expr::value(Some(member)))
        .filter(assignment_rules::Column::WorkspaceId.eq(tx.workspace()))
        .filter(assignment_rules::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

pub async fn insert(tx: &WorkspaceTx, rule: &Rule, now: Instant) -> Result<(), DbError> {
    let row = assignment_rules::ActiveModel {
        id: Set(rule.id),
        workspace_id: Set(tx.workspace()),
        last_target_id: Set(rule.last_target_id),
        version: Set(rule.version),
        created_at: Set(now),
        ..columns(rule, now)
    };
    assignment_rules::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    set_targets(tx, rule).await
}

/// What people decide about a rule; not whose turn it is.
fn columns(rule: &Rule, now: Instant) -> assignment_rules::ActiveModel {
    assignment_rules::ActiveModel {
        name: Set(rule.name.clone()),
        position: Set(rule.position),
        enabled: Set(rule.enabled),
        filter: Set(rule.filter.clone()),
        mode: Set(rule.mode),
        team_id: Set(rule.team_id),
        updated_at: Set(now),
        ..Default::default()
    }
}

/// Writes a rule, as a new version.
pub async fn update(tx: &WorkspaceTx, rule: &Rule, now: Instant) -> Result<(), DbError> {
    let changed = assignment_rules::Entity::update_many()
        .set(columns(rule, now))
        .col_expr(assignment_rules::Column::Version, Expr::col(assignment_rules::Column::Version).add(1))
        .filter(assignment_rules::Column::WorkspaceId.eq(tx.workspace()))
        .filter(assignment_rules::Column::Id.eq(rule.id))
        .exec(&tx.on())
        .await?;
    if changed.rows_affected == 1 { set_targets(tx, rule).await } else { Ok(()) }
}

/// Moves a rule that is otherwise the same.
pub async fn set_position(tx: &WorkspaceTx, id: AssignmentRuleId, position: i32) -> Result<(), DbError> {
    assignment_rules::Entity::update_many()
        .col_expr(assignment_rules::Column::Position, Expr::value(position))
        .filter(assignment_rules::Column::WorkspaceId.eq(tx.workspace()))
        .filter(assignment_rules::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// The people must be of this workspace.
async fn set_targets(tx: &WorkspaceTx, rule: &Rule) -> Result<(), DbError> {
    assignment_targets::Entity::delete_many()
        .filter(assignment_targets::Column::WorkspaceId.eq(tx.workspace()))
        .filter(assignment_targets::Column::RuleId.eq(rule.id))
        .exec(&tx.on())
        .await?;
    if rule.targets.is_empty() {
        return Ok(());
    }
    let row = |(position, member): (i32, &MemberId)| assignment_targets::ActiveModel {
        workspace_id: Set(tx.workspace()),
        rule_id: Set(rule.id),
        member_id: Set(*member),
        position: Set(position),
    };
    let rows = (0..).zip(&rule.targets).map(row);
    assignment_targets::Entity::insert_many(rows).exec_without_returning(&tx.on()).await?;
    Ok(())
}

pub async fn delete(tx: &WorkspaceTx, id: AssignmentRuleId) -> Result<(), DbError> {
    assignment_rules::Entity::delete_many()
        .filter(assignment_rules::Column::WorkspaceId.eq(tx.workspace()))
        .filter(assignment_rules::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(())
}
