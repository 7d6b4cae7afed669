//! `/tags`.

use crate::{
    extract::{Actor, Creating, Json, LeadsRead, LeadsWrite, SettingsManage},
    page::Page,
    problem::Problem,
};
use actix_web::{HttpResponse, delete, get, patch, post, web};
use app::tags::{self, Tag};
use domain::{idempotency::Operation, ids::TagId, tag::TagColor};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

/// A word of the workspace's own.
#[derive(Serialize, ToSchema)]
#[schema(as = TagRef)]
pub(crate) struct TagView {
    id: TagId,
    name: String,
    color: TagColor,
}

impl From<Tag> for TagView {
    fn from(tag: Tag) -> Self {
        Self { id: tag.id, name: tag.name, color: tag.color }
    }
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateTagBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[schema(max_length = 40)]
    name: String,
    #[serde(default)]
    #[schema(nullable = false)]
    color: Option<TagColor>,
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateTagBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[serde(default)]
    #[schema(max_length = 40, nullable = false)]
    name: Option<String>,
    #[serde(default)]
    #[schema(nullable = false)]
    color: Option<TagColor>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct TagPath {
    tag_id: TagId,
}

/// The workspace's tags, by name
#[utoipa::path(
    tag = "settings", operation_id = "list_tags", security(("session" = [])),
    responses((status = 200, description = "All of them", body = Page<TagView>))
)]
#[get("/tags")]
pub(crate) async fn list_tags(actor: Actor<LeadsRead>) -> Result<web::Json<Page<TagView>>, Problem> {
    let items = tags::list(&actor).await?.into_iter().map(TagView::from).collect();
    Ok(web::Json(Page { items, next_cursor: None }))
}

/// Make a tag
///
/// Whoever works on leads may; renaming and deleting, which change other people's leads, is for those who manage
/// settings.
#[utoipa::path(
    tag = "settings", operation_id = "create_tag", security(("session" = [])), request_body = CreateTagBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "Asking twice with the same key makes one")),
    responses((status = 201, description = "The tag", body = TagView))
)]
#[post("/tags")]
pub(crate) async fn create_tag(
    actor: Actor<LeadsWrite>,
    new: Creating<CreateTagBody>,
) -> Result<HttpResponse, Problem> {
    let color = new.body.color.unwrap_or(TagColor::Gray);
    let tag = tags::create(&actor, &new.body.name, color, new.key(Operation::CreateTag)).await?;
    Ok(HttpResponse::Created().json(TagView::from(tag)))
}

/// Rename or recolour a tag
#[utoipa::path(
    tag = "settings", operation_id = "update_tag", security(("session" = [])), params(TagPath),
    request_body = UpdateTagBody, responses((status = 200, description = "The tag", body = TagView))
)]
#[patch("/tags/{tag_id}")]
pub(crate) async fn update_tag(
    actor: Actor<SettingsManage>,
    path: web::Path<TagPath>,
    body: Json<UpdateTagBody>,
) -> Result<web::Json<TagView>, Problem> {
    let tag = tags::update(&actor, path.tag_id, body.0.name.as_deref(), body.0.color).await?;
    Ok(web::Json(tag.into()))
}

/// Delete a tag
///
/// Leads lose it.
#[utoipa::path(
    tag = "settings", operation_id = "delete_tag", security(("session" = [])), params(TagPath),
    responses((status = 204, description = "It is gone"))
)]
#[delete("/tags/{tag_id}")]
pub(crate) async fn delete_tag(
    actor: Actor<SettingsManage>,
    path: web::Path<TagPath>,
) -> Result<HttpResponse, Problem> {
    tags::delete(&actor, path.tag_id).await?;
    Ok(HttpResponse::NoContent().finish())
}
