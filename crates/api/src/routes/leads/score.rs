//! Why a lead has its score.

use super::LeadPath;
use crate::{
    extract::{Actor, LeadsRead},
    problem::Problem,
};
use actix_web::{get, web};
use app::rules;
use serde::Serialize;
use utoipa::ToSchema;

/// A score and what it is the sum of.
#[derive(Serialize, ToSchema)]
pub(crate) struct LeadScore {
    score: i32,
    /// They add up to the score.
    reasons: Vec<ScoreReason>,
}

/// A rule that matches.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScoreReason {
    name: String,
    /// What is left of its points by now.
    points: i32,
}

/// Why a lead has its score
///
/// By now: where points shrink with time, the lead itself shows a score that is at most a day old.
#[utoipa::path(
    tag = "leads", operation_id = "get_lead_score", security(("session" = [])), params(LeadPath),
    responses((status = 200, description = "The score and its reasons", body = LeadScore))
)]
#[get("/leads/{lead_id}/score")]
pub(crate) async fn get_lead_score(
    actor: Actor<LeadsRead>,
    path: web::Path<LeadPath>,
) -> Result<web::Json<LeadScore>, Problem> {
    let found = rules::explain(&actor, path.lead_id).await?;
    let reasons = found.reasons.into_iter().map(|(name, points)| ScoreReason { name, points }).collect();
    Ok(web::Json(LeadScore { score: found.score, reasons }))
}
