//! `/fields`: what a workspace adds to its leads.

mod views;

pub(crate) use views::custom;

use crate::{
    extract::{Actor, Creating, IfMatch, Json, LeadsRead, PrivacyManage, SettingsManage},
    page::Page,
    problem::Problem,
    routes::versioned,
};
use actix_web::{HttpResponse, delete, get, patch, post, put, web};
use app::fields::{self, FieldForm, OptionForm};
use domain::{
    field::{FieldKind, LawfulBasis, PrivacyClass},
    idempotency::Operation,
    ids::{FieldId, OptionId},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;
use views::FieldView;

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateFieldBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    kind: FieldKind,
    /// What a choice offers.
    #[validate(length(max = 200, message = "At most 200 options."))]
    #[serde(default)]
    #[schema(max_items = 200, nullable = false)]
    options: Option<Vec<String>>,
    /// How much harm a leak would do. A special category needs a lawful basis before it holds anything.
    privacy_class: PrivacyClass,
}

/// A new option has no id.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldOptionBody {
    #[serde(default)]
    #[schema(nullable = false)]
    id: Option<OptionId>,
    #[schema(min_length = 1, max_length = 60)]
    label: String,
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateFieldBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[serde(default)]
    #[schema(min_length = 1, max_length = 60, nullable = false)]
    name: Option<String>,
    /// All of them, in their order. Leads lose what is left out.
    #[validate(length(max = 200, message = "At most 200 options."))]
    #[serde(default)]
    #[schema(max_items = 200, nullable = false)]
    options: Option<Vec<FieldOptionBody>>,
    #[serde(default)]
    #[schema(nullable = false)]
    privacy_class: Option<PrivacyClass>,
    #[serde(default)]
    #[schema(nullable = false)]
    position: Option<i32>,
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecordBasisBody {
    kind: LawfulBasis,
    /// Where the consent is kept, which law it is, and the like.
    #[serde(default)]
    #[schema(max_length = 1000)]
    note: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct FieldPath {
    field_id: FieldId,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeleteFieldQuery {
    /// Also when leads have values in it, which go with it.
    #[serde(default)]
    #[param(default = false)]
    discard_values: bool,
}

fn tagged(response: actix_web::HttpResponseBuilder, field: fields::FieldView) -> HttpResponse {
    versioned(response, field.field.version, FieldView::from(field))
}

/// The workspace's custom fields, in their order
#[utoipa::path(
    tag = "settings", operation_id = "list_fields", security(("session" = [])),
    responses((status = 200, description = "All of them", body = Page<FieldView>))
)]
#[get("/fields")]
pub(crate) async fn list_fields(actor: Actor<LeadsRead>) -> Result<web::Json<Page<FieldView>>, Problem> {
    let items = fields::list(&actor).await?.into_iter().map(FieldView::from).collect();
    Ok(web::Json(Page { items, next_cursor: None }))
}

/// Add a field to every lead
///
/// One that is, or looks like, a special category of personal data begins in quarantine.
#[utoipa::path(
    tag = "settings", operation_id = "create_field", security(("session" = [])), request_body = CreateFieldBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "Asking twice with the same key makes one")),
    responses((status = 201, description = "The field", body = FieldView))
)]
#[post("/fields")]
pub(crate) async fn create_field(
    actor: Actor<SettingsManage>,
    new: Creating<CreateFieldBody>,
) -> Result<HttpResponse, Problem> {
    let key = new.key(Operation::CreateField);
    let body = new.body;
    let option = |label: String| OptionForm { id: None, label };
    let form = FieldForm {
        name: Some(body.name),
        kind: Some(body.kind),
        options: body.options.map(|options| options.into_iter().map(option).collect()),
        class: Some(body.privacy_class),
        position: None,
    };
    Ok(tagged(HttpResponse::Created(), fields::create(&actor, &form, key).await?))
}

/// Change a field
#[utoipa::path(
    tag = "settings", operation_id = "update_field", security(("session" = [])), request_body = UpdateFieldBody,
    params(FieldPath, ("If-Match" = Option<String>, Header, description = "The ETag that you saw; refused when it is no longer the newest")),
    responses((status = 200, description = "The field as it is now", body = FieldView))
)]
#[patch("/fields/{field_id}")]
pub(crate) async fn update_field(
    actor: Actor<SettingsManage>,
    path: web::Path<FieldPath>,
    seen: IfMatch,
    body: Json<UpdateFieldBody>,
) -> Result<HttpResponse, Problem> {
    let body = body.0;
    let option = |option: FieldOptionBody| OptionForm { id: option.id, label: option.label };
    let form = FieldForm {
        name: body.name,
        kind: None,
        options: body.options.map(|options| options.into_iter().map(option).collect()),
        class: body.privacy_class,
        position: body.position,
    };
    Ok(tagged(HttpResponse::Ok(), fields::update(&actor, path.field_id, &form, seen.0).await?))
}

/// Delete a field
///
/// Refused while leads have values in it, unless you say that these go, too.
#[utoipa::path(
    tag = "settings", operation_id = "delete_field", security(("session" = [])),
    params(FieldPath, DeleteFieldQuery), responses((status = 204, description = "It is gone"))
)]
#[delete("/fields/{field_id}")]
pub(crate) async fn delete_field(
    actor: Actor<SettingsManage>,
    path: web::Path<FieldPath>,
    query: web::Query<DeleteFieldQuery>,
) -> Result<HttpResponse, Problem> {
    fields::delete(&actor, path.field_id, query.discard_values).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Record why a field may be kept
///
/// For owners. It opens a field in quarantine, and stays on record.
#[utoipa::path(
    tag = "settings", operation_id = "record_field_basis", security(("session" = [])), params(FieldPath),
    request_body = RecordBasisBody, responses((status = 200, description = "The field as it is now", body = FieldView))
)]
#[put("/fields/{field_id}/basis")]
pub(crate) async fn record_field_basis(
    actor: Actor<PrivacyManage>,
    path: web::Path<FieldPath>,
    body: Json<RecordBasisBody>,
) -> Result<HttpResponse, Problem> {
    let field = fields::record_basis(&actor, path.field_id, body.0.kind, body.0.note.as_deref()).await?;
    Ok(tagged(HttpResponse::Ok(), field))
}

/// Withdraw why a field may be kept
///
/// For owners. A field that needs a basis goes into quarantine: what it holds is kept and shown to nobody.
#[utoipa::path(
    tag = "settings", operation_id = "withdraw_field_basis", security(("session" = [])), params(FieldPath),
    responses((status = 200, description = "The field as it is now", body = FieldView))
)]
#[delete("/fields/{field_id}/basis")]
pub(crate) async fn withdraw_field_basis(
    actor: Actor<PrivacyManage>,
    path: web::Path<FieldPath>,
) -> Result<HttpResponse, Problem> {
    Ok(tagged(HttpResponse::Ok(), fields::withdraw_basis(&actor, path.field_id).await?))
}
