//! Pairs of leads that may be one person, and what people say of them. `jobs::match_leads` finds them.

use crate::{Ctx, Page, failure::Result, leads::Count};
use domain::{
    ids::{DuplicateId, LeadId},
    refusal::Code,
};
use persistence::{
    WorkspaceDb,
    duplicates::{self, Duplicate},
    leads::{self, LeadRow},
};

pub use persistence::duplicates::After;

/// Counting further costs more than the answer is worth.
const COUNT_MAX: u64 = 1_000;

pub struct Pair {
    pub duplicate: Duplicate,
    pub lead: LeadRow,
    pub other: LeadRow,
}

pub async fn list(ctx: &Ctx, dismissed: bool, after: Option<After>, limit: u64) -> Result<Page<Pair, After>> {
    let db = ctx.read();
    let (found, next) = duplicates::list(&db, dismissed, after, limit).await?;
    Ok(Page { items: pairs(&db, found).await?, next })
}

pub async fn count(ctx: &Ctx) -> Result<Count> {
    let count = duplicates::count(&ctx.read(), COUNT_MAX + 1).await?;
    Ok(Count { count: count.min(COUNT_MAX), is_capped: count > COUNT_MAX })
}

/// The lead itself comes first in each of them.
pub async fn of_lead(ctx: &Ctx, id: LeadId) -> Result<Vec<Pair>> {
    let db = ctx.read();
    if !leads::is_visible(&db, id).await? {
        return Err(Code::NotFound.into());
    }
    let found = duplicates::of_lead(&db, id).await?;
    let own_first = |pair: Pair| {
        if pair.lead.lead.id == id { pair } else { Pair { lead: pair.other, other: pair.lead, ..pair } }
    };
    Ok(pairs(&db, found).await?.into_iter().map(own_first).collect())
}

async fn pairs(db: &WorkspaceDb, found: Vec<Duplicate>) -> Result<Vec<Pair>> {
    let ids = found.iter().flat_map(|duplicate| [duplicate.lead, duplicate.other]);
    let rows = leads::rows_of(db, ids).await?;
    // Whoever went away between the two looks is left out.
    let pair = |duplicate: Duplicate| {
        let (lead, other) = (rows.get(&duplicate.lead)?.clone(), rows.get(&duplicate.other)?.clone());
        Some(Pair { duplicate, lead, other })
    };
    Ok(found.into_iter().filter_map(pair).collect())
}

/// They are two people: nobody is asked again. Saying so twice is saying it once.
pub async fn dismiss(ctx: &Ctx, id: DuplicateId) -> Result<()> {
    set(ctx, id, true).await
}

pub async fn ask_again(ctx: &Ctx, id: DuplicateId) -> Result<()> {
    set(ctx, id, false).await
}

async fn set(ctx: &Ctx, id: DuplicateId, is_dismissed: bool) -> Result<()> {
    ctx.write(async |tx| {
        let dismissed = is_dismissed.then(|| (ctx.now(), ctx.member.id));
        if duplicates::set_dismissed(tx, id, dismissed).await? { Ok(()) } else { Err(Code::NotFound.into()) }
    })
    .await
}
