//! Lists and counts of leads, and the search.

use super::filter::{self, Asking, Calendar};
use crate::{Ctx, Page, failure::Result};
use domain::{
    filter::{Filter, Sort},
    refusal::{Code, Refusal},
};
use persistence::{
    fields,
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
    // Most filters ask for no custom field.
    let fields = if filter.contains("custom.") { fields::list(&ctx.read()).await? } else { Vec::new() };
    let asking = Asking { me: Some(ctx.member.id), calendar: calendar(ctx).await?, fields };
    Ok(filter::parse(filter, &asking)?)
}

/// The workspace's days, seen from now.
pub(crate) async fn calendar(ctx: &Ctx) -> Result<Calendar> {
    let workspace = workspaces::current(&ctx.read()).await?;
    Ok(Calendar { now: ctx.now(), zone: workspace.time_zone.parse().unwrap_or(chrono_tz::UTC) })
}
