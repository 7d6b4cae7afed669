//! What somebody means to do about a lead.

use crate::{
    clock::Instant,
    ids::{LeadId, MemberId, TaskId},
    words::words,
};

pub const TITLE_MAX: usize = 200;
pub const DETAIL_MAX: usize = 5_000;
/// How long a deleted task can come back.
pub const RESTORE_DAYS: i64 = 30;

words! {
    TaskPriority {
        High = "high",
        Low = "low",
        Normal = "normal",
    }

    TaskState {
        Done = "done",
        Open = "open",
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub id: TaskId,
    pub lead_id: LeadId,
    pub title: String,
    pub detail: Option<String>,
    pub due_at: Option<Instant>,
    /// When its assignee wants to hear of it; without one, when it is due.
    pub remind_at: Option<Instant>,
    pub assignee_id: Option<MemberId>,
    pub priority: TaskPriority,
    pub completed_at: Option<Instant>,
    pub completed_by: Option<MemberId>,
    pub created_by: Option<MemberId>,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub deleted_at: Option<Instant>,
}

impl Task {
    pub fn state(&self) -> TaskState {
        if self.completed_at.is_some() { TaskState::Done } else { TaskState::Open }
    }

    /// When to call its assignee, unless it is done or gone.
    pub fn calls_at(&self) -> Option<Instant> {
        let is_over = self.completed_at.is_some() || self.deleted_at.is_some() || self.assignee_id.is_none();
        if is_over { None } else { self.remind_at.or(self.due_at) }
    }
}
