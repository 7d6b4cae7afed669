//! Scores: worked out again in the transaction that changes a lead, by a job over all leads when a rule changes, and daily
//! where time alone makes a difference. Nothing is written where nothing changed.

use super::{nobody_asks, stored};
use crate::{
    Ctx,
    failure::{Failure, Result},
    jobs::{MAX_ATTEMPTS, score_leads},
    leads::filter::{Asking, Calendar},
    state::State,
};
use domain::{
    clock::Instant,
    field::Field,
    filter::Filter,
    ids::{JobId, LeadId, WorkspaceId},
    refusal::Code,
    scoring::{Since, worth},
};
use persistence::{
    WorkspaceDb, WorkspaceTx, fields,
    jobs::{NewJob, enqueue},
    leads,
    scoring::{self, Rule, Scored},
};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Scores that shrink with time are at most this old.
const FRESH: chrono::Duration = chrono::Duration::hours(24);

/// A sum, and what it is the sum of.
#[derive(Clone, Debug, Default)]
pub struct Score {
    pub score: i32,
    /// The name of a rule and its points.
    pub reasons: Vec<(String, i32)>,
}

/// The rules, ready to be asked.
pub(super) struct Scorer {
    rules: Vec<(Rule, Filter)>,
    now: Instant,
}

impl Scorer {
    pub(super) async fn of(db: &WorkspaceDb, rules: Vec<Rule>, now: Instant) -> Result<Self> {
        let asking = nobody_asks(db, now).await?;
        let ready = |rule: Rule| (stored(rule.filter.as_deref(), &asking), rule);
        let rules = rules.into_iter().map(ready).map(|(filter, rule)| (rule, filter)).collect();
        Ok(Self { rules, now })
    }

    async fn open(db: &WorkspaceDb, now: Instant) -> Result<Self> {
        Self::of(db, enabled(db).await?, now).await
    }

    /// The score of each of these leads.
    pub(super) async fn scores(&self, db: &WorkspaceDb, of: &[Scored]) -> Result<HashMap<LeadId, Score>> {
        let ids: Vec<LeadId> = of.iter().map(|lead| lead.id).collect();
        let known: HashMap<LeadId, &Scored> = of.iter().map(|lead| (lead.id, lead)).collect();
        let mut scores: HashMap<LeadId, Score> = ids.iter().map(|id| (*id, Score::default())).collect();
        for (rule, filter) in &self.rules {
            for id in leads::matching(db, filter, &ids).await? {
                let (Some(lead), Some(score)) = (known.get(&id), scores.get_mut(&id)) else { continue };
                let since = match rule.since {
                    Since::Created => lead.created_at,
                    Since::LastActivity => lead.last_activity_at,
                    Since::StageSince => lead.stage_since.unwrap_or(lead.created_at),
                };
                let points = worth(rule.points, rule.half_life_days, since, self.now);
                score.score += points;
                if points != 0 {
                    score.reasons.push((rule.name.clone(), points));
                }
            }
        }
        Ok(scores)
    }
}

async fn enabled(db: &WorkspaceDb) -> Result<Vec<Rule>> {
    Ok(scoring::list(db).await?.into_iter().filter(|rule| rule.enabled).collect())
}

/// Why a lead has the score it has, by now.
pub async fn explain(ctx: &Ctx, lead: LeadId) -> Result<Score> {
    let db = ctx.read();
    if !leads::is_visible(&db, lead).await? {
        return Err(Code::NotFound.into());
    }
    let found = scoring::of_leads(&db, &[lead]).await?;
    let scorer = Scorer::open(&db, ctx.now()).await?;
    Ok(scorer.scores(&db, &found).await?.remove(&lead).unwrap_or_default())
}

/// The last step of every transaction that changes leads.
pub(crate) async fn rescore(state: &State, tx: &WorkspaceTx) -> Result<(), Failure> {
    let changed = tx.take_changed();
    if changed.is_empty() {
        return Ok(());
    }
    let rules = enabled(tx).await?;
    if rules.is_empty() {
        return Ok(());
    }
    let scorer = Scorer::of(tx, rules, state.clock.now()).await?;
    write(tx, &scorer, &scoring::lock(tx, &changed).await?).await
}

/// Scores the next leads in the order of their ids; the last one of them, if more can follow.
pub(crate) async fn lock_and_score(
    state: &State,
    tx: &WorkspaceTx,
    after: LeadId,
    at_once: u64,
) -> Result<Option<LeadId>> {
    let found = scoring::lock_after(tx, after, at_once).await?;
    write(tx, &Scorer::open(tx, state.clock.now()).await?, &found).await?;
    Ok(found.last().filter(|_| found.len() as u64 == at_once).map(|lead| lead.id))
}

async fn write(tx: &WorkspaceTx, scorer: &Scorer, found: &[Scored]) -> Result<()> {
    let scores = scorer.scores(tx, found).await?;
    let mut changed: BTreeMap<i32, Vec<LeadId>> = BTreeMap::new();
    for lead in found {
        if let Some(Score { score, .. }) = scores.get(&lead.id).filter(|new| new.score != lead.score) {
            changed.entry(*score).or_default().push(lead.id);
        }
    }
    for (score, leads) in changed {
        scoring::set(tx, &leads, score).await?;
    }
    Ok(())
}

/// Scores every lead of the workspace anew, soon.
pub(crate) async fn score_all(state: &State, tx: &WorkspaceTx) -> Result<()> {
    scoring::applied(tx, state.clock.now()).await?;
    score_on(state, tx, LeadId(Uuid::nil())).await
}

/// Goes on after a lead.
pub(crate) async fn score_on(state: &State, tx: &WorkspaceTx, after: LeadId) -> Result<()> {
    let now = state.clock.now();
    let job = NewJob {
        id: JobId(state.new_uuid()),
        workspace_id: Some(tx.workspace()),
        kind: score_leads::KIND,
        payload: score_leads::payload(tx.workspace(), after),
        run_at: now,
        max_attempts: MAX_ATTEMPTS,
        dedupe_key: None,
    };
    Ok(enqueue(tx, vec![job], now).await?)
}

/// Something happened to leads that leaves no line on their timelines, because it happened to what they refer to.
pub(crate) async fn leads_changed_at_once(state: &State, tx: &WorkspaceTx) -> Result<()> {
    if enabled(tx).await?.is_empty() { Ok(()) } else { score_all(state, tx).await }
}

/// The part of the sweep: workspaces whose scores have become old by themselves.
pub(crate) async fn score_those_that_age(state: &State) -> Result<()> {
    let now = state.clock.now();
    let old = scoring::not_applied_since(&state.db.read_system(), now - FRESH).await?;
    let mut by_workspace: BTreeMap<WorkspaceId, Vec<Rule>> = BTreeMap::new();
    for (workspace, rule) in old {
        by_workspace.entry(workspace).or_default().push(rule);
    }
    for (workspace, rules) in by_workspace {
        let fields = fields::list(&state.db.read(workspace)).await?;
        if rules.iter().any(|rule| ages(rule, &fields, now)) {
            state.db.write(workspace, async |tx| score_all(state, tx).await).await?;
        }
    }
    Ok(())
}

/// Whether time alone changes what the rule says: its points shrink, or its filter means something else another day.
fn ages(rule: &Rule, fields: &[Field], now: Instant) -> bool {
    let at = |now| {
        let calendar = Calendar { now, zone: chrono_tz::UTC };
        stored(rule.filter.as_deref(), &Asking { me: None, calendar, fields: fields.to_vec() })
    };
    rule.half_life_days.is_some() || at(now) != at(now + chrono::Duration::days(1_000))
}
