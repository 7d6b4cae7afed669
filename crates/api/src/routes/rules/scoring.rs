//! What leads get points for.

use super::{TRIED, text, tree};
use crate::{
    extract::{Actor, Creating, IfMatch, Json, LeadsRead, SettingsManage, given},
    page::Page,
    problem::Problem,
    routes::{leads::LeadSummary, versioned},
};
use actix_web::{HttpResponse, delete, get, patch, post, web};
use app::rules::{self, ScoringForm, ScoringRule, ScoringTrial};
use domain::{idempotency::Operation, ids::ScoringRuleId, scoring::Since};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

/// What leads get points for.
#[derive(Serialize, ToSchema)]
#[schema(as = ScoringRule)]
pub(crate) struct ScoringRuleView {
    id: ScoringRuleId,
    /// Grows with every change; also the ETag.
    version: i32,
    name: String,
    enabled: bool,
    /// A filter tree, as its author wrote it; `null` selects every lead.
    #[schema(value_type = Option<Object>)]
    filter: Option<Value>,
    points: i32,
    /// After so many days half of the points are left, after as many again a quarter, and so on.
    half_life_days: Option<i32>,
    /// When the points begin to shrink.
    since: Since,
}

impl From<ScoringRule> for ScoringRuleView {
    fn from(rule: ScoringRule) -> Self {
        Self {
            id: rule.id,
            version: rule.version,
            name: rule.name,
            enabled: rule.enabled,
            filter: tree(rule.filter.as_deref()),
            points: rule.points,
            half_life_days: rule.half_life_days,
            since: rule.since,
        }
    }
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateScoringRuleBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[schema(max_length = 60)]
    name: String,
    /// A filter tree without “me” and without the score; left out or `null`: every lead.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    filter: Option<Value>,
    #[schema(minimum = -1000, maximum = 1000)]
    points: i32,
    #[serde(default)]
    #[schema(minimum = 1, maximum = 3650)]
    half_life_days: Option<i32>,
    /// Left out: `created`.
    #[serde(default)]
    #[schema(nullable = false)]
    since: Option<Since>,
    #[serde(default)]
    #[schema(nullable = false, default = true)]
    enabled: Option<bool>,
}

impl From<CreateScoringRuleBody> for ScoringForm {
    fn from(body: CreateScoringRuleBody) -> Self {
        Self {
            name: Some(body.name),
            enabled: body.enabled,
            filter: Some(text(body.filter)),
            points: Some(body.points),
            half_life_days: Some(body.half_life_days),
            since: body.since,
        }
    }
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateScoringRuleBody {
    #[validate(length(max = 500, message = "Too long."))]
    #[serde(default)]
    #[schema(max_length = 60, nullable = false)]
    name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Object>)]
    filter: Option<Option<Value>>,
    #[serde(default)]
    #[schema(minimum = -1000, maximum = 1000, nullable = false)]
    points: Option<i32>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<i32>, minimum = 1, maximum = 3650)]
    half_life_days: Option<Option<i32>>,
    #[serde(default)]
    #[schema(nullable = false)]
    since: Option<Since>,
    #[serde(default)]
    #[schema(nullable = false)]
    enabled: Option<bool>,
}

impl From<UpdateScoringRuleBody> for ScoringForm {
    fn from(body: UpdateScoringRuleBody) -> Self {
        Self {
            name: body.name,
            enabled: body.enabled,
            filter: body.filter.map(text),
            points: body.points,
            half_life_days: body.half_life_days,
            since: body.since,
        }
    }
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TryScoringRulesBody {
    /// A rule to try alone, saved or not; left out: all that are enabled.
    #[validate(nested)]
    #[serde(default)]
    rule: Option<CreateScoringRuleBody>,
    /// Which leads to try it on; left out: the newest.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    filter: Option<Value>,
    #[validate(range(min = 1, max = 100, message = "These are 1 to 100 leads."))]
    #[serde(default)]
    #[schema(minimum = 1, maximum = 100, default = 20, nullable = false)]
    limit: Option<u64>,
}

/// What a lead would score.
#[derive(Serialize, ToSchema)]
#[schema(as = ScoringTrial)]
pub(crate) struct ScoringTrialView {
    lead: LeadSummary,
    score: i32,
    /// They add up to the score.
    reasons: Vec<ScoringTrialReason>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ScoringTrialReason {
    /// Its name.
    rule: String,
    points: i32,
}

impl From<ScoringTrial> for ScoringTrialView {
    fn from(trial: ScoringTrial) -> Self {
        let reasons = trial.score.reasons.into_iter();
        Self {
            lead: trial.lead.into(),
            score: trial.score.score,
            reasons: reasons.map(|(rule, points)| ScoringTrialReason { rule, points }).collect(),
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ScoringRulePath {
    rule_id: ScoringRuleId,
}

/// What leads get points for
#[utoipa::path(
    tag = "settings", operation_id = "list_scoring_rules", security(("session" = [])),
    responses((status = 200, description = "All rules, as they were made", body = Page<ScoringRuleView>))
)]
#[get("/scoring-rules")]
pub(crate) async fn list_scoring_rules(
    actor: Actor<LeadsRead>,
) -> Result<web::Json<Page<ScoringRuleView>>, Problem> {
    let found = rules::list_scoring_rules(&actor).await?;
    Ok(web::Json(Page { items: found.into_iter().map(ScoringRuleView::from).collect(), next_cursor: None }))
}

/// Make a scoring rule
///
/// A lead's score is the sum of the enabled rules that match it. It is worked out again when the lead or a rule changes,
/// and daily where time makes a difference. A score is not an edit: versions and times stay.
#[utoipa::path(
    tag = "settings", operation_id = "create_scoring_rule", security(("session" = [])),
    request_body = CreateScoringRuleBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "Asking twice with the same key makes one")),
    responses((status = 201, description = "The rule", body = ScoringRuleView))
)]
#[post("/scoring-rules")]
pub(crate) async fn create_scoring_rule(
    actor: Actor<SettingsManage>,
    new: Creating<CreateScoringRuleBody>,
) -> Result<HttpResponse, Problem> {
    let key = new.key(Operation::CreateScoringRule);
    let made = rules::create_scoring_rule(&actor, &new.body.into(), key).await?;
    Ok(versioned(HttpResponse::Created(), made.version, ScoringRuleView::from(made)))
}

/// Change a scoring rule
#[utoipa::path(
    tag = "settings", operation_id = "update_scoring_rule", security(("session" = [])),
    request_body = UpdateScoringRuleBody,
    params(ScoringRulePath, ("If-Match" = Option<String>, Header, description = "The ETag that you saw")),
    responses((status = 200, description = "The rule", body = ScoringRuleView))
)]
#[patch("/scoring-rules/{rule_id}")]
pub(crate) async fn update_scoring_rule(
    actor: Actor<SettingsManage>,
    path: web::Path<ScoringRulePath>,
    seen: IfMatch,
    body: Json<UpdateScoringRuleBody>,
) -> Result<HttpResponse, Problem> {
    let changed = rules::update_scoring_rule(&actor, path.rule_id, &body.0.into(), seen.0).await?;
    Ok(versioned(HttpResponse::Ok(), changed.version, ScoringRuleView::from(changed)))
}

/// Delete a scoring rule
#[utoipa::path(
    tag = "settings", operation_id = "delete_scoring_rule", security(("session" = [])), params(ScoringRulePath),
    responses((status = 204, description = "It is gone"))
)]
#[delete("/scoring-rules/{rule_id}")]
pub(crate) async fn delete_scoring_rule(
    actor: Actor<SettingsManage>,
    path: web::Path<ScoringRulePath>,
) -> Result<HttpResponse, Problem> {
    rules::delete_scoring_rule(&actor, path.rule_id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// See what scoring rules would do
///
/// With leads that are there. Changes nothing.
#[utoipa::path(
    tag = "settings", operation_id = "try_scoring_rules", security(("session" = [])),
    request_body = TryScoringRulesBody,
    responses((status = 200, description = "Lead by lead", body = Page<ScoringTrialView>))
)]
#[post("/scoring-rules/dry-run")]
pub(crate) async fn try_scoring_rules(
    actor: Actor<SettingsManage>,
    body: Json<TryScoringRulesBody>,
) -> Result<web::Json<Page<ScoringTrialView>>, Problem> {
    let TryScoringRulesBody { rule, filter, limit } = body.0;
    let (rule, filter) = (rule.map(ScoringForm::from), text(filter));
    let tried = rules::try_scoring(&actor, rule.as_ref(), filter.as_deref(), limit.unwrap_or(TRIED)).await?;
    Ok(web::Json(Page { items: tried.into_iter().map(ScoringTrialView::from).collect(), next_cursor: None }))
}
