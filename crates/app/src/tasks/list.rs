//! Lists of tasks, and how many there are of each kind today.

use super::{TaskView, views};
use crate::{Ctx, Page, failure::Result, leads::calendar};
use domain::{
    ids::{LeadId, MemberId},
    refusal::{Code, Refusal},
    task::TaskState,
};
use persistence::tasks::{self, Place, Wanted};

const COUNT_MAX: u64 = 10_000;

#[derive(Debug, Default)]
pub struct Query<'a> {
    /// `open`, `done` or `all`.
    pub state: Option<&'a str>,
    /// `me`, `none` or a member.
    pub assignee: Option<&'a str>,
    pub lead: Option<LeadId>,
    /// A moment, or a day of the workspace's calendar.
    pub due_from: Option<&'a str>,
    pub due_before: Option<&'a str>,
    pub after: Option<Place>,
    pub limit: u64,
}

/// Open ones as they come due; done ones with the latest first.
pub async fn list(ctx: &Ctx, query: &Query<'_>) -> Result<Page<TaskView, Place>> {
    let db = ctx.read();
    let malformed = |detail: &str| Refusal::new(Code::MalformedQuery).detail(detail.to_owned());
    let state = match query.state.unwrap_or("open") {
        "all" => None,
        word => Some(TaskState::parse(word).ok_or_else(|| malformed("state is open, done or all"))?),
    };
    let calendar = calendar(ctx).await?;
    let moment = |text: Option<&str>, name: &str| {
        let found = text.map(|text| {
            calendar.instant(text).map_err(|_| malformed(&format!("{name} is a moment or a day")))
        });
        found.transpose()
    };
    let wanted = Wanted {
        state,
        assignee: query.assignee.map(|word| assignee(ctx, word)).transpose()?,
        lead: query.lead,
        due_from: moment(query.due_from, "due_from")?,
        due_before: moment(query.due_before, "due_before")?,
    };
    let latest_first = state == Some(TaskState::Done);
    let (found, next) = tasks::list(&db, &wanted, latest_first, query.after, query.limit).await?;
    Ok(Page { items: views(&db, found).await?, next })
}

fn assignee(ctx: &Ctx, word: &str) -> Result<Option<MemberId>> {
    let malformed = || Refusal::new(Code::MalformedQuery).detail("assignee is me, none or a member's id");
    match word {
        "me" => Ok(Some(ctx.member.id)),
        "none" => Ok(None),
        id => Ok(Some(id.parse().map_err(|_| malformed())?)),
    }
}

/// Open tasks by when they are due, in the workspace's days.
pub struct Summary {
    pub overdue: u64,
    /// The rest of today.
    pub today: u64,
    pub upcoming: u64,
    pub unscheduled: u64,
}

pub async fn summary(ctx: &Ctx, who: Option<&str>) -> Result<Summary> {
    let db = ctx.read();
    let tomorrow = calendar(ctx).await?.tomorrow();
    let all = Wanted {
        state: Some(TaskState::Open),
        assignee: who.map(|word| assignee(ctx, word)).transpose()?,
        ..Wanted::default()
    };
    let count = async |wanted: Wanted| tasks::count(&db, &wanted, COUNT_MAX).await;
    let now = ctx.now();
    let overdue = count(Wanted { due_before: Some(now), ..all.clone() }).await?;
    let today = count(Wanted { due_from: Some(now), due_before: Some(tomorrow), ..all.clone() }).await?;
    let upcoming = count(Wanted { due_from: Some(tomorrow), ..all.clone() }).await?;
    let everything = count(all).await?;
    Ok(Summary {
        overdue,
        today,
        upcoming,
        unscheduled: everything.saturating_sub(overdue + today + upcoming),
    })
}
