//! What rules would do with leads that are there. Nothing is written: reading is all that this can do.

use super::{
    AssignmentForm, ScoringForm,
    assign::Desk,
    assignment,
    score::{Score, Scorer},
    scoring,
};
use crate::{
    Ctx,
    failure::{Failure, Result},
    leads::{filter, selection},
};
use domain::{
    filter::{Filter, Sort},
    ids::{AssignmentRuleId, LeadId, ScoringRuleId},
    refusal::Refusal,
};
use persistence::{
    leads::{self, LeadRow},
    members::MemberCard,
};
use uuid::Uuid;

pub struct AssignmentTrial {
    pub lead: LeadRow,
    /// The rule that decides; without an id where it is not saved.
    pub rule: Option<(Option<AssignmentRuleId>, String)>,
    pub owner: Option<MemberCard>,
    pub reason: String,
}

pub struct ScoringTrial {
    pub lead: LeadRow,
    pub score: Score,
}

/// What is not saved has no id yet.
const UNSAVED: Uuid = Uuid::nil();

/// Of the newest leads that the filter selects and the actor sees: who would get each of them, one after the other, by this
/// rule alone, or by all that are enabled.
pub async fn try_assignment(
    ctx: &Ctx,
    rule: Option<&AssignmentForm>,
    filter: Option<&str>,
    limit: u64,
) -> Result<Vec<AssignmentTrial>> {
    let db = ctx.read();
    let rules = match rule {
        Some(form) => {
            let empty = assignment::empty(AssignmentRuleId(UNSAVED));
            vec![assignment::filled(ctx, &db, empty, form).await.map_err(inside_rule)?]
        }
        None => persistence::assignment::list(&db).await?.into_iter().filter(|rule| rule.enabled).collect(),
    };
    let found = some(ctx, filter, limit).await?;
    let ids: Vec<LeadId> = found.iter().map(|row| row.lead.id).collect();
    let mut desk = Desk::open(&db, rules, ctx.now()).await?;
    desk.look(&db).await?;
    let mut matches = desk.matches(&db, &ids).await?;
    let trial = |lead: LeadRow| match desk.decide(&matches.remove(&lead.lead.id).unwrap_or_default()) {
        Some(said) => AssignmentTrial {
            lead,
            rule: Some((Some(said.rule.id).filter(|id| id.0 != UNSAVED), said.rule.name)),
            owner: said.owner,
            reason: said.reason,
        },
        None => AssignmentTrial { lead, rule: None, owner: None, reason: "No rule matches.".to_owned() },
    };
    Ok(found.into_iter().map(trial).collect())
}

/// As [`try_assignment`]: what each of them would score.
pub async fn try_scoring(
    ctx: &Ctx,
    rule: Option<&ScoringForm>,
    filter: Option<&str>,
    limit: u64,
) -> Result<Vec<ScoringTrial>> {
    let db = ctx.read();
    let rules = match rule {
        Some(form) => {
            let empty = scoring::empty(ScoringRuleId(UNSAVED));
            vec![scoring::filled(ctx, &db, empty, form).await.map_err(inside_rule)?]
        }
        None => persistence::scoring::list(&db).await?.into_iter().filter(|rule| rule.enabled).collect(),
    };
    let found = some(ctx, filter, limit).await?;
    let ids: Vec<LeadId> = found.iter().map(|row| row.lead.id).collect();
    let scored = persistence::scoring::of_leads(&db, &ids).await?;
    let mut scores = Scorer::of(&db, rules, ctx.now()).await?.scores(&db, &scored).await?;
    let trial =
        |lead: LeadRow| ScoringTrial { score: scores.remove(&lead.lead.id).unwrap_or_default(), lead };
    Ok(found.into_iter().map(trial).collect())
}

async fn some(ctx: &Ctx, filter: Option<&str>, limit: u64) -> Result<Vec<LeadRow>> {
    let which: Filter = match selection(ctx, filter).await {
        Ok(which) => which,
        Err(failure) => return Err(Refusal::invalid(filter::violations(failure, "/filter")?).into()),
    };
    Ok(leads::list(&ctx.read(), &which, Sort::NEWEST, None, limit).await?.0)
}

/// What is wrong with the rule stands inside the body.
fn inside_rule(failure: Failure) -> Failure {
    match failure {
        Failure::Refused(mut refusal) => {
            for violation in &mut refusal.violations {
                violation.pointer.insert_str(0, "/rule");
            }
            refusal.into()
        }
        fault => fault,
    }
}
