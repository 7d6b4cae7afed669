//! `/session` and `/sign-up`.

use crate::{
    cookie,
    extract::{Actor, Json, SessionManage, Visitor},
    problem::Problem,
};
use actix_web::{HttpResponse, delete, get, http::StatusCode, post, web};
use app::{
    Ctx,
    session::{self, Opened, SignIn, SignUp},
};
use domain::{
    ids::{MemberId, UserId, WorkspaceId},
    policy::Permission,
    team::LeadScope,
    workspace::Role,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignUpBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[schema(max_length = 500)]
    name: String,
    #[validate(length(max = 500, message = "Too long."))]
    #[schema(format = Email, max_length = 500)]
    email: String,
    #[validate(length(max = 1000, message = "Too long."))]
    #[schema(format = Password, min_length = 12, max_length = 256)]
    password: String,
    #[validate(length(max = 500, message = "Too long."))]
    #[schema(max_length = 500)]
    company_name: String,
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[schema(format = Email, max_length = 500)]
    email: String,
    #[validate(length(max = 1000, message = "Too long."))]
    #[schema(format = Password, max_length = 1000)]
    password: String,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct SessionView {
    user: UserView,
    workspace: WorkspaceView,
    role: Role,
    member: SessionMember,
    /// What this role may do.
    permissions: Vec<Permission>,
    /// Goes into the header `X-Csrf` of every unsafe request of this session.
    csrf_token: String,
}

/// You, as a member of the workspace.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionMember {
    id: MemberId,
    role: Role,
    lead_scope: LeadScope,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct UserView {
    id: UserId,
    name: String,
    email: String,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct WorkspaceView {
    id: WorkspaceId,
    slug: String,
    name: String,
    /// BCP 47.
    locale: String,
    /// IANA name.
    time_zone: String,
    /// ISO 4217.
    currency: String,
}

async fn view(ctx: &Ctx) -> Result<SessionView, Problem> {
    let view = session::view(ctx).await?;
    Ok(SessionView {
        user: UserView { id: view.user.user_id, name: view.user.name, email: view.user.email },
        workspace: WorkspaceView {
            id: view.workspace.id,
            slug: view.workspace.slug,
            name: view.workspace.name,
            locale: view.workspace.locale,
            time_zone: view.workspace.time_zone,
            currency: view.workspace.currency,
        },
        role: ctx.member.role,
        member: SessionMember { id: ctx.member.id, role: ctx.member.role, lead_scope: ctx.member.lead_scope },
        permissions: view.permissions,
        csrf_token: ctx.csrf_token(),
    })
}

async fn opened(status: StatusCode, opened: Opened) -> Result<HttpResponse, Problem> {
    let view = view(&opened.ctx).await?;
    Ok(HttpResponse::build(status).cookie(cookie::session(opened.token)).json(view))
}

/// Sign up: a user, a workspace, and its ownership
#[utoipa::path(
    tag = "session", operation_id = "sign_up", security(()),
    responses((status = 201, description = "Signed up and in", body = SessionView))
)]
#[post("/sign-up")]
pub(crate) async fn sign_up(visitor: Visitor, body: Json<SignUpBody>) -> Result<HttpResponse, Problem> {
    let Json(SignUpBody { name, email, password, company_name }) = body;
    let form = SignUp { name, email, password, company_name, from: visitor.from };
    opened(StatusCode::CREATED, session::sign_up(&visitor.app, form).await?).await
}

/// Sign in
#[utoipa::path(
    tag = "session", operation_id = "sign_in", security(()),
    responses((status = 200, description = "Signed in", body = SessionView))
)]
#[post("/session")]
pub(crate) async fn sign_in(visitor: Visitor, body: Json<SignInBody>) -> Result<HttpResponse, Problem> {
    let Json(SignInBody { email, password }) = body;
    let form = SignIn { email, password, from: visitor.from };
    opened(StatusCode::OK, session::sign_in(&visitor.app, form).await?).await
}

/// Who is signed in
#[utoipa::path(
    tag = "session", operation_id = "get_session", security(("session" = [])),
    responses((status = 200, description = "The session", body = SessionView))
)]
#[get("/session")]
pub(crate) async fn get_session(actor: Actor<SessionManage>) -> Result<web::Json<SessionView>, Problem> {
    Ok(web::Json(view(&actor).await?))
}

/// Sign out, at once and everywhere this session is open
#[utoipa::path(
    tag = "session", operation_id = "sign_out", security(("session" = [])),
    responses((status = 204, description = "Signed out"))
)]
#[delete("/session")]
pub(crate) async fn sign_out(actor: Actor<SessionManage>) -> Result<HttpResponse, Problem> {
    session::sign_out(&actor).await?;
    // Not `"cookies"`, which would sign people out of everything under the operator's domain, and not `"storage"`:
    // it holds the person's choice of theme.
    let clear = ("clear-site-data", "\"cache\"");
    Ok(HttpResponse::NoContent().insert_header(clear).cookie(cookie::removal()).finish())
}
