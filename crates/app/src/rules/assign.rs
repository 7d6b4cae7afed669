//! Giving a new lead to somebody: the first rule that matches and has somebody left decides. One way in for whatever makes
//! leads, in the transaction that makes them.

use super::{nobody_asks, stored};
use crate::{
    failure::{Failure, Result},
    state::State,
};
use domain::{
    activity::ActivityKind,
    actor::ActorKind,
    assignment::{AssignmentMode, least_loaded, next_in_turn},
    clock::Instant,
    filter::Filter,
    ids::{ActivityId, AssignmentRuleId, LeadId, MemberId},
    workspace::Role,
};
use persistence::{
    WorkspaceDb, WorkspaceTx,
    activities::{self, Activity},
    assignment::{self, Rule},
    leads,
    members::{self, MemberCard},
    teams,
};
use serde_json::json;
use std::collections::HashMap;

/// What the rules said about a lead.
pub(super) struct Decision {
    /// The rule that decided, or the last one that matched and had nobody left.
    pub(super) rule: Rule,
    pub(super) owner: Option<MemberCard>,
    /// Words for people.
    pub(super) reason: String,
}

/// Runs the rules for a lead that is being made and that no person has given to anybody. Call it when everything else
/// about the lead is written: its addresses, tags and registrations are what filters ask about. Says who has the lead now,
/// if a rule gave it to somebody: the caller tells them.
pub(crate) async fn assign(
    state: &State,
    tx: &WorkspaceTx,
    lead: LeadId,
) -> Result<Option<MemberId>, Failure> {
    let now = state.clock.now();
    let enabled: Vec<Rule> = assignment::list(tx).await?.into_iter().filter(|rule| rule.enabled).collect();
    if enabled.is_empty() {
        return Ok(None);
    }
    let mut desk = Desk::open(tx, enabled, now).await?;
    let mut matched = Vec::new();
    let mut decision = None;
    for at in 0..desk.rules.len() {
        let Some(seat) = desk.rules.get(at) else { break };
        if leads::matching(tx, &seat.filter, &[lead]).await?.is_empty() {
            continue;
        }
        desk.queue(tx, at, lead).await?;
        matched.push(at);
        decision = desk.decide(&matched);
        if decision.as_ref().is_some_and(|decision| decision.owner.is_some()) {
            break;
        }
    }
    let Some(decision) = decision else { return Ok(None) };
    if let Some(owner) = &decision.owner {
        leads::give(tx, lead, owner.id, decision.rule.team_id).await?;
        assignment::set_turn(tx, decision.rule.id, owner.id).await?;
    }
    let owner = decision.owner.as_ref().map(|owner| owner.id);
    let detail = json!({
        "rule": decision.rule.name,
        "to": decision.owner.map(|owner| owner.name),
        "reason": decision.reason,
    });
    let entry = Activity {
        id: ActivityId(state.new_uuid()),
        lead_id: lead,
        kind: ActivityKind::AssignedByRule,
        actor_kind: ActorKind::System,
        actor_id: None,
        detail: detail.to_string(),
        occurred_at: now,
    };
    activities::insert(tx, &[entry], now).await?;
    Ok(owner)
}

/// A rule, ready to be asked.
struct Seat {
    rule: Rule,
    filter: Filter,
    /// Those it names, else the members of its team.
    targets: Vec<MemberId>,
}

/// The rules with everything that their decisions depend on.
pub(super) struct Desk {
    rules: Vec<Seat>,
    /// Those who are still here, and whether they can work on leads.
    members: HashMap<MemberId, (MemberCard, bool)>,
    turns: HashMap<AssignmentRuleId, MemberId>,
    loads: HashMap<MemberId, u64>,
}

impl Desk {
    pub(super) async fn open(db: &WorkspaceDb, rules: Vec<Rule>, now: Instant) -> Result<Self> {
        let asking = nobody_asks(db, now).await?;
        let rows = members::list(db).await?;
        let by_name: Vec<MemberId> = rows.iter().map(|row| row.card.id).collect();
        let in_teams = teams::memberships(db).await?;
        let seat = |rule: Rule| {
            let in_team =
                |member: &MemberId| rule.team_id.is_some_and(|team| in_teams.contains(&(*member, team)));
            let targets = if rule.targets.is_empty() {
                by_name.iter().copied().filter(in_team).collect()
            } else {
                rule.targets.clone()
            };
            Seat { filter: stored(rule.filter.as_deref(), &asking), targets, rule }
        };
        let rules: Vec<Seat> = rules.into_iter().map(seat).collect();
        let turns = rules.iter().filter_map(|seat| Some((seat.rule.id, seat.rule.last_target_id?))).collect();
        let member = |row: members::Row| (row.card.id, (row.card, row.role != Role::Viewer));
        Ok(Self { rules, members: rows.into_iter().map(member).collect(), turns, loads: HashMap::new() })
    }

    /// Waits for those who ask the same rule, then looks at what they left.
    async fn queue(&mut self, tx: &WorkspaceTx, at: usize, lead: LeadId) -> Result<()> {
        let Some(Seat { rule, targets, .. }) = self.rules.get(at) else { return Ok(()) };
        if rule.mode == AssignmentMode::Fixed {
            return Ok(());
        }
        let last = assignment::lock_turn(tx, rule.id).await?;
        if rule.mode == AssignmentMode::LeastLoaded {
            self.loads = leads::open_counts(tx, targets, Some(lead)).await?;
        }
        let id = rule.id;
        last.map(|last| self.turns.insert(id, last));
        Ok(())
    }

    /// For a dry run, which waits for nobody: how much everybody has now.
    pub(super) async fn look(&mut self, db: &WorkspaceDb) -> Result<()> {
        let all: Vec<MemberId> = self.rules.iter().flat_map(|seat| seat.targets.clone()).collect();
        self.loads = leads::open_counts(db, &all, None).await?;
        Ok(())
    }

    /// Which rules match each of these leads, in their order.
    pub(super) async fn matches(
        &self,
        db: &WorkspaceDb,
        ids: &[LeadId],
    ) -> Result<HashMap<LeadId, Vec<usize>>> {
        let mut matches: HashMap<LeadId, Vec<usize>> = HashMap::new();
        for (at, seat) in self.rules.iter().enumerate() {
            for lead in leads::matching(db, &seat.filter, ids).await? {
                matches.entry(lead).or_default().push(at);
            }
        }
        Ok(matches)
    }

    /// What the rules that match say. Whoever gets the lead has had their turn, and one lead more.
    pub(super) fn decide(&mut self, matched: &[usize]) -> Option<Decision> {
        let mut said = String::new();
        let mut last = None;
        for seat in matched.iter().filter_map(|at| self.rules.get(*at)) {
            let Some((owner, why)) = self.choose(seat) else {
                said.push_str(&format!(
                    "“{}” matched, but nobody it names can work on leads. ",
                    seat.rule.name
                ));
                last = Some(seat.rule.clone());
                continue;
            };
            let rule = seat.rule.clone();
            self.turns.insert(rule.id, owner.id);
            *self.loads.entry(owner.id).or_default() += 1;
            return Some(Decision { rule, owner: Some(owner), reason: format!("{said}{why}") });
        }
        let reason = format!("{said}No other rule matched.");
        last.map(|rule| Decision { rule, owner: None, reason })
    }

    fn choose(&self, seat: &Seat) -> Option<(MemberCard, String)> {
        let can = |member: MemberId| self.members.get(&member).is_some_and(|(_, can)| *can);
        let load = |member: MemberId| self.loads.get(&member).copied().unwrap_or(0);
        let able = seat.targets.iter().filter(|target| can(**target)).count();
        let (chosen, mut why) = match seat.rule.mode {
            AssignmentMode::Fixed => {
                let chosen = seat.targets.iter().copied().find(|target| can(*target))?;
                (chosen, "The rule names one person.".to_owned())
            }
            AssignmentMode::LeastLoaded => {
                let chosen = least_loaded(&seat.targets, can, load)?;
                (chosen, format!("They have the fewest open leads of {able}: {}.", load(chosen)))
            }
            AssignmentMode::RoundRobin => {
                let chosen = next_in_turn(&seat.targets, self.turns.get(&seat.rule.id).copied(), can)?;
                (chosen, format!("It was their turn, as one of {able}."))
            }
        };
        let unable = seat.targets.iter().filter(|target| !can(**target));
        let names: Vec<&str> = unable
            .filter_map(|target| self.members.get(target))
            .map(|(card, _)| card.name.as_str())
            .collect();
        if !names.is_empty() {
            why.push_str(&format!(" Passed over, because they cannot work on leads: {}.", names.join(", ")));
        }
        self.members.get(&chosen).map(|(card, _)| (card.clone(), why))
    }
}
