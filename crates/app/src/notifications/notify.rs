//! Telling a member, in the transaction of what there is to tell.

use super::mail;
use crate::{failure::Result, leads::sees, state::State};
use domain::{
    ids::{LeadId, MemberId, NoteId, NotificationId, TaskId},
    notification::NotificationKind,
};
use persistence::{
    WorkspaceTx,
    notifications::{self, Notification},
};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Notice {
    pub(crate) kind: NotificationKind,
    pub(crate) lead: LeadId,
    pub(crate) task: Option<TaskId>,
    pub(crate) note: Option<NoteId>,
    /// How many more leads the same act was about.
    pub(crate) others: i32,
}

impl Notice {
    pub(crate) fn of(kind: NotificationKind, lead: LeadId) -> Self {
        Self { kind, lead, task: None, note: None, others: 0 }
    }
}

/// Says that somebody registered. The thousand who register for one webinar are one line: while it is unread, the next
/// ones say nothing new.
pub(crate) async fn captured(state: &State, tx: &WorkspaceTx, owner: MemberId, lead: LeadId) -> Result<()> {
    if notifications::has_unread(tx, owner, NotificationKind::Captured).await? {
        return Ok(());
    }
    notify(state, tx, None, owner, Notice::of(NotificationKind::Captured, lead)).await
}

/// Nobody hears of what they did themselves, of what they do not want to hear, or of a lead that they cannot see.
pub(crate) async fn notify(
    state: &State,
    tx: &WorkspaceTx,
    actor: Option<MemberId>,
    member: MemberId,
    notice: Notice,
) -> Result<()> {
    if actor == Some(member) || !sees(tx, notice.lead, member).await? {
        return Ok(());
    }
    let choices = notifications::choices(tx, member).await?;
    let Some(choice) = choices.into_iter().find(|choice| choice.kind == notice.kind) else { return Ok(()) };
    let is_mailed = choice.mail && state.mailer.is_some();
    if !(choice.in_app || is_mailed) {
        return Ok(());
    }
    let new = Notification {
        id: NotificationId(state.new_uuid()),
        member_id: member,
        kind: notice.kind,
        lead_id: notice.lead,
        task_id: notice.task,
        note_id: notice.note,
        actor_id: actor,
        others: notice.others,
        is_shown: choice.in_app,
        created_at: state.clock.now(),
        read_at: None,
    };
    // Thousands register for one webinar; everything else is said each time.
    let once = (notice.kind == NotificationKind::Captured).then_some(notice.kind.as_str());
    notifications::insert(tx, &new, once).await?;
    if is_mailed {
        mail::schedule(state, tx, new.id).await?;
    }
    Ok(())
}
