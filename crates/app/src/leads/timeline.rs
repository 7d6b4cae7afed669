//! What happened with a lead, newest first.

use crate::{
    Ctx, Page,
    failure::Result,
    notes::{self, NoteView},
};
use domain::{
    activity::ActivityKind,
    ids::{ActivityId, LeadId, NoteId},
    refusal::Code,
};
use persistence::{
    activities::{self, Activity},
    leads, members,
};

pub struct TimelineEntry {
    pub activity: Activity,
    /// Who, where it was a person of the workspace.
    pub actor_name: Option<String>,
    /// The note that was added, as it is now; `None` when it was deleted.
    pub note: Option<NoteView>,
}

pub async fn timeline(
    ctx: &Ctx,
    lead: LeadId,
    before: Option<ActivityId>,
    limit: u64,
) -> Result<Page<TimelineEntry, ActivityId>> {
    let db = ctx.read();
    if !leads::is_visible(&db, lead).await? {
        return Err(Code::NotFound.into());
    }
    let (found, more) = activities::list(&db, lead, before, limit).await?;
    let names = members::cards(&db, found.iter().filter_map(|activity| activity.actor_id)).await?;
    let next = found.last().filter(|_| more).map(|activity| activity.id);
    let mut notes = notes::by_id(&db, found.iter().filter_map(note_id)).await?;
    let entry = |activity: Activity| TimelineEntry {
        note: note_id(&activity).and_then(|id| notes.remove(&id)),
        actor_name: activity.actor_id.and_then(|id| names.get(&id)).map(|card| card.name.clone()),
        activity,
    };
    Ok(Page { items: found.into_iter().map(entry).collect(), next })
}

fn note_id(activity: &Activity) -> Option<NoteId> {
    if activity.kind != ActivityKind::NoteAdded {
        return None;
    }
    let detail: serde_json::Value = serde_json::from_str(&activity.detail).ok()?;
    detail.get("note_id")?.as_str()?.parse().ok()
}
