//! What a client wants of a task.

use crate::{Ctx, failure::Result, leads::Change};
use domain::{
    clock::{Instant, latest},
    ids::MemberId,
    refusal::{Refusal, Violation},
    task::{DETAIL_MAX, TITLE_MAX, Task, TaskPriority},
    text,
};

/// What is left out stays.
#[derive(Clone, Debug, Default)]
pub struct TaskForm {
    pub title: Option<String>,
    pub detail: Change<String>,
    pub due_at: Change<Instant>,
    pub remind_at: Change<Instant>,
    pub assignee_id: Change<MemberId>,
    pub priority: Option<TaskPriority>,
    pub completed: Option<bool>,
}

impl TaskForm {
    /// The task as the form wants it, or everything that is wrong with the form.
    pub(super) fn fill(&self, mut task: Task, ctx: &Ctx) -> Result<Task> {
        let before = task.clone();
        let mut wrong = Vec::new();
        if let Some(title) = &self.title {
            match text::line(title, TITLE_MAX + 1).filter(|title| title.chars().count() <= TITLE_MAX) {
                Some(title) => task.title = title,
                None => {
                    let detail = format!("A task has a title of 1 to {TITLE_MAX} characters.");
                    wrong.push(Violation::new("/title", "length", detail));
                }
            }
        }
        if let Some(detail) = &self.detail {
            task.detail = detail.as_deref().and_then(text::paragraphs);
            if task.detail.as_ref().is_some_and(|detail| detail.chars().count() > DETAIL_MAX) {
                let detail = format!("At most {DETAIL_MAX} characters.");
                wrong.push(Violation::new("/detail", "length", detail));
            }
        }
        for (at, wanted, pointer) in
            [(&mut task.due_at, self.due_at, "/due_at"), (&mut task.remind_at, self.remind_at, "/remind_at")]
        {
            let Some(wanted) = wanted else { continue };
            if wanted.is_some_and(|wanted| !(wanted > Instant::UNIX_EPOCH && wanted < latest())) {
                wrong.push(Violation::new(pointer, "range", "This is between 1970 and 2037."));
            }
            *at = wanted;
        }
        task.assignee_id = self.assignee_id.unwrap_or(task.assignee_id);
        task.priority = self.priority.unwrap_or(task.priority);
        match self.completed {
            Some(true) if task.completed_at.is_none() => {
                (task.completed_at, task.completed_by) = (Some(ctx.now()), Some(ctx.member.id));
            }
            Some(false) => (task.completed_at, task.completed_by) = (None, None),
            _ => {}
        }
        if task != before {
            task.updated_at = ctx.now();
        }
        if wrong.is_empty() { Ok(task) } else { Err(Refusal::invalid(wrong).into()) }
    }
}
