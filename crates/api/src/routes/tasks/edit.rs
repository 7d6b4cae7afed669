//! Tasks, written by people.

use super::{TaskPath, views::TaskView};
use crate::{
    extract::{Actor, Creating, IfMatch, Json, LeadsWrite, given},
    problem::Problem,
    routes::{leads::LeadPath, versioned},
};
use actix_web::{HttpResponse, delete, patch, post, web};
use app::{
    leads::Change,
    tasks::{self, TaskForm},
};
use chrono::{DateTime, Utc};
use domain::{idempotency::Operation, ids::MemberId, task::TaskPriority};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateTaskBody {
    #[schema(min_length = 1, max_length = 200)]
    title: String,
    #[serde(default)]
    #[schema(max_length = 5000)]
    detail: Option<String>,
    #[serde(default)]
    due_at: Option<DateTime<Utc>>,
    /// Left out: reminded when it is due.
    #[serde(default)]
    remind_at: Option<DateTime<Utc>>,
    /// Left out: you. `null`: nobody. It must be somebody who can see the lead.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<MemberId>)]
    assignee_id: Change<MemberId>,
    #[serde(default)]
    #[schema(nullable = false)]
    priority: Option<TaskPriority>,
}

/// A merge patch (RFC 7396): what is left out stays, `null` takes away.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateTaskBody {
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200, nullable = false)]
    title: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 5000)]
    detail: Change<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<DateTime<Utc>>)]
    due_at: Change<DateTime<Utc>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<DateTime<Utc>>)]
    remind_at: Change<DateTime<Utc>>,
    /// Somebody who can see the lead.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<MemberId>)]
    assignee_id: Change<MemberId>,
    #[serde(default)]
    #[schema(nullable = false)]
    priority: Option<TaskPriority>,
    /// Done, or open again.
    #[serde(default)]
    #[schema(nullable = false)]
    completed: Option<bool>,
}

/// Plan something about a lead
#[utoipa::path(
    tag = "tasks", operation_id = "create_task", security(("session" = [])), request_body = CreateTaskBody,
    params(LeadPath, ("Idempotency-Key" = Option<String>, Header, description = "Asking twice with the same key makes one")),
    responses((status = 201, description = "The task", body = TaskView))
)]
#[post("/leads/{lead_id}/tasks")]
pub(crate) async fn create_task(
    actor: Actor<LeadsWrite>,
    path: web::Path<LeadPath>,
    new: Creating<CreateTaskBody>,
) -> Result<HttpResponse, Problem> {
    let key = new.key(Operation::CreateTask);
    let body = new.body;
    let form = TaskForm {
        title: Some(body.title),
        detail: Some(body.detail),
        due_at: Some(body.due_at),
        remind_at: Some(body.remind_at),
        assignee_id: body.assignee_id,
        priority: body.priority,
        completed: None,
    };
    let task = tasks::create(&actor, path.lead_id, &form, key).await?;
    Ok(versioned(HttpResponse::Created(), task.task.version, TaskView::from(task)))
}

/// Change a task, or say that it is done
#[utoipa::path(
    tag = "tasks", operation_id = "update_task", security(("session" = [])), request_body = UpdateTaskBody,
    params(TaskPath, ("If-Match" = Option<String>, Header, description = "The ETag that you saw; refused when it is no longer the newest")),
    responses((status = 200, description = "The task as it is now", body = TaskView))
)]
#[patch("/tasks/{task_id}")]
pub(crate) async fn update_task(
    actor: Actor<LeadsWrite>,
    path: web::Path<TaskPath>,
    seen: IfMatch,
    body: Json<UpdateTaskBody>,
) -> Result<HttpResponse, Problem> {
    let body = body.0;
    let form = TaskForm {
        title: body.title,
        detail: body.detail,
        due_at: body.due_at,
        remind_at: body.remind_at,
        assignee_id: body.assignee_id,
        priority: body.priority,
        completed: body.completed,
    };
    let task = tasks::update(&actor, path.task_id, &form, seen.0).await?;
    Ok(versioned(HttpResponse::Ok(), task.task.version, TaskView::from(task)))
}

/// Delete a task
///
/// It can be restored for 30 days.
#[utoipa::path(
    tag = "tasks", operation_id = "delete_task", security(("session" = [])), params(TaskPath),
    responses((status = 204, description = "It is gone"))
)]
#[delete("/tasks/{task_id}")]
pub(crate) async fn delete_task(
    actor: Actor<LeadsWrite>,
    path: web::Path<TaskPath>,
) -> Result<HttpResponse, Problem> {
    tasks::delete(&actor, path.task_id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Bring a deleted task back
#[utoipa::path(
    tag = "tasks", operation_id = "restore_task", security(("session" = [])), params(TaskPath),
    responses((status = 200, description = "The task", body = TaskView))
)]
#[post("/tasks/{task_id}/restore")]
pub(crate) async fn restore_task(
    actor: Actor<LeadsWrite>,
    path: web::Path<TaskPath>,
) -> Result<HttpResponse, Problem> {
    let task = tasks::restore(&actor, path.task_id).await?;
    Ok(versioned(HttpResponse::Ok(), task.task.version, TaskView::from(task)))
}
