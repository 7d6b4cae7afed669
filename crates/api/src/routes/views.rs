//! `/views`.

use crate::{
    extract::{Actor, Creating, IfMatch, Json, LeadsRead, given},
    page::Page,
    problem::Problem,
};
use actix_web::{HttpResponse, delete, get, patch, post, web};
use app::views::{self, View, ViewForm};
use domain::{
    idempotency::Operation,
    ids::{MemberId, ViewId},
    view::Visibility,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

/// A list that somebody looks at again.
#[derive(Serialize, ToSchema)]
pub(crate) struct ViewView {
    id: ViewId,
    name: String,
    visibility: Visibility,
    /// Whether you made it.
    mine: bool,
    /// A filter tree, as its author wrote it.
    #[schema(value_type = Object)]
    filter: Value,
    columns: Vec<String>,
    sort: Option<String>,
    position: i32,
    version: i32,
}

fn view(view: View, me: MemberId) -> ViewView {
    ViewView {
        id: view.id,
        name: view.name,
        visibility: view.visibility,
        mine: view.owner_id == me,
        filter: serde_json::from_str(&view.filter).unwrap_or_default(),
        columns: serde_json::from_str(&view.columns).unwrap_or_default(),
        sort: view.sort,
        position: view.position,
        version: view.version,
    }
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateViewBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[schema(max_length = 40)]
    name: String,
    #[serde(default)]
    #[schema(nullable = false)]
    visibility: Option<Visibility>,
    /// A filter tree; left out: every lead.
    #[serde(default)]
    #[schema(value_type = Option<Object>, nullable = false)]
    filter: Option<Value>,
    #[serde(default)]
    #[schema(max_items = 40, nullable = false)]
    columns: Option<Vec<String>>,
    /// As in `GET /leads`.
    #[serde(default)]
    sort: Option<String>,
    #[serde(default)]
    #[schema(nullable = false)]
    position: Option<i32>,
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateViewBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[serde(default)]
    #[schema(max_length = 40, nullable = false)]
    name: Option<String>,
    #[serde(default)]
    #[schema(nullable = false)]
    visibility: Option<Visibility>,
    #[serde(default)]
    #[schema(value_type = Option<Object>, nullable = false)]
    filter: Option<Value>,
    #[serde(default)]
    #[schema(max_items = 40, nullable = false)]
    columns: Option<Vec<String>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    sort: Option<Option<String>>,
    #[serde(default)]
    #[schema(nullable = false)]
    position: Option<i32>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ViewPath {
    view_id: ViewId,
}

/// Your saved views, and those that are shared
#[utoipa::path(
    tag = "leads", operation_id = "list_views", security(("session" = [])),
    responses((status = 200, description = "All of them, in their order", body = Page<ViewView>))
)]
#[get("/views")]
pub(crate) async fn list_views(actor: Actor<LeadsRead>) -> Result<web::Json<Page<ViewView>>, Problem> {
    let found = views::list(&actor).await?;
    let items = found.into_iter().map(|found| view(found, actor.member.id)).collect();
    Ok(web::Json(Page { items, next_cursor: None }))
}

/// Save a view
#[utoipa::path(
    tag = "leads", operation_id = "create_view", security(("session" = [])), request_body = CreateViewBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "Asking twice with the same key makes one")),
    responses((status = 201, description = "The view", body = ViewView))
)]
#[post("/views")]
pub(crate) async fn create_view(
    actor: Actor<LeadsRead>,
    new: Creating<CreateViewBody>,
) -> Result<HttpResponse, Problem> {
    let key = new.key(Operation::CreateView);
    let body = new.body;
    let form = ViewForm {
        name: Some(body.name),
        visibility: body.visibility,
        filter: body.filter.map(|filter| filter.to_string()),
        columns: body.columns,
        sort: Some(body.sort),
        position: body.position,
    };
    let made = views::create(&actor, &form, key).await?;
    Ok(HttpResponse::Created().json(view(made, actor.member.id)))
}

/// Change a view
///
/// Your own, or a shared one if you manage settings.
#[utoipa::path(
    tag = "leads", operation_id = "update_view", security(("session" = [])), request_body = UpdateViewBody,
    params(ViewPath, ("If-Match" = Option<String>, Header, description = "The version that you saw, as an ETag")),
    responses((status = 200, description = "The view", body = ViewView))
)]
#[patch("/views/{view_id}")]
pub(crate) async fn update_view(
    actor: Actor<LeadsRead>,
    path: web::Path<ViewPath>,
    seen: IfMatch,
    body: Json<UpdateViewBody>,
) -> Result<web::Json<ViewView>, Problem> {
    let body = body.0;
    let form = ViewForm {
        name: body.name,
        visibility: body.visibility,
        filter: body.filter.map(|filter| filter.to_string()),
        columns: body.columns,
        sort: body.sort,
        position: body.position,
    };
    let changed = views::update(&actor, path.view_id, &form, seen.0).await?;
    Ok(web::Json(view(changed, actor.member.id)))
}

/// Delete a view
#[utoipa::path(
    tag = "leads", operation_id = "delete_view", security(("session" = [])), params(ViewPath),
    responses((status = 204, description = "It is gone"))
)]
#[delete("/views/{view_id}")]
pub(crate) async fn delete_view(
    actor: Actor<LeadsRead>,
    path: web::Path<ViewPath>,
) -> Result<HttpResponse, Problem> {
    views::delete(&actor, path.view_id).await?;
    Ok(HttpResponse::NoContent().finish())
}
