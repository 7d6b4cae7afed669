//! Who can see a lead, and why: the rule that every list and page goes by, asked for each member.

use crate::{
    Ctx,
    failure::Result,
    people::{self, Colleague},
};
use domain::{
    ids::{LeadId, MemberId},
    policy::{Because, because},
    refusal::Code,
};
use persistence::{WorkspaceDb, leads};

pub struct Access {
    pub colleague: Colleague,
    pub because: Because,
}

/// Whether a member can see the lead.
pub(crate) async fn sees(db: &WorkspaceDb, id: LeadId, member: MemberId) -> Result<bool> {
    let reach = people::reach(db, member).await?;
    Ok(match reach {
        Some(reach) => leads::is_visible_to(db, &reach, id).await?,
        None => false,
    })
}

/// In the order of their names.
pub async fn access(ctx: &Ctx, id: LeadId) -> Result<Vec<Access>> {
    let lead = leads::find(&ctx.read(), id).await?.ok_or(Code::NotFound)?.row.lead;
    let colleagues = people::list(ctx).await?;
    let reaches = people::reaches(&colleagues);
    let access = colleagues.into_iter().zip(reaches).filter_map(|(colleague, reach)| {
        let because = because(colleague.id, colleague.role, &reach, lead.owner_id, lead.team_id)?;
        Some(Access { colleague, because })
    });
    Ok(access.collect())
}
