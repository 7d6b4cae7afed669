//! Who gets new leads.

use super::{TRIED, text, tree};
use crate::{
    extract::{Actor, Creating, IfMatch, Json, LeadsRead, SettingsManage, given},
    page::Page,
    problem::Problem,
    routes::{
        leads::LeadSummary,
        people::{MemberRef, TeamRef},
        versioned,
    },
};
use actix_web::{HttpResponse, delete, get, patch, post, web};
use app::rules::{self, AssignmentForm, AssignmentRule, AssignmentTrial};
use domain::{
    assignment::AssignmentMode,
    idempotency::Operation,
    ids::{AssignmentRuleId, MemberId, TeamId},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

/// Which new leads go to whom.
#[derive(Serialize, ToSchema)]
#[schema(as = AssignmentRule)]
pub(crate) struct AssignmentRuleView {
    id: AssignmentRuleId,
    /// Grows with every change; also the ETag.
    version: i32,
    name: String,
    /// From 0 on; the first rule that matches decides.
    position: i32,
    enabled: bool,
    /// A filter tree, as its author wrote it; `null` selects every lead.
    #[schema(value_type = Option<Object>)]
    filter: Option<Value>,
    mode: AssignmentMode,
    /// In their order. Without any, the members of the team.
    targets: Vec<MemberRef>,
    /// Where the leads belong, too.
    team: Option<TeamRef>,
}

impl From<AssignmentRule> for AssignmentRuleView {
    fn from(known: AssignmentRule) -> Self {
        let rule = known.rule;
        Self {
            id: rule.id,
            version: rule.version,
            name: rule.name,
            position: rule.position,
            enabled: rule.enabled,
            filter: tree(rule.filter.as_deref()),
            mode: rule.mode,
            targets: known.targets.into_iter().map(MemberRef::from).collect(),
            team: known.team.map(TeamRef::from),
        }
    }
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateAssignmentRuleBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[schema(max_length = 60)]
    name: String,
    mode: AssignmentMode,
    /// A filter tree without “me”; left out or `null`: every lead.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    filter: Option<Value>,
    /// In their order; exactly one of them with `fixed`.
    #[serde(default)]
    #[schema(max_items = 100)]
    target_ids: Vec<MemberId>,
    /// Where the leads belong, too; its members share them where no targets are named.
    #[serde(default)]
    team_id: Option<TeamId>,
    #[serde(default)]
    #[schema(nullable = false, default = true)]
    enabled: Option<bool>,
    /// From 0 on; left out: last.
    #[serde(default)]
    #[schema(minimum = 0, nullable = false)]
    position: Option<i32>,
}

impl From<CreateAssignmentRuleBody> for AssignmentForm {
    fn from(body: CreateAssignmentRuleBody) -> Self {
        Self {
            name: Some(body.name),
            enabled: body.enabled,
            filter: Some(text(body.filter)),
            mode: Some(body.mode),
            target_ids: Some(body.target_ids),
            team_id: Some(body.team_id),
            position: body.position,
        }
    }
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateAssignmentRuleBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[serde(default)]
    #[schema(max_length = 60, nullable = false)]
    name: Option<String>,
    #[serde(default)]
    #[schema(nullable = false)]
    mode: Option<AssignmentMode>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Object>)]
    filter: Option<Option<Value>>,
    /// All of them, in their order.
    #[serde(default)]
    #[schema(max_items = 100, nullable = false)]
    target_ids: Option<Vec<MemberId>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<TeamId>)]
    team_id: Option<Option<TeamId>>,
    #[serde(default)]
    #[schema(nullable = false)]
    enabled: Option<bool>,
    /// From 0 on; the others make room.
    #[serde(default)]
    #[schema(minimum = 0, nullable = false)]
    position: Option<i32>,
}

impl From<UpdateAssignmentRuleBody> for AssignmentForm {
    fn from(body: UpdateAssignmentRuleBody) -> Self {
        Self {
            name: body.name,
            enabled: body.enabled,
            filter: body.filter.map(text),
            mode: body.mode,
            target_ids: body.target_ids,
            team_id: body.team_id,
            position: body.position,
        }
    }
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TryAssignmentRulesBody {
    /// A rule to try alone, saved or not; left out: all that are enabled.
    #[validate(nested)]
    #[serde(default)]
    rule: Option<CreateAssignmentRuleBody>,
    /// Which leads to try it on; left out: the newest.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    filter: Option<Value>,
    #[validate(range(min = 1, max = 100, message = "These are 1 to 100 leads."))]
    #[serde(default)]
    #[schema(minimum = 1, maximum = 100, default = 20, nullable = false)]
    limit: Option<u64>,
}

/// What the rules would do with a lead.
#[derive(Serialize, ToSchema)]
#[schema(as = AssignmentTrial)]
pub(crate) struct AssignmentTrialView {
    lead: LeadSummary,
    /// The rule that decides.
    rule: Option<AssignmentRuleRef>,
    /// Who would get the lead.
    owner: Option<MemberRef>,
    /// Why, in words for people.
    reason: String,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct AssignmentRuleRef {
    /// `null` for a rule that is not saved.
    id: Option<AssignmentRuleId>,
    name: String,
}

impl From<AssignmentTrial> for AssignmentTrialView {
    fn from(trial: AssignmentTrial) -> Self {
        Self {
            lead: trial.lead.into(),
            rule: trial.rule.map(|(id, name)| AssignmentRuleRef { id, name }),
            owner: trial.owner.map(MemberRef::from),
            reason: trial.reason,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct AssignmentRulePath {
    rule_id: AssignmentRuleId,
}

/// Who gets new leads
#[utoipa::path(
    tag = "settings", operation_id = "list_assignment_rules", security(("session" = [])),
    responses((status = 200, description = "All rules, in their order", body = Page<AssignmentRuleView>))
)]
#[get("/assignment-rules")]
pub(crate) async fn list_assignment_rules(
    actor: Actor<LeadsRead>,
) -> Result<web::Json<Page<AssignmentRuleView>>, Problem> {
    let found = rules::list_assignment_rules(&actor).await?;
    Ok(web::Json(Page {
        items: found.into_iter().map(AssignmentRuleView::from).collect(),
        next_cursor: None,
    }))
}

/// Make an assignment rule
///
/// Rules run for every new lead that no person has given to anybody, however it came, in the same moment. The first one
/// that matches and has somebody left decides; its reason stands on the lead's timeline. Who cannot work on leads is passed
/// over.
#[utoipa::path(
    tag = "settings", operation_id = "create_assignment_rule", security(("session" = [])),
    request_body = CreateAssignmentRuleBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "Asking twice with the same key makes one")),
    responses((status = 201, description = "The rule", body = AssignmentRuleView))
)]
#[post("/assignment-rules")]
pub(crate) async fn create_assignment_rule(
    actor: Actor<SettingsManage>,
    new: Creating<CreateAssignmentRuleBody>,
) -> Result<HttpResponse, Problem> {
    let key = new.key(Operation::CreateAssignmentRule);
    let made = rules::create_assignment_rule(&actor, &new.body.into(), key).await?;
    Ok(versioned(HttpResponse::Created(), made.rule.version, AssignmentRuleView::from(made)))
}

/// Change an assignment rule
#[utoipa::path(
    tag = "settings", operation_id = "update_assignment_rule", security(("session" = [])),
    request_body = UpdateAssignmentRuleBody,
    params(AssignmentRulePath, ("If-Match" = Option<String>, Header, description = "The ETag that you saw")),
    responses((status = 200, description = "The rule", body = AssignmentRuleView))
)]
#[patch("/assignment-rules/{rule_id}")]
pub(crate) async fn update_assignment_rule(
    actor: Actor<SettingsManage>,
    path: web::Path<AssignmentRulePath>,
    seen: IfMatch,
    body: Json<UpdateAssignmentRuleBody>,
) -> Result<HttpResponse, Problem> {
    let changed = rules::update_assignment_rule(&actor, path.rule_id, &body.0.into(), seen.0).await?;
    Ok(versioned(HttpResponse::Ok(), changed.rule.version, AssignmentRuleView::from(changed)))
}

/// Delete an assignment rule
#[utoipa::path(
    tag = "settings", operation_id = "delete_assignment_rule", security(("session" = [])),
    params(AssignmentRulePath), responses((status = 204, description = "It is gone"))
)]
#[delete("/assignment-rules/{rule_id}")]
pub(crate) async fn delete_assignment_rule(
    actor: Actor<SettingsManage>,
    path: web::Path<AssignmentRulePath>,
) -> Result<HttpResponse, Problem> {
    rules::delete_assignment_rule(&actor, path.rule_id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// See what assignment rules would do
///
/// With leads that are there, as if they came one after the other. Changes nothing.
#[utoipa::path(
    tag = "settings", operation_id = "try_assignment_rules", security(("session" = [])),
    request_body = TryAssignmentRulesBody,
    responses((status = 200, description = "Lead by lead", body = Page<AssignmentTrialView>))
)]
#[post("/assignment-rules/dry-run")]
pub(crate) async fn try_assignment_rules(
    actor: Actor<SettingsManage>,
    body: Json<TryAssignmentRulesBody>,
) -> Result<web::Json<Page<AssignmentTrialView>>, Problem> {
    let TryAssignmentRulesBody { rule, filter, limit } = body.0;
    let (rule, filter) = (rule.map(AssignmentForm::from), text(filter));
    let tried =
        rules::try_assignment(&actor, rule.as_ref(), filter.as_deref(), limit.unwrap_or(TRIED)).await?;
    Ok(web::Json(Page {
        items: tried.into_iter().map(AssignmentTrialView::from).collect(),
        next_cursor: None,
    }))
}
