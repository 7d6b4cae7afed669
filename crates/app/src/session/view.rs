//! Who am I, where, and what may I do?

use crate::{Ctx, failure::Result};
use anyhow::Context;
use domain::policy::{self, Permission};
use persistence::{
    members::{self, MemberCard},
    workspaces::{self, Workspace},
};

pub struct SessionView {
    pub user: MemberCard,
    pub workspace: Workspace,
    pub permissions: Vec<Permission>,
}

pub async fn view(ctx: &Ctx) -> Result<SessionView> {
    let db = ctx.read();
    let mut cards = members::cards(&db, [ctx.member.id]).await?;
    Ok(SessionView {
        user: cards.remove(&ctx.member.id).context("a member without a user")?,
        workspace: workspaces::current(&db).await?,
        permissions: policy::permissions(ctx.member.role),
    })
}
