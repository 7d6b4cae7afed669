//! What clients see of tasks.

use crate::routes::people::{LeadRef, MemberRef};
use app::{MemberCard, tasks};
use chrono::{DateTime, Utc};
use domain::{
    ids::TaskId,
    task::{Task, TaskPriority},
};
use serde::Serialize;
use utoipa::ToSchema;

/// What somebody means to do about a lead.
#[derive(Serialize, ToSchema)]
#[schema(as = Task)]
pub(crate) struct TaskView {
    id: TaskId,
    /// Grows with every change; also the ETag.
    version: i32,
    lead: LeadRef,
    title: String,
    detail: Option<String>,
    due_at: Option<DateTime<Utc>>,
    /// When its assignee is reminded; without one, when it is due.
    remind_at: Option<DateTime<Utc>>,
    assignee: Option<MemberRef>,
    priority: TaskPriority,
    completed_at: Option<DateTime<Utc>>,
    completed_by: Option<MemberRef>,
    created_by: Option<MemberRef>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<tasks::TaskView> for TaskView {
    fn from(view: tasks::TaskView) -> Self {
        let task = view.task;
        Self {
            id: task.id,
            version: task.version,
            lead: LeadRef { id: task.lead_id, display_name: view.lead_name },
            title: task.title,
            detail: task.detail,
            due_at: task.due_at,
            remind_at: task.remind_at,
            assignee: view.assignee.map(MemberRef::from),
            priority: task.priority,
            completed_at: task.completed_at,
            completed_by: view.completed_by.map(MemberRef::from),
            created_by: view.created_by.map(MemberRef::from),
            created_at: task.created_at,
            updated_at: task.updated_at,
        }
    }
}

/// A lead's open task that is due first.
#[derive(Serialize, ToSchema)]
pub(crate) struct NextTask {
    id: TaskId,
    title: String,
    due_at: Option<DateTime<Utc>>,
    assignee: Option<MemberRef>,
}

impl NextTask {
    pub(crate) fn of(task: Task, assignee: Option<MemberCard>) -> Self {
        Self { id: task.id, title: task.title, due_at: task.due_at, assignee: assignee.map(MemberRef::from) }
    }
}

/// Open tasks by when they are due.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskSummary {
    overdue: u64,
    /// Later today.
    today: u64,
    upcoming: u64,
    /// Without a date.
    unscheduled: u64,
}

impl From<tasks::Summary> for TaskSummary {
    fn from(summary: tasks::Summary) -> Self {
        Self {
            overdue: summary.overdue,
            today: summary.today,
            upcoming: summary.upcoming,
            unscheduled: summary.unscheduled,
        }
    }
}
