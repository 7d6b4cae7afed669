//! One lead with everything its page shows.

use crate::{Ctx, failure::Result};
use domain::{ids::LeadId, refusal::Code};
use persistence::{
    leads::{self, LeadDetail},
    registrations::{self, Registration},
};

pub struct LeadPage {
    pub lead: LeadDetail,
    pub registrations: Vec<Registration>,
}

pub async fn view(ctx: &Ctx, id: LeadId) -> Result<LeadPage> {
    let db = ctx.read();
    let lead = leads::find(&db, id).await?.ok_or(Code::NotFound)?;
    Ok(LeadPage { lead, registrations: registrations::of_lead(&db, id).await? })
}
