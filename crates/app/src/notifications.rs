//! What members hear of without looking for it: written with the change itself, shown live, and mailed a little later to
//! those who want that and have not looked by then.

mod mail;
mod notify;

pub(crate) use mail::{KIND as MAIL, give_up as give_up_mail, run as mail};
pub(crate) use notify::{Notice, captured, notify};
pub use persistence::notifications::Choice;

use crate::{Ctx, MemberCard, Page, failure::Result};
use domain::{
    ids::{NotificationId, TaskId},
    notification::NotificationKind,
    refusal::{Code, Refusal, Violation},
};
use persistence::{
    WorkspaceDb, leads, members,
    notifications::{self, Notification},
    tasks,
};

/// Counting further says nothing that “99+” does not.
const COUNT_MAX: u64 = 100;

pub struct NotificationView {
    pub notification: Notification,
    pub lead_name: String,
    pub actor: Option<MemberCard>,
    pub task: Option<(TaskId, String)>,
}

/// Newest first.
pub async fn list(
    ctx: &Ctx,
    only_unread: bool,
    before: Option<NotificationId>,
    limit: u64,
) -> Result<Page<NotificationView, NotificationId>> {
    let db = ctx.read();
    let (found, more) = notifications::list(&db, ctx.member.id, only_unread, before, limit).await?;
    let next = found.last().filter(|_| more).map(|notification| notification.id);
    Ok(Page { items: views(&db, found).await?, next })
}

async fn views(db: &WorkspaceDb, found: Vec<Notification>) -> Result<Vec<NotificationView>> {
    let names = leads::names(db, found.iter().map(|notification| notification.lead_id)).await?;
    let actors = members::cards(db, found.iter().filter_map(|notification| notification.actor_id)).await?;
    let titles = tasks::titles(db, found.iter().filter_map(|notification| notification.task_id)).await?;
    let view = |notification: Notification| NotificationView {
        lead_name: names.get(&notification.lead_id).cloned().unwrap_or_default(),
        actor: notification.actor_id.and_then(|id| actors.get(&id).cloned()),
        task: notification.task_id.and_then(|id| Some((id, titles.get(&id)?.clone()))),
        notification,
    };
    Ok(found.into_iter().map(view).collect())
}

pub struct Unread {
    pub count: u64,
    /// There are more.
    pub is_capped: bool,
}

pub async fn unread(ctx: &Ctx) -> Result<Unread> {
    let count = notifications::count_unread(&ctx.read(), ctx.member.id, COUNT_MAX + 1).await?;
    Ok(Unread { count: count.min(COUNT_MAX), is_capped: count > COUNT_MAX })
}

/// Read, or unread again.
pub async fn mark(ctx: &Ctx, id: NotificationId, is_read: bool) -> Result<()> {
    ctx.write(async |tx| {
        let known = notifications::find(tx, ctx.member.id, id).await?.ok_or(Code::NotFound)?;
        if known.read_at.is_some() == is_read {
            return Ok(());
        }
        Ok(notifications::mark(tx, ctx.member.id, id, is_read.then(|| ctx.now())).await?)
    })
    .await
}

/// Everything up to and with this one is read. What came while somebody looked at the list stays unread.
pub async fn read_until(ctx: &Ctx, until: NotificationId) -> Result<()> {
    ctx.write(async |tx| Ok(notifications::read_until(tx, ctx.member.id, until, ctx.now()).await?)).await
}

/// One for each kind.
pub async fn choices(ctx: &Ctx) -> Result<Vec<Choice>> {
    Ok(notifications::choices(&ctx.read(), ctx.member.id).await?)
}

/// Kinds that are left out stay as they are.
pub async fn choose(ctx: &Ctx, wanted: &[Choice]) -> Result<Vec<Choice>> {
    let twice = |(index, choice): (usize, &Choice)| {
        let again = wanted.iter().take(index).any(|earlier| earlier.kind == choice.kind);
        again.then(|| Violation::new(&format!("/items/{index}/kind"), "twice", "This kind is there already."))
    };
    let wrong: Vec<Violation> = wanted.iter().enumerate().filter_map(twice).collect();
    if !wrong.is_empty() {
        return Err(Refusal::invalid(wrong).into());
    }
    ctx.write(async |tx| {
        let mut choices = notifications::choices(tx, ctx.member.id).await?;
        for choice in &mut choices {
            let new = wanted.iter().find(|new| new.kind == choice.kind);
            *choice = new.copied().unwrap_or(*choice);
        }
        Ok(notifications::choose(tx, ctx.member.id, &choices).await?)
    })
    .await?;
    choices(ctx).await
}

/// In words, for a mail's subject.
fn headline(kind: NotificationKind, view: &NotificationView) -> String {
    let lead = &view.lead_name;
    let who = view.actor.as_ref().map_or("Cloop", |actor| &actor.name);
    let task = view.task.as_ref().map_or("A task", |(_, title)| title);
    match kind {
        NotificationKind::Assigned => match view.notification.others {
            0 => format!("{who} gave you {lead}"),
            1 => format!("{who} gave you {lead} and one more"),
            others => format!("{who} gave you {lead} and {others} more"),
        },
        NotificationKind::Captured => format!("{lead} registered"),
        NotificationKind::Mentioned => format!("{who} mentioned you on {lead}"),
        NotificationKind::TaskAssigned => format!("{who} gave you a task: {task} ({lead})"),
        NotificationKind::TaskDue => format!("{task} is due ({lead})"),
    }
}
