//! Teams, who is in them, and how far that lets a member see.

use crate::{
    DbError, SystemDb, WorkspaceDb, WorkspaceTx,
    entities::{leads, members, team_members, teams},
};
use domain::{
    actor::Member,
    clock::Instant,
    fold,
    ids::{MemberId, TeamId, TeamMemberId},
    policy::Reach,
    team::LeadScope,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
}

impl From<teams::Model> for Team {
    fn from(row: teams::Model) -> Self {
        Self { id: row.id, name: row.name }
    }
}

/// What a member sees. Asked at every request, so it costs nothing where it does not depend on teams.
pub(crate) async fn reach(db: &SystemDb, member: &Member) -> Result<Reach, DbError> {
    if member.lead_scope != LeadScope::Team {
        return Ok(Reach::of(member.id, member.role, member.lead_scope, Vec::new(), Vec::new()));
    }
    let teams: Vec<TeamId> = team_members::Entity::find()
        .select_only()
        .column(team_members::Column::TeamId)
        .filter(team_members::Column::WorkspaceId.eq(member.workspace_id))
        .filter(team_members::Column::MemberId.eq(member.id))
        .order_by_asc(team_members::Column::TeamId)
        .into_tuple()
        .all(&db.on())
        .await?;
    let colleagues: Vec<MemberId> = team_members::Entity::find()
        .select_only()
        .column(team_members::Column::MemberId)
        .filter(team_members::Column::WorkspaceId.eq(member.workspace_id))
        .filter(team_members::Column::TeamId.is_in(teams.iter().copied()))
        .into_tuple()
        .all(&db.on())
        .await?;
    Ok(Reach::of(member.id, member.role, member.lead_scope, teams, colleagues))
}

/// By name.
pub async fn list(db: &WorkspaceDb) -> Result<Vec<Team>, DbError> {
    let rows = teams::Entity::find()
        .filter(teams::Column::WorkspaceId.eq(db.workspace()))
        .order_by_asc(teams::Column::NameKey)
        .all(&db.on())
        .await?;
    Ok(rows.into_iter().map(Team::from).collect())
}

pub async fn find(db: &WorkspaceDb, id: TeamId) -> Result<Option<Team>, DbError> {
    let row = teams::Entity::find_by_id(id)
        .filter(teams::Column::WorkspaceId.eq(db.workspace()))
        .one(&db.on())
        .await?;
    Ok(row.map(Team::from))
}

pub async fn count(db: &WorkspaceDb) -> Result<u64, DbError> {
    Ok(teams::Entity::find().filter(teams::Column::WorkspaceId.eq(db.workspace())).count(&db.on()).await?)
}

/// Who is in which team.
pub async fn memberships(db: &WorkspaceDb) -> Result<Vec<(MemberId, TeamId)>, DbError> {
    Ok(team_members::Entity::find()
        .select_only()
        .column(team_members::Column::MemberId)
        .column(team_members::Column::TeamId)
        .filter(team_members::Column::WorkspaceId.eq(db.workspace()))
        .into_tuple()
        .all(&db.on())
        .await?)
}

pub async fn insert(tx: &WorkspaceTx, team: &Team, now: Instant) -> Result<(), DbError> {
    let row = teams::ActiveModel {
        id: Set(team.id),
        workspace_id: Set(tx.workspace()),
        name: Set(team.name.clone()),
        name_key: Set(fold::key(&team.name)),
        created_at: Set(now),
    };
    teams::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

pub async fn rename(tx: &WorkspaceTx, team: &Team) -> Result<(), DbError> {
    teams::Entity::update_many()
        .col_expr(teams::Column::Name, Expr::value(team.name.clone()))
        .col_expr(teams::Column::NameKey, Expr::value(fold::key(&team.name)))
        .filter(teams::Column::WorkspaceId.eq(tx.workspace()))
        .filter(teams::Column::Id.eq(team.id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// Its leads belong to no team afterwards.
pub async fn delete(tx: &WorkspaceTx, id: TeamId) -> Result<(), DbError> {
    leads::Entity::update_many()
        .col_expr(leads::Column::TeamId, Expr::value(Option::<TeamId>::None))
        .filter(leads::Column::WorkspaceId.eq(tx.workspace()))
        .filter(leads::Column::TeamId.eq(id))
        .exec(&tx.on())
        .await?;
    teams::Entity::delete_many()
        .filter(teams::Column::WorkspaceId.eq(tx.workspace()))
        .filter(teams::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// Does nothing where the member is in the team already. Team and member must be of this workspace.
pub async fn add_member(
    tx: &WorkspaceTx,
    id: TeamMemberId,
    team: TeamId,
    member: MemberId,
) -> Result<(), DbError> {
    let known = team_members::Entity::find()
        .filter(team_members::Column::TeamId.eq(team))
        .filter(team_members::Column::MemberId.eq(member))
        .count(&tx.on())
        .await?;
    if known == 0 {
        let row = team_members::ActiveModel {
            id: Set(id),
            workspace_id: Set(tx.workspace()),
            team_id: Set(team),
            member_id: Set(member),
        };
        team_members::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    }
    Ok(())
}

pub async fn remove_member(tx: &WorkspaceTx, team: TeamId, member: MemberId) -> Result<(), DbError> {
    team_members::Entity::delete_many()
        .filter(team_members::Column::WorkspaceId.eq(tx.workspace()))
        .filter(team_members::Column::TeamId.eq(team))
        .filter(team_members::Column::MemberId.eq(member))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// Whether the workspace has this member.
pub async fn is_member(db: &WorkspaceDb, member: MemberId) -> Result<bool, DbError> {
    let found = members::Entity::find_by_id(member)
        .filter(members::Column::WorkspaceId.eq(db.workspace()))
        .count(&db.on())
        .await?;
    Ok(found > 0)
}
