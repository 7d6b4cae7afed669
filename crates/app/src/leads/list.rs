//! Lists and counts of leads, and the search.

use super::filter::{self, Asking, Calendar};
use crate::{Ctx, Page, failure::Result};
use domain::{
    filter::{Filter, Sort},
    refusal::{Code, Refusal},
};
use persistence::{
    leads::{self, After, LeadRow},
    workspaces,
};

/// Counting further costs more than the answer is worth.
const COUNT_MAX: u64 = 10_000;
const QUERY_MAX: usize = 200;

pub struct Query<'a> {
    /// JSON.
    pub filter: Option<&'a str>,
    pub sort: Option<&'a str>,
    pub after: Option<After>,
    pub limit: u64,
}

pub async fn list(ctx: &Ctx, query: Query<'_>) -> Result<Page<LeadRow, After>> {
    let which = selection(ctx, query.filter).await?;
    let sort = query.sort.map_or(Some(Sort::NEWEST), Sort::parse);
    let sort = sort.ok_or_else(|| Refusal::new(Code::MalformedQuery).detail("sort is not one of ours"))?;
    let (items, next) = leads::list(&ctx.read(), &which, sort, query.after.as_ref(), query.limit).await?;
    Ok(Page { items, next })
}

pub struct Count {
    pub count: u64,
    /// There are more.
    pub is_capped: bool,
}

pub async fn count(ctx: &Ctx, filter: Option<&str>) -> Result<Count> {
    let which = selection(ctx, filter).await?;
    let count = leads::count(&ctx.read(), &which, COUNT_MAX + 1).await?;
    Ok(Count { count: count.min(COUNT_MAX), is_capped: count > COUNT_MAX })
}

/// Best first.
pub async fn search(ctx: &Ctx, query: &str, limit: usize) -> Result<Vec<LeadRow>> {
    let query: String = query.chars().take(QUERY_MAX).collect();
    Ok(leads::search(&ctx.read(), &query, limit).await?)
}

pub(crate) async fn selection(ctx: &Ctx, filter: Option<&str>) -> Result<Filter> {
    let Some(filter) = filter else { return Ok(Filter::EVERYTHING) };
    let workspace = workspaces::current(&ctx.read()).await?;
    let zone = workspace.time_zone.parse().unwrap_or(chrono_tz::UTC);
    let asking = Asking { me: Some(ctx.member.id), calendar: Calendar { now: ctx.now(), zone } };
    Ok(filter::parse(filter, &asking)?)
}
