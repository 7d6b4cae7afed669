//! One lead with everything its page shows.

use super::write::missing;
use crate::{Ctx, failure::Result};
use domain::ids::LeadId;
use persistence::{
    WorkspaceDb,
    leads::{self, LeadDetail},
    registrations::{self, Registration},
};

#[derive(Clone)]
pub struct LeadPage {
    pub lead: LeadDetail,
    pub registrations: Vec<Registration>,
}

pub async fn view(ctx: &Ctx, id: LeadId) -> Result<LeadPage> {
    load(&ctx.read(), id).await
}

/// For the answer to somebody's own act, which may have been to give the lead away.
pub(super) async fn page(ctx: &Ctx, id: LeadId) -> Result<LeadPage> {
    load(&ctx.state().db.read(ctx.member.workspace_id), id).await
}

async fn load(db: &WorkspaceDb, id: LeadId) -> Result<LeadPage> {
    let Some(lead) = leads::find(db, id).await? else { return Err(missing(db, id).await) };
    Ok(LeadPage { lead, registrations: registrations::of_lead(db, id).await? })
}
