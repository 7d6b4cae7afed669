//! `/tasks` and `/leads/{lead_id}/tasks`.

mod edit;
mod views;

pub(crate) use edit::{create_task, delete_task, restore_task, update_task};
pub(crate) use views::NextTask;

use crate::{
    extract::{Actor, LeadsRead},
    page::{Page, limit, read_time_place, write_time_place},
    problem::Problem,
    routes::versioned,
};
use actix_web::{HttpResponse, get, web};
use app::tasks::{self, Query};
use domain::ids::{LeadId, TaskId};
use serde::Deserialize;
use utoipa::IntoParams;
use views::{TaskSummary, TaskView};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct TaskPath {
    task_id: TaskId,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct TaskListQuery {
    /// `open`, `done` or `all`.
    #[param(nullable = false, default = "open")]
    state: Option<String>,
    /// `me`, `none` or a member's id. Left out: everybody's.
    #[param(nullable = false)]
    assignee: Option<String>,
    /// Only those about this lead.
    #[param(nullable = false)]
    lead_id: Option<LeadId>,
    /// Due then or later: a moment, or a day in the workspace's time zone.
    #[param(nullable = false)]
    due_from: Option<String>,
    /// Due before then.
    #[param(nullable = false)]
    due_before: Option<String>,
    /// `next_cursor` of the page before, of the same list. Opaque.
    #[param(nullable = false)]
    cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 100, default = 50, nullable = false)]
    limit: Option<u64>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct TaskSummaryQuery {
    /// `me`, `none` or a member's id. Left out: everybody's.
    #[param(nullable = false)]
    assignee: Option<String>,
}

/// Tasks, as they come due
///
/// Those without a date come last; done ones come with the latest first.
#[utoipa::path(
    tag = "tasks", operation_id = "list_tasks", security(("session" = [])), params(TaskListQuery),
    responses((status = 200, description = "A page of tasks", body = Page<TaskView>))
)]
#[get("/tasks")]
pub(crate) async fn list_tasks(
    actor: Actor<LeadsRead>,
    query: web::Query<TaskListQuery>,
) -> Result<web::Json<Page<TaskView>>, Problem> {
    let wanted = Query {
        state: query.state.as_deref(),
        assignee: query.assignee.as_deref(),
        lead: query.lead_id,
        due_from: query.due_from.as_deref(),
        due_before: query.due_before.as_deref(),
        after: read_time_place(query.cursor.as_deref(), TaskId)?,
        limit: limit(query.limit)?,
    };
    let found = tasks::list(&actor, &wanted).await?;
    Ok(web::Json(Page {
        items: found.items.into_iter().map(TaskView::from).collect(),
        next_cursor: found.next.map(|(at, id)| write_time_place(at, id.0)),
    }))
}

/// How many open tasks there are, by when they are due
///
/// Days are those of the workspace's time zone. Each count ends at 10,000.
#[utoipa::path(
    tag = "tasks", operation_id = "get_task_summary", security(("session" = [])), params(TaskSummaryQuery),
    responses((status = 200, description = "The counts", body = TaskSummary))
)]
#[get("/tasks/summary")]
pub(crate) async fn get_task_summary(
    actor: Actor<LeadsRead>,
    query: web::Query<TaskSummaryQuery>,
) -> Result<web::Json<TaskSummary>, Problem> {
    Ok(web::Json(tasks::summary(&actor, query.assignee.as_deref()).await?.into()))
}

/// One task
#[utoipa::path(
    tag = "tasks", operation_id = "get_task", security(("session" = [])), params(TaskPath),
    responses((status = 200, description = "The task", body = TaskView))
)]
#[get("/tasks/{task_id}")]
pub(crate) async fn get_task(
    actor: Actor<LeadsRead>,
    path: web::Path<TaskPath>,
) -> Result<HttpResponse, Problem> {
    let task = tasks::view(&actor, path.task_id).await?;
    Ok(versioned(HttpResponse::Ok(), task.task.version, TaskView::from(task)))
}
