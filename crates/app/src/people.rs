//! Colleagues: who they are, what they may do, how far they see, and their teams.

use crate::{
    Ctx, audit,
    failure::{Failure, Result},
    rules,
};
use domain::{
    actor::Member,
    audit::{AuditAction, AuditObject},
    ids::{MemberId, TeamId, TeamMemberId},
    policy::{Permission, Reach, allows},
    refusal::{Code, Refusal, Violation},
    team::{self, LeadScope},
    text,
    workspace::Role,
};
use persistence::{OnUnique, WorkspaceDb, WorkspaceTx, members, teams};
use std::collections::HashMap;

pub use persistence::teams::Team;

pub struct Colleague {
    pub id: MemberId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub lead_scope: LeadScope,
    pub teams: Vec<Team>,
}

/// By name.
pub async fn list(ctx: &Ctx) -> Result<Vec<Colleague>> {
    load(&ctx.read()).await
}

async fn load(db: &WorkspaceDb) -> Result<Vec<Colleague>> {
    let known: HashMap<TeamId, Team> =
        teams::list(db).await?.into_iter().map(|team| (team.id, team)).collect();
    let mut of_member: HashMap<MemberId, Vec<Team>> = HashMap::new();
    for (member, team) in teams::memberships(db).await? {
        of_member.entry(member).or_default().extend(known.get(&team).cloned());
    }
    let colleague = |row: members::Row| {
        let mut teams = of_member.remove(&row.card.id).unwrap_or_default();
        teams.sort_by(|a, b| a.name.cmp(&b.name));
        Colleague {
            id: row.card.id,
            name: row.card.name,
            email: row.card.email,
            role: row.role,
            lead_scope: row.lead_scope,
            teams,
        }
    };
    Ok(members::list(db).await?.into_iter().map(colleague).collect())
}

/// How far a member sees; `None` for nobody of this workspace.
pub(crate) async fn reach(db: &WorkspaceDb, member: MemberId) -> Result<Option<Reach>> {
    Ok(with_reach(db, member).await?.map(|(_, reach)| reach))
}

/// How far a member works on leads; `None` for who may not, or is not here any more.
pub(crate) async fn working(db: &WorkspaceDb, member: MemberId) -> Result<Option<Reach>> {
    let found = with_reach(db, member).await?;
    Ok(found.filter(|(role, _)| allows(*role, Permission::LeadsWrite)).map(|(_, reach)| reach))
}

async fn with_reach(db: &WorkspaceDb, member: MemberId) -> Result<Option<(Role, Reach)>> {
    let colleagues = load(db).await?;
    let found = colleagues.iter().zip(reaches(&colleagues)).find(|(colleague, _)| colleague.id == member);
    Ok(found.map(|(colleague, reach)| (colleague.role, reach)))
}

/// What each of them sees, by the one rule.
pub(crate) fn reaches(colleagues: &[Colleague]) -> Vec<Reach> {
    let reach = |of: &Colleague| {
        let teams: Vec<TeamId> = of.teams.iter().map(|team| team.id).collect();
        let shares = |other: &&Colleague| other.teams.iter().any(|team| teams.contains(&team.id));
        let mates = colleagues.iter().filter(shares).map(|mate| mate.id).collect();
        Reach::of(of.id, of.role, of.lead_scope, teams, mates)
    };
    colleagues.iter().map(reach).collect()
}

pub struct Change {
    pub role: Option<Role>,
    pub lead_scope: Option<LeadScope>,
}

/// Takes effect with the member's next request.
pub async fn update(ctx: &Ctx, id: MemberId, change: &Change) -> Result<Colleague> {
    ctx.write(async |tx| {
        let all = members::list(tx).await?;
        let known = all.iter().find(|row| row.card.id == id).ok_or(Code::NotFound)?;
        let role = change.role.unwrap_or(known.role);
        refuse_raising(&ctx.member, known.role, role)?;
        let owners = all.iter().filter(|row| row.role == Role::Owner).count();
        if known.role == Role::Owner && role != Role::Owner && owners == 1 {
            return Err(Code::LastOwner.into());
        }
        members::update(tx, id, role, change.lead_scope.unwrap_or(known.lead_scope)).await?;
        audit::record(ctx, tx, AuditAction::Changed, AuditObject::Member, id.0, None).await
    })
    .await?;
    let found = list(ctx).await?.into_iter().find(|colleague| colleague.id == id);
    found.ok_or_else(|| Code::NotFound.into())
}

/// Only owners make owners, or unmake them.
fn refuse_raising(actor: &Member, from: Role, to: Role) -> Result<()> {
    if actor.role != Role::Owner && from != to && (from == Role::Owner || to == Role::Owner) {
        return Err(Refusal::new(Code::Forbidden).detail("Only an owner can do this.").into());
    }
    Ok(())
}

pub async fn list_teams(ctx: &Ctx) -> Result<Vec<Team>> {
    Ok(teams::list(&ctx.read()).await?)
}

fn name(raw: &str) -> Result<String> {
    let missing = || Refusal::invalid(vec![Violation::new("/name", "required", "Give it a name.")]);
    Ok(text::line(raw, team::NAME_MAX).ok_or_else(missing)?)
}

async fn record(ctx: &Ctx, tx: &WorkspaceTx, action: AuditAction, team: &Team) -> Result<()> {
    audit::record(ctx, tx, action, AuditObject::Team, team.id.0, Some(&team.name)).await
}

fn taken() -> Failure {
    Refusal::new(Code::NameTaken).at(Violation::new("/name", "taken", "Another team has this name.")).into()
}

pub async fn create_team(ctx: &Ctx, raw: &str) -> Result<Team> {
    let made = Team { id: TeamId(ctx.new_uuid()), name: name(raw)? };
    ctx.write(async |tx| {
        if teams::count(tx).await? >= team::TEAMS_MAX as u64 {
            return Err(Code::LimitReached.into());
        }
        teams::insert(tx, &made, ctx.now()).await.on_unique(taken)?;
        record(ctx, tx, AuditAction::Created, &made).await
    })
    .await?;
    Ok(made)
}

pub async fn rename_team(ctx: &Ctx, id: TeamId, raw: &str) -> Result<Team> {
    let renamed = Team { id, name: name(raw)? };
    ctx.write(async |tx| {
        teams::find(tx, id).await?.ok_or(Code::NotFound)?;
        teams::rename(tx, &renamed).await.on_unique(taken)?;
        record(ctx, tx, AuditAction::Changed, &renamed).await
    })
    .await?;
    Ok(renamed)
}

pub async fn delete_team(ctx: &Ctx, id: TeamId) -> Result<()> {
    ctx.write(async |tx| {
        let known = teams::find(tx, id).await?.ok_or(Code::NotFound)?;
        teams::delete(tx, id).await?;
        record(ctx, tx, AuditAction::Deleted, &known).await?;
        rules::leads_changed_at_once(ctx.state(), tx).await
    })
    .await
}

pub async fn add_to_team(ctx: &Ctx, team: TeamId, member: MemberId) -> Result<()> {
    ctx.write(async |tx| {
        let known = teams::find(tx, team).await?.ok_or(Code::NotFound)?;
        if !teams::is_member(tx, member).await? {
            return Err(Code::NotFound.into());
        }
        teams::add_member(tx, TeamMemberId(ctx.new_uuid()), team, member).await?;
        record(ctx, tx, AuditAction::Added, &known).await
    })
    .await
}

pub async fn remove_from_team(ctx: &Ctx, team: TeamId, member: MemberId) -> Result<()> {
    ctx.write(async |tx| {
        let known = teams::find(tx, team).await?.ok_or(Code::NotFound)?;
        if !teams::is_member(tx, member).await? {
            return Err(Code::NotFound.into());
        }
        teams::remove_member(tx, team, member).await?;
        record(ctx, tx, AuditAction::Removed, &known).await
    })
    .await
}
