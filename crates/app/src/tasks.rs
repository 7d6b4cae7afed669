//! What people mean to do about leads.

mod form;
mod list;
mod remind;

pub use form::TaskForm;
pub use list::{Query, Summary, list, summary};
pub(crate) use remind::{KIND as REMIND, run as remind};

use crate::{
    Ctx, MemberCard,
    failure::Result,
    idempotency,
    leads::{self, write},
    notifications::{Notice, notify},
};
use domain::{
    activity::ActivityKind,
    ids::{LeadId, MemberId, TaskId},
    notification::NotificationKind,
    refusal::{Code, Refusal, Violation},
    task::{Task, TaskPriority},
};
use persistence::{WorkspaceDb, WorkspaceTx, idempotency::Key, leads as rows, members, tasks};
use serde_json::json;

pub struct TaskView {
    pub task: Task,
    pub lead_name: String,
    pub assignee: Option<MemberCard>,
    pub completed_by: Option<MemberCard>,
    pub created_by: Option<MemberCard>,
}

pub async fn view(ctx: &Ctx, id: TaskId) -> Result<TaskView> {
    let db = ctx.read();
    let found = tasks::find(&db, id).await?.ok_or(Code::NotFound)?;
    views(&db, vec![found]).await?.pop().ok_or_else(|| Code::NotFound.into())
}

/// For its maker, unless the form names another.
pub async fn create(ctx: &Ctx, lead: LeadId, form: &TaskForm, key: Option<Key>) -> Result<TaskView> {
    let new = Task {
        id: TaskId(ctx.new_uuid()),
        lead_id: lead,
        title: String::new(),
        detail: None,
        due_at: None,
        remind_at: None,
        assignee_id: Some(ctx.member.id),
        priority: TaskPriority::Normal,
        completed_at: None,
        completed_by: None,
        created_by: Some(ctx.member.id),
        version: 1,
        created_at: ctx.now(),
        updated_at: ctx.now(),
        deleted_at: None,
    };
    let named = TaskForm { title: Some(form.title.clone().unwrap_or_default()), ..form.clone() };
    let new = named.fill(new, ctx)?;
    let made = ctx
        .write(async |tx| {
            let insert = async || {
                write::editable(tx, lead, None).await?;
                refuse_blind(ctx, tx, &new, None).await?;
                tasks::insert(tx, &new).await?;
                log(ctx, tx, &new, ActivityKind::TaskAdded).await?;
                follow_up(ctx, tx, None, &new).await
            };
            idempotency::once(ctx, tx, key.as_ref(), new.id.0, insert).await
        })
        .await?;
    view(ctx, TaskId(made)).await
}

pub async fn update(ctx: &Ctx, id: TaskId, form: &TaskForm, seen: Option<i32>) -> Result<TaskView> {
    ctx.write(async |tx| {
        let known = tasks::lock(tx, id).await?.filter(|task| task.deleted_at.is_none());
        let known = known.ok_or(Code::NotFound)?;
        if seen.is_some_and(|seen| seen != known.version) {
            return Err(Code::VersionConflict.into());
        }
        let task = form.fill(known.clone(), ctx)?;
        if task == known {
            return Ok(());
        }
        refuse_blind(ctx, tx, &task, known.assignee_id).await?;
        tasks::update(tx, &task).await?;
        match (known.completed_at, task.completed_at) {
            (None, Some(_)) => log(ctx, tx, &task, ActivityKind::TaskCompleted).await?,
            (Some(_), None) => log(ctx, tx, &task, ActivityKind::TaskReopened).await?,
            _ => {}
        }
        follow_up(ctx, tx, Some(&known), &task).await
    })
    .await?;
    view(ctx, id).await
}

/// It can come back for thirty days.
pub async fn delete(ctx: &Ctx, id: TaskId) -> Result<()> {
    ctx.write(async |tx| {
        let known = tasks::lock(tx, id).await?.filter(|task| task.deleted_at.is_none());
        let task = Task { deleted_at: Some(ctx.now()), ..known.ok_or(Code::NotFound)? };
        tasks::update(tx, &task).await?;
        log(ctx, tx, &task, ActivityKind::TaskDeleted).await
    })
    .await
}

pub async fn restore(ctx: &Ctx, id: TaskId) -> Result<TaskView> {
    ctx.write(async |tx| {
        let known = tasks::lock(tx, id).await?.ok_or(Code::NotFound)?;
        if known.deleted_at.is_none() {
            return Ok(());
        }
        let task = Task { deleted_at: None, ..known.clone() };
        tasks::update(tx, &task).await?;
        log(ctx, tx, &task, ActivityKind::TaskAdded).await?;
        follow_up(ctx, tx, Some(&known), &task).await
    })
    .await?;
    view(ctx, id).await
}

async fn log(ctx: &Ctx, tx: &WorkspaceTx, task: &Task, kind: ActivityKind) -> Result<()> {
    write::log(ctx, tx, task.lead_id, kind, &json!({"title": task.title})).await
}

/// A new assignee must be able to see the lead.
async fn refuse_blind(ctx: &Ctx, tx: &WorkspaceTx, task: &Task, before: Option<MemberId>) -> Result<()> {
    let Some(assignee) = task.assignee_id.filter(|assignee| Some(*assignee) != before) else { return Ok(()) };
    if assignee == ctx.member.id || leads::sees(tx, task.lead_id, assignee).await? {
        return Ok(());
    }
    let detail = "They cannot see this lead.";
    Err(Refusal::invalid(vec![Violation::new("/assignee_id", "cannot_see_lead", detail)]).into())
}

/// Tells a new assignee, and sets the clock for what is to be remembered.
async fn follow_up(ctx: &Ctx, tx: &WorkspaceTx, before: Option<&Task>, task: &Task) -> Result<()> {
    let assignee = task.assignee_id.filter(|_| task.completed_at.is_none());
    if let Some(assignee) = assignee.filter(|id| before.and_then(|before| before.assignee_id) != Some(*id)) {
        let notice =
            Notice { task: Some(task.id), ..Notice::of(NotificationKind::TaskAssigned, task.lead_id) };
        notify(ctx.state(), tx, Some(ctx.member.id), assignee, notice).await?;
    }
    match task.calls_at() {
        Some(at) if before.and_then(Task::calls_at) != Some(at) => {
            remind::schedule(ctx.state(), tx, task.id, at).await
        }
        _ => Ok(()),
    }
}

async fn views(db: &WorkspaceDb, found: Vec<Task>) -> Result<Vec<TaskView>> {
    let people = found.iter().flat_map(|task| [task.assignee_id, task.completed_by, task.created_by]);
    let people = members::cards(db, people.flatten()).await?;
    let names = rows::names(db, found.iter().map(|task| task.lead_id)).await?;
    let card = |id: Option<MemberId>| id.and_then(|id| people.get(&id).cloned());
    let view = |task: Task| TaskView {
        lead_name: names.get(&task.lead_id).cloned().unwrap_or_default(),
        assignee: card(task.assignee_id),
        completed_by: card(task.completed_by),
        created_by: card(task.created_by),
        task,
    };
    Ok(found.into_iter().map(view).collect())
}
