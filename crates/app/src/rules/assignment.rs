//! The assignment rules of a workspace, as people keep them.

use super::{check_filter, check_name, nobody_asks};
use crate::{Ctx, audit, failure::Result, idempotency};
use domain::{
    assignment::{AssignmentMode, NAME_MAX, RULES_MAX, TARGETS_MAX},
    audit::{AuditAction, AuditObject},
    ids::{AssignmentRuleId, MemberId, TeamId},
    refusal::{Code, Refusal, Violation},
    workspace::Role,
};
use persistence::{
    WorkspaceDb, WorkspaceTx,
    assignment::{self, Rule},
    idempotency::Key,
    members::{self, MemberCard},
    teams::{self, Team},
};
use std::collections::HashSet;

/// What a client wants of a rule; `None` leaves it as it is.
#[derive(Clone, Debug, Default)]
pub struct AssignmentForm {
    pub name: Option<String>,
    pub enabled: Option<bool>,
    /// A filter tree as JSON text; `Some(None)` selects every lead.
    pub filter: Option<Option<String>>,
    pub mode: Option<AssignmentMode>,
    pub target_ids: Option<Vec<MemberId>>,
    pub team_id: Option<Option<TeamId>>,
    pub position: Option<i32>,
}

pub struct AssignmentRule {
    pub rule: Rule,
    pub targets: Vec<MemberCard>,
    pub team: Option<Team>,
}

/// In their order.
pub async fn list(ctx: &Ctx) -> Result<Vec<AssignmentRule>> {
    let db = ctx.read();
    let rules = assignment::list(&db).await?;
    let cards = members::cards(&db, rules.iter().flat_map(|rule| rule.targets.clone())).await?;
    let known = teams::list(&db).await?;
    let rule = |rule: Rule| AssignmentRule {
        targets: rule.targets.iter().filter_map(|target| cards.get(target).cloned()).collect(),
        team: known.iter().find(|team| Some(team.id) == rule.team_id).cloned(),
        rule,
    };
    Ok(rules.into_iter().map(rule).collect())
}

async fn find(ctx: &Ctx, id: AssignmentRuleId) -> Result<AssignmentRule> {
    let found = list(ctx).await?.into_iter().find(|known| known.rule.id == id);
    found.ok_or_else(|| Code::NotFound.into())
}

/// At the end, unless the form names a place.
pub async fn create(ctx: &Ctx, form: &AssignmentForm, key: Option<Key>) -> Result<AssignmentRule> {
    let id = AssignmentRuleId(ctx.new_uuid());
    let made = ctx
        .write(async |tx| {
            let insert = async || {
                let others = assignment::list(tx).await?;
                if others.len() >= RULES_MAX {
                    return Err(Code::LimitReached.into());
                }
                let new = filled(ctx, tx, empty(id), form).await?;
                assignment::insert(tx, &new, ctx.now()).await?;
                record(ctx, tx, AuditAction::Created, &new).await?;
                arrange(tx, others, new, form.position).await
            };
            idempotency::once(ctx, tx, key.as_ref(), id.0, insert).await
        })
        .await?;
    find(ctx, AssignmentRuleId(made)).await
}

/// A rule that says nothing yet.
pub(super) fn empty(id: AssignmentRuleId) -> Rule {
    Rule {
        id,
        name: String::new(),
        position: i32::MAX,
        enabled: true,
        filter: None,
        mode: AssignmentMode::Fixed,
        targets: Vec::new(),
        team_id: None,
        last_target_id: None,
        version: 1,
    }
}

pub async fn update(
    ctx: &Ctx,
    id: AssignmentRuleId,
    form: &AssignmentForm,
    seen: Option<i32>,
) -> Result<AssignmentRule> {
    ctx.write(async |tx| {
        // Whoever edits at once, and whoever is given a lead by this rule, comes after.
        assignment::lock_turn(tx, id).await?;
        let (own, others): (Vec<Rule>, Vec<Rule>) =
            assignment::list(tx).await?.into_iter().partition(|rule| rule.id == id);
        let known = own.into_iter().next().ok_or(Code::NotFound)?;
        if seen.is_some_and(|seen| seen != known.version) {
            return Err(Code::VersionConflict.into());
        }
        let rule = filled(ctx, tx, known, form).await?;
        assignment::update(tx, &rule, ctx.now()).await?;
        record(ctx, tx, AuditAction::Changed, &rule).await?;
        let place = form.position.unwrap_or(rule.position);
        arrange(tx, others, rule, Some(place)).await
    })
    .await?;
    find(ctx, id).await
}

pub async fn delete(ctx: &Ctx, id: AssignmentRuleId) -> Result<()> {
    ctx.write(async |tx| {
        let mut others = assignment::list(tx).await?;
        let at = others.iter().position(|rule| rule.id == id).ok_or(Code::NotFound)?;
        let known = others.remove(at);
        assignment::delete(tx, id).await?;
        record(ctx, tx, AuditAction::Deleted, &known).await?;
        number(tx, others).await
    })
    .await
}

async fn record(ctx: &Ctx, tx: &WorkspaceTx, action: AuditAction, rule: &Rule) -> Result<()> {
    audit::record(ctx, tx, action, AuditObject::AssignmentRule, rule.id.0, Some(&rule.name)).await
}

/// Puts a rule at its place among the others.
async fn arrange(tx: &WorkspaceTx, mut others: Vec<Rule>, rule: Rule, place: Option<i32>) -> Result<()> {
    let to = place.map_or(others.len(), |place| usize::try_from(place).unwrap_or(0).min(others.len()));
    others.insert(to, rule);
    number(tx, others).await
}

/// From 0 on; writes those whose place is another one now.
async fn number(tx: &WorkspaceTx, rules: Vec<Rule>) -> Result<()> {
    for (position, rule) in (0..).zip(rules) {
        if rule.position != position {
            assignment::set_position(tx, rule.id, position).await?;
        }
    }
    Ok(())
}

/// The rule with what the form says, everything checked.
pub(super) async fn filled(
    ctx: &Ctx,
    db: &WorkspaceDb,
    mut rule: Rule,
    form: &AssignmentForm,
) -> Result<Rule> {
    let mut wrong = Vec::new();
    if let Some(name) = &form.name {
        rule.name = check_name(name, NAME_MAX, &mut wrong);
    }
    if let Some(filter) = &form.filter {
        check_filter(filter.as_deref(), &nobody_asks(db, ctx.now()).await?, &mut wrong)?;
        rule.filter.clone_from(filter);
    }
    if let Some(targets) = &form.target_ids {
        rule.targets = check_targets(db, targets, &mut wrong).await?;
    }
    if let Some(team) = form.team_id {
        if let Some(team) = team
            && teams::find(db, team).await?.is_none()
        {
            wrong.push(Violation::new("/team_id", "unknown", "There is no such team."));
        }
        rule.team_id = team;
    }
    rule.enabled = form.enabled.unwrap_or(rule.enabled);
    rule.mode = form.mode.unwrap_or(rule.mode);
    match rule.mode {
        AssignmentMode::Fixed if rule.targets.len() != 1 => {
            wrong.push(Violation::new("/target_ids", "length", "Name the one person who gets the leads."));
        }
        _ if rule.targets.is_empty() && rule.team_id.is_none() => {
            wrong.push(Violation::new("/target_ids", "required", "Name people, or a team."));
        }
        _ => {}
    }
    if wrong.is_empty() { Ok(rule) } else { Err(Refusal::invalid(wrong).into()) }
}

/// Members who can work on leads, each of them once.
async fn check_targets(
    db: &WorkspaceDb,
    targets: &[MemberId],
    wrong: &mut Vec<Violation>,
) -> Result<Vec<MemberId>> {
    if targets.len() > TARGETS_MAX {
        wrong.push(Violation::new("/target_ids", "length", "A rule names at most 100 people."));
        return Ok(Vec::new());
    }
    let members = members::list(db).await?;
    for (index, target) in targets.iter().enumerate() {
        let (code, detail) = match members.iter().find(|member| member.card.id == *target) {
            None => ("unknown", "There is no such member."),
            Some(member) if member.role == Role::Viewer => ("role", "A viewer cannot work on leads."),
            Some(_) => continue,
        };
        wrong.push(Violation::new(&format!("/target_ids/{index}"), code, detail));
    }
    let mut known = HashSet::new();
    Ok(targets.iter().copied().filter(|target| known.insert(*target)).collect())
}
