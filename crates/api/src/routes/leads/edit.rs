//! Leads, written by people.

use super::{LeadPath, views::LeadView};
use crate::{
    extract::{Actor, Creating, IfMatch, Json, LeadsWrite, given},
    problem::Problem,
    routes::{money::MoneyValue, versioned},
};
use actix_web::{HttpResponse, delete, http::header, patch, post, put, web};
use app::leads::{self, Change, LeadForm, LeadPage};
use domain::{
    idempotency::Operation,
    ids::{LeadId, MemberId, StageId, TagId, TeamId},
    lead::LeadStatus,
};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateLeadBody {
    #[serde(default)]
    #[schema(max_length = 120)]
    first_name: Option<String>,
    #[serde(default)]
    #[schema(max_length = 120)]
    last_name: Option<String>,
    #[serde(default)]
    #[schema(max_length = 120)]
    company: Option<String>,
    #[serde(default)]
    #[schema(max_length = 120)]
    title: Option<String>,
    /// ISO 3166, two letters.
    #[serde(default)]
    country: Option<String>,
    /// The first one is primary.
    #[serde(default)]
    #[schema(max_items = 20)]
    emails: Vec<String>,
    /// In any spelling; without a prefix they belong to the workspace's country.
    #[serde(default)]
    #[schema(max_items = 20)]
    phones: Vec<String>,
    #[serde(default)]
    status: Option<LeadStatus>,
    /// Left out: whoever the assignment rules name, else you. `null`: nobody.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<MemberId>)]
    owner_id: Change<MemberId>,
    #[serde(default)]
    team_id: Option<TeamId>,
    /// Left out: where new leads begin.
    #[serde(default)]
    stage_id: Option<StageId>,
    /// Needed in a lost stage.
    #[serde(default)]
    #[schema(max_length = 255)]
    lost_reason: Option<String>,
    #[serde(default)]
    value: Option<MoneyValue>,
    #[validate(length(max = 50, message = "At most 50 tags."))]
    #[serde(default)]
    #[schema(max_items = 50)]
    tag_ids: Vec<TagId>,
    /// What custom fields hold, by their keys.
    #[serde(default)]
    #[schema(value_type = Object)]
    custom: Map<String, Value>,
}

impl From<&CreateLeadBody> for LeadForm {
    fn from(body: &CreateLeadBody) -> Self {
        let some = |text: &Option<String>| text.clone().map(Some);
        Self {
            first_name: some(&body.first_name),
            last_name: some(&body.last_name),
            company: some(&body.company),
            title: some(&body.title),
            country: some(&body.country),
            emails: Some(body.emails.clone()),
            phones: Some(body.phones.clone()),
            status: body.status,
            owner_id: body.owner_id,
            team_id: body.team_id.map(Some),
            stage_id: body.stage_id,
            lost_reason: some(&body.lost_reason),
            value: body.value.as_ref().map(|value| Some(value.parts())),
            tag_ids: body.tag_ids.clone(),
            custom: body.custom.clone(),
        }
    }
}

/// A merge patch (RFC 7396): what is left out stays, `null` takes away.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateLeadBody {
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    first_name: Change<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    last_name: Change<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    company: Change<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    title: Change<String>,
    /// ISO 3166, two letters.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    country: Change<String>,
    /// All of them, the first one primary.
    #[serde(default)]
    #[schema(max_items = 20, nullable = false)]
    emails: Option<Vec<String>>,
    /// All of them, the first one primary.
    #[serde(default)]
    #[schema(max_items = 20, nullable = false)]
    phones: Option<Vec<String>>,
    #[serde(default)]
    #[schema(nullable = false)]
    status: Option<LeadStatus>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<MemberId>)]
    owner_id: Change<MemberId>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<TeamId>)]
    team_id: Change<TeamId>,
    #[serde(default)]
    #[schema(nullable = false)]
    stage_id: Option<StageId>,
    /// Needed in a lost stage.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 255)]
    lost_reason: Change<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<MoneyValue>)]
    value: Change<MoneyValue>,
    /// What custom fields hold, by their keys; `null` takes a value away.
    #[serde(default)]
    #[schema(value_type = Object)]
    custom: Map<String, Value>,
}

impl From<UpdateLeadBody> for LeadForm {
    fn from(body: UpdateLeadBody) -> Self {
        Self {
            first_name: body.first_name,
            last_name: body.last_name,
            company: body.company,
            title: body.title,
            country: body.country,
            emails: body.emails,
            phones: body.phones,
            status: body.status,
            owner_id: body.owner_id,
            team_id: body.team_id,
            stage_id: body.stage_id,
            lost_reason: body.lost_reason,
            value: body.value.map(|value| value.map(|value| value.parts())),
            tag_ids: Vec::new(),
            custom: body.custom,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct LeadTagPath {
    lead_id: LeadId,
    tag_id: TagId,
}

/// The lead with its version, which `If-Match` names later.
pub(super) fn tagged(response: actix_web::HttpResponseBuilder, page: LeadPage) -> HttpResponse {
    versioned(response, page.lead.row.lead.version, LeadView::from(page))
}

/// Enter a lead
///
/// At least a name, a company, an address or a number. An address belongs to one lead only: `lead_exists` names it.
#[utoipa::path(
    tag = "leads", operation_id = "create_lead", security(("session" = [])), request_body = CreateLeadBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "Asking twice with the same key makes one lead")),
    responses((status = 201, description = "The lead", body = LeadView))
)]
#[post("/leads")]
pub(crate) async fn create_lead(
    actor: Actor<LeadsWrite>,
    new: Creating<CreateLeadBody>,
) -> Result<HttpResponse, Problem> {
    let page = leads::create(&actor, &LeadForm::from(&new.body), new.key(Operation::CreateLead)).await?;
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, format!("/api/v1/leads/{}", page.lead.row.lead.id)));
    Ok(tagged(response, page))
}

/// Edit a lead
#[utoipa::path(
    tag = "leads", operation_id = "update_lead", security(("session" = [])), request_body = UpdateLeadBody,
    params(LeadPath, ("If-Match" = Option<String>, Header, description = "The ETag that you saw; refused when it is no longer the newest")),
    responses((status = 200, description = "The lead as it is now", body = LeadView))
)]
#[patch("/leads/{lead_id}")]
pub(crate) async fn update_lead(
    actor: Actor<LeadsWrite>,
    path: web::Path<LeadPath>,
    seen: IfMatch,
    body: Json<UpdateLeadBody>,
) -> Result<HttpResponse, Problem> {
    let page = leads::update(&actor, path.lead_id, &LeadForm::from(body.0), seen.0).await?;
    Ok(tagged(HttpResponse::Ok(), page))
}

/// Put a lead into the bin
///
/// It can be restored for 30 days.
#[utoipa::path(
    tag = "leads", operation_id = "delete_lead", security(("session" = [])),
    params(LeadPath, ("If-Match" = Option<String>, Header, description = "The ETag that you saw")),
    responses((status = 204, description = "It is in the bin"))
)]
#[delete("/leads/{lead_id}")]
pub(crate) async fn delete_lead(
    actor: Actor<LeadsWrite>,
    path: web::Path<LeadPath>,
    seen: IfMatch,
) -> Result<HttpResponse, Problem> {
    leads::delete(&actor, path.lead_id, seen.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Take a lead out of the bin
#[utoipa::path(
    tag = "leads", operation_id = "restore_lead", security(("session" = [])), params(LeadPath),
    responses((status = 200, description = "The lead", body = LeadView))
)]
#[post("/leads/{lead_id}/restore")]
pub(crate) async fn restore_lead(
    actor: Actor<LeadsWrite>,
    path: web::Path<LeadPath>,
) -> Result<HttpResponse, Problem> {
    Ok(tagged(HttpResponse::Ok(), leads::restore(&actor, path.lead_id).await?))
}

/// Give a lead a tag
#[utoipa::path(
    tag = "leads", operation_id = "tag_lead", security(("session" = [])), params(LeadTagPath),
    responses((status = 204, description = "The lead has the tag"))
)]
#[put("/leads/{lead_id}/tags/{tag_id}")]
pub(crate) async fn tag_lead(
    actor: Actor<LeadsWrite>,
    path: web::Path<LeadTagPath>,
) -> Result<HttpResponse, Problem> {
    leads::tag(&actor, path.lead_id, path.tag_id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Take a tag from a lead
#[utoipa::path(
    tag = "leads", operation_id = "untag_lead", security(("session" = [])), params(LeadTagPath),
    responses((status = 204, description = "The lead has the tag no more"))
)]
#[delete("/leads/{lead_id}/tags/{tag_id}")]
pub(crate) async fn untag_lead(
    actor: Actor<LeadsWrite>,
    path: web::Path<LeadTagPath>,
) -> Result<HttpResponse, Problem> {
    leads::untag(&actor, path.lead_id, path.tag_id).await?;
    Ok(HttpResponse::NoContent().finish())
}
