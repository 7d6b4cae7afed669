//! `/members` and `/teams`.

use crate::{
    extract::{Actor, Json, LeadsRead, MembersManage},
    page::Page,
    problem::Problem,
    routes::people::TeamRef,
};
use actix_web::{HttpResponse, delete, get, patch, post, put, web};
use app::people::{self, Change, Colleague};
use domain::{
    ids::{MemberId, TeamId},
    team::LeadScope,
    workspace::Role,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

/// A member with what they may do.
#[derive(Serialize, ToSchema)]
pub(crate) struct MemberView {
    id: MemberId,
    name: String,
    email: String,
    role: Role,
    /// Which leads they see. Owners and admins see all of them, whatever it says.
    lead_scope: LeadScope,
    teams: Vec<TeamRef>,
}

impl From<Colleague> for MemberView {
    fn from(colleague: Colleague) -> Self {
        Self {
            id: colleague.id,
            name: colleague.name,
            email: colleague.email,
            role: colleague.role,
            lead_scope: colleague.lead_scope,
            teams: colleague.teams.into_iter().map(TeamRef::from).collect(),
        }
    }
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateMemberBody {
    #[serde(default)]
    #[schema(nullable = false)]
    role: Option<Role>,
    #[serde(default)]
    #[schema(nullable = false)]
    lead_scope: Option<LeadScope>,
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TeamBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[schema(max_length = 60)]
    name: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct MemberPath {
    member_id: MemberId,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct TeamPath {
    team_id: TeamId,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct TeamMemberPath {
    team_id: TeamId,
    member_id: MemberId,
}

/// The members of the workspace, by name
#[utoipa::path(
    tag = "settings", operation_id = "list_members", security(("session" = [])),
    responses((status = 200, description = "All of them", body = Page<MemberView>))
)]
#[get("/members")]
pub(crate) async fn list_members(actor: Actor<LeadsRead>) -> Result<web::Json<Page<MemberView>>, Problem> {
    let items = people::list(&actor).await?.into_iter().map(MemberView::from).collect();
    Ok(web::Json(Page { items, next_cursor: None }))
}

/// Give a member another role or scope
///
/// Takes effect with their next request. Only owners make owners, and the last one stays.
#[utoipa::path(
    tag = "settings", operation_id = "update_member", security(("session" = [])), params(MemberPath),
    request_body = UpdateMemberBody, responses((status = 200, description = "The member", body = MemberView))
)]
#[patch("/members/{member_id}")]
pub(crate) async fn update_member(
    actor: Actor<MembersManage>,
    path: web::Path<MemberPath>,
    body: Json<UpdateMemberBody>,
) -> Result<web::Json<MemberView>, Problem> {
    let change = Change { role: body.0.role, lead_scope: body.0.lead_scope };
    Ok(web::Json(people::update(&actor, path.member_id, &change).await?.into()))
}

/// The teams of the workspace, by name
#[utoipa::path(
    tag = "settings", operation_id = "list_teams", security(("session" = [])),
    responses((status = 200, description = "All of them", body = Page<TeamRef>))
)]
#[get("/teams")]
pub(crate) async fn list_teams(actor: Actor<LeadsRead>) -> Result<web::Json<Page<TeamRef>>, Problem> {
    let items = people::list_teams(&actor).await?.into_iter().map(TeamRef::from).collect();
    Ok(web::Json(Page { items, next_cursor: None }))
}

/// Make a team
#[utoipa::path(
    tag = "settings", operation_id = "create_team", security(("session" = [])), request_body = TeamBody,
    responses((status = 201, description = "The team", body = TeamRef))
)]
#[post("/teams")]
pub(crate) async fn create_team(
    actor: Actor<MembersManage>,
    body: Json<TeamBody>,
) -> Result<HttpResponse, Problem> {
    let team = people::create_team(&actor, &body.0.name).await?;
    Ok(HttpResponse::Created().json(TeamRef::from(team)))
}

/// Rename a team
#[utoipa::path(
    tag = "settings", operation_id = "update_team", security(("session" = [])), params(TeamPath),
    request_body = TeamBody, responses((status = 200, description = "The team", body = TeamRef))
)]
#[patch("/teams/{team_id}")]
pub(crate) async fn update_team(
    actor: Actor<MembersManage>,
    path: web::Path<TeamPath>,
    body: Json<TeamBody>,
) -> Result<web::Json<TeamRef>, Problem> {
    Ok(web::Json(people::rename_team(&actor, path.team_id, &body.0.name).await?.into()))
}

/// Delete a team
///
/// Its leads stay, and belong to no team.
#[utoipa::path(
    tag = "settings", operation_id = "delete_team", security(("session" = [])), params(TeamPath),
    responses((status = 204, description = "It is gone"))
)]
#[delete("/teams/{team_id}")]
pub(crate) async fn delete_team(
    actor: Actor<MembersManage>,
    path: web::Path<TeamPath>,
) -> Result<HttpResponse, Problem> {
    people::delete_team(&actor, path.team_id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Put a member into a team
#[utoipa::path(
    tag = "settings", operation_id = "add_team_member", security(("session" = [])), params(TeamMemberPath),
    responses((status = 204, description = "The member is in the team"))
)]
#[put("/teams/{team_id}/members/{member_id}")]
pub(crate) async fn add_team_member(
    actor: Actor<MembersManage>,
    path: web::Path<TeamMemberPath>,
) -> Result<HttpResponse, Problem> {
    people::add_to_team(&actor, path.team_id, path.member_id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Take a member out of a team
#[utoipa::path(
    tag = "settings", operation_id = "remove_team_member", security(("session" = [])), params(TeamMemberPath),
    responses((status = 204, description = "The member is not in the team"))
)]
#[delete("/teams/{team_id}/members/{member_id}")]
pub(crate) async fn remove_team_member(
    actor: Actor<MembersManage>,
    path: web::Path<TeamMemberPath>,
) -> Result<HttpResponse, Problem> {
    people::remove_from_team(&actor, path.team_id, path.member_id).await?;
    Ok(HttpResponse::NoContent().finish())
}
