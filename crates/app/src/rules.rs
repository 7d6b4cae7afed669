//! Rules that decide about leads by themselves: who gets a new one, and what each of them scores. They are the
//! workspace's and act for nobody, so they see every lead and know no “me”.

mod assign;
mod assignment;
mod dry_run;
mod score;
mod scoring;

pub(crate) use assign::assign;
pub use assignment::{
    AssignmentForm, AssignmentRule, create as create_assignment_rule, delete as delete_assignment_rule,
    list as list_assignment_rules, update as update_assignment_rule,
};
pub use dry_run::{AssignmentTrial, ScoringTrial, try_assignment, try_scoring};
pub use score::{Score, explain};
pub(crate) use score::{
    leads_changed_at_once, lock_and_score, rescore, score_all, score_on, score_those_that_age,
};
pub use scoring::{
    ScoringForm, ScoringRule, create as create_scoring_rule, delete as delete_scoring_rule,
    list as list_scoring_rules, update as update_scoring_rule,
};

use crate::{
    failure::{Failure, Result},
    leads::filter::{self, Asking, Calendar},
};
use domain::{
    clock::Instant,
    filter::Filter,
    refusal::{Refusal, Violation},
    text,
};
use persistence::{WorkspaceDb, fields, workspaces};

/// Nobody asks, at this moment, where the workspace is.
async fn nobody_asks(db: &WorkspaceDb, now: Instant) -> Result<Asking> {
    let zone = workspaces::current(db).await?.time_zone.parse().unwrap_or(chrono_tz::UTC);
    Ok(Asking { me: None, calendar: Calendar { now, zone }, fields: fields::list(db).await? })
}

/// No filter selects everything.
fn parse(filter: Option<&str>, asking: &Asking) -> Result<Filter, Refusal> {
    filter.map_or(Ok(Filter::EVERYTHING), |filter| filter::parse(filter, asking))
}

/// A stored filter. What it asks about may be gone by now; then it selects nothing.
fn stored(filter: Option<&str>, asking: &Asking) -> Filter {
    parse(filter, asking).unwrap_or(Filter::Any(Vec::new()))
}

/// What is wrong with the filter of a rule that somebody wants.
fn check_filter(filter: Option<&str>, asking: &Asking, wrong: &mut Vec<Violation>) -> Result<()> {
    if let Err(refusal) = parse(filter, asking) {
        wrong.extend(filter::violations(Failure::Refused(refusal), "/filter")?);
    }
    Ok(())
}

fn check_name(raw: &str, max: usize, wrong: &mut Vec<Violation>) -> String {
    text::line(raw, max).unwrap_or_else(|| {
        wrong.push(Violation::new("/name", "required", "Give it a name."));
        String::new()
    })
}
