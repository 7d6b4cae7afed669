//! The scoring rules of a workspace, as people keep them.

use super::{check_filter, check_name, nobody_asks, score_all};
use crate::{Ctx, audit, failure::Result, idempotency, leads::filter};
use domain::{
    audit::{AuditAction, AuditObject},
    ids::ScoringRuleId,
    refusal::{Code, Refusal, Violation},
    scoring::{HALF_LIFE_MAX, NAME_MAX, POINTS_MAX, RULES_MAX, Since},
};
use persistence::{WorkspaceDb, WorkspaceTx, idempotency::Key, scoring};

pub use persistence::scoring::Rule as ScoringRule;

/// What a client wants of a rule; `None` leaves it as it is.
#[derive(Clone, Debug, Default)]
pub struct ScoringForm {
    pub name: Option<String>,
    pub enabled: Option<bool>,
    /// A filter tree as JSON text; `Some(None)` selects every lead.
    pub filter: Option<Option<String>>,
    pub points: Option<i32>,
    pub half_life_days: Option<Option<i32>>,
    pub since: Option<Since>,
}

/// As they were made.
pub async fn list(ctx: &Ctx) -> Result<Vec<ScoringRule>> {
    Ok(scoring::list(&ctx.read()).await?)
}

async fn find(ctx: &Ctx, id: ScoringRuleId) -> Result<ScoringRule> {
    let found = list(ctx).await?.into_iter().find(|rule| rule.id == id);
    found.ok_or_else(|| Code::NotFound.into())
}

/// Every lead is scored anew, soon.
pub async fn create(ctx: &Ctx, form: &ScoringForm, key: Option<Key>) -> Result<ScoringRule> {
    let id = ScoringRuleId(ctx.new_uuid());
    let made = ctx
        .write(async |tx| {
            let insert = async || {
                if scoring::list(tx).await?.len() >= RULES_MAX {
                    return Err(Code::LimitReached.into());
                }
                let new = filled(ctx, tx, empty(id), form).await?;
                scoring::insert(tx, &new, ctx.now()).await?;
                record(ctx, tx, AuditAction::Created, &new).await?;
                score_all(ctx.state(), tx).await
            };
            idempotency::once(ctx, tx, key.as_ref(), id.0, insert).await
        })
        .await?;
    find(ctx, ScoringRuleId(made)).await
}

/// A rule that says nothing yet.
pub(super) fn empty(id: ScoringRuleId) -> ScoringRule {
    ScoringRule {
        id,
        name: String::new(),
        enabled: true,
        filter: None,
        points: 0,
        half_life_days: None,
        since: Since::Created,
        version: 1,
    }
}

pub async fn update(
    ctx: &Ctx,
    id: ScoringRuleId,
    form: &ScoringForm,
    seen: Option<i32>,
) -> Result<ScoringRule> {
    ctx.write(async |tx| {
        let known = scoring::lock_rule(tx, id).await?.ok_or(Code::NotFound)?;
        if seen.is_some_and(|seen| seen != known.version) {
            return Err(Code::VersionConflict.into());
        }
        let rule = filled(ctx, tx, known, form).await?;
        scoring::update(tx, &rule, ctx.now()).await?;
        record(ctx, tx, AuditAction::Changed, &rule).await?;
        score_all(ctx.state(), tx).await
    })
    .await?;
    find(ctx, id).await
}

pub async fn delete(ctx: &Ctx, id: ScoringRuleId) -> Result<()> {
    ctx.write(async |tx| {
        let known = scoring::lock_rule(tx, id).await?.ok_or(Code::NotFound)?;
        scoring::delete(tx, id).await?;
        record(ctx, tx, AuditAction::Deleted, &known).await?;
        score_all(ctx.state(), tx).await
    })
    .await
}

async fn record(ctx: &Ctx, tx: &WorkspaceTx, action: AuditAction, rule: &ScoringRule) -> Result<()> {
    audit::record(ctx, tx, action, AuditObject::ScoringRule, rule.id.0, Some(&rule.name)).await
}

/// The rule with what the form says, everything checked.
pub(super) async fn filled(
    ctx: &Ctx,
    db: &WorkspaceDb,
    mut rule: ScoringRule,
    form: &ScoringForm,
) -> Result<ScoringRule> {
    let mut wrong = Vec::new();
    if let Some(name) = &form.name {
        rule.name = check_name(name, NAME_MAX, &mut wrong);
    }
    if let Some(filter) = &form.filter {
        check_filter(filter.as_deref(), &nobody_asks(db, ctx.now()).await?, &mut wrong)?;
        if filter.as_deref().is_some_and(filter::asks_for_the_score) {
            let detail = "A score cannot depend on itself.";
            wrong.push(Violation::new("/filter", "circular", detail));
        }
        rule.filter.clone_from(filter);
    }
    rule.points = form.points.unwrap_or(rule.points);
    if !(-POINTS_MAX..=POINTS_MAX).contains(&rule.points) {
        wrong.push(Violation::new("/points", "range", "These are -1000 to 1000 points."));
    }
    rule.half_life_days = form.half_life_days.unwrap_or(rule.half_life_days);
    if rule.half_life_days.is_some_and(|days| !(1..=HALF_LIFE_MAX).contains(&days)) {
        wrong.push(Violation::new("/half_life_days", "range", "These are 1 to 3650 days."));
    }
    rule.enabled = form.enabled.unwrap_or(rule.enabled);
    rule.since = form.since.unwrap_or(rule.since);
    if wrong.is_empty() { Ok(rule) } else { Err(Refusal::invalid(wrong).into()) }
}
