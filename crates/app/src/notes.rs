//! What people write about leads. The timeline has an entry for each note and shows it as it is now.

use crate::{
    Ctx, MemberCard, Page,
    failure::Result,
    idempotency,
    leads::write,
    notifications::{Notice, notify},
};
use domain::{
    activity::ActivityKind,
    ids::{LeadId, MemberId, NoteId},
    note::{BODY_MAX, NoteText},
    notification::NotificationKind,
    policy::{Permission, allows},
    refusal::{Code, Refusal, Violation},
};
use persistence::{
    WorkspaceDb, WorkspaceTx,
    idempotency::Key,
    leads, members,
    notes::{self, Note},
};
use serde_json::json;
use std::collections::HashMap;

pub struct NoteView {
    pub note: Note,
    pub author: Option<MemberCard>,
    /// Those of the mentioned who are members.
    pub mentions: Vec<MemberCard>,
}

/// Newest first.
pub async fn list(
    ctx: &Ctx,
    lead: LeadId,
    pinned: Option<bool>,
    before: Option<NoteId>,
    limit: u64,
) -> Result<Page<NoteView, NoteId>> {
    let db = ctx.read();
    if !leads::is_visible(&db, lead).await? {
        return Err(Code::NotFound.into());
    }
    let (found, more) = notes::list(&db, lead, pinned, before, limit).await?;
    let next = found.last().filter(|_| more).map(|note| note.id);
    Ok(Page { items: views(&db, found).await?, next })
}

pub async fn create(ctx: &Ctx, lead: LeadId, body: &str, pinned: bool, key: Option<Key>) -> Result<NoteView> {
    let note = Note {
        id: NoteId(ctx.new_uuid()),
        lead_id: lead,
        author_id: Some(ctx.member.id),
        body: text(body)?,
        pinned,
        version: 1,
        created_at: ctx.now(),
        edited_at: None,
        deleted_at: None,
    };
    let made = ctx
        .write(async |tx| {
            let insert = async || {
                write::editable(tx, lead, None).await?;
                notes::insert(tx, &note).await?;
                call(ctx, tx, &note, &[]).await?;
                write::log(ctx, tx, lead, ActivityKind::NoteAdded, &json!({"note_id": note.id})).await
            };
            idempotency::once(ctx, tx, key.as_ref(), note.id.0, insert).await
        })
        .await?;
    find(ctx, NoteId(made)).await
}

/// What a client wants of a note; `None` leaves it as it is.
pub struct NoteChange<'a> {
    pub body: Option<&'a str>,
    pub pinned: Option<bool>,
}

/// Only its author rewrites a note. Whoever works on the lead pins it.
pub async fn update(ctx: &Ctx, id: NoteId, change: &NoteChange<'_>, seen: Option<i32>) -> Result<NoteView> {
    let body = change.body.map(text).transpose()?;
    ctx.write(async |tx| {
        let known = there(tx, id).await?;
        if body.is_some() && known.author_id != Some(ctx.member.id) {
            return Err(Code::NotTheAuthor.into());
        }
        if seen.is_some_and(|seen| seen != known.version) {
            return Err(Code::VersionConflict.into());
        }
        let called = known.body.mentions();
        let rewritten = body.as_ref().filter(|body| **body != known.body);
        let note = Note {
            body: rewritten.cloned().unwrap_or_else(|| known.body.clone()),
            pinned: change.pinned.unwrap_or(known.pinned),
            edited_at: rewritten.map_or(known.edited_at, |_| Some(ctx.now())),
            ..known
        };
        call(ctx, tx, &note, &called).await?;
        Ok(notes::update(tx, &note).await?)
    })
    .await?;
    find(ctx, id).await
}

/// It can come back for thirty days.
pub async fn delete(ctx: &Ctx, id: NoteId) -> Result<()> {
    ctx.write(async |tx| {
        let known = there(tx, id).await?;
        refuse_others(ctx, &known)?;
        Ok(notes::update(tx, &Note { deleted_at: Some(ctx.now()), ..known }).await?)
    })
    .await
}

pub async fn restore(ctx: &Ctx, id: NoteId) -> Result<NoteView> {
    ctx.write(async |tx| {
        let known = locked(tx, id).await?;
        refuse_others(ctx, &known)?;
        Ok(notes::update(tx, &Note { deleted_at: None, ..known }).await?)
    })
    .await?;
    find(ctx, id).await
}

/// The note, locked, unless it was deleted.
async fn there(tx: &WorkspaceTx, id: NoteId) -> Result<Note> {
    let note = locked(tx, id).await?;
    if note.deleted_at.is_some() { Err(Code::NotFound.into()) } else { Ok(note) }
}

/// The note, deleted or not, of a lead that can be worked on.
async fn locked(tx: &WorkspaceTx, id: NoteId) -> Result<Note> {
    let note = notes::lock(tx, id).await?.ok_or(Code::NotFound)?;
    write::editable(tx, note.lead_id, None).await?;
    Ok(note)
}

/// A note is its author's, and of those who answer for the workspace.
fn refuse_others(ctx: &Ctx, note: &Note) -> Result<()> {
    let may = note.author_id == Some(ctx.member.id) || allows(ctx.member.role, Permission::SettingsManage);
    if may { Ok(()) } else { Err(Code::NotTheAuthor.into()) }
}

fn text(raw: &str) -> Result<NoteText> {
    let wrong = || {
        let detail = format!("A note has 1 to {BODY_MAX} characters.");
        Refusal::invalid(vec![Violation::new("/body", "length", detail)])
    };
    Ok(NoteText::parse(raw).ok_or_else(wrong)?)
}

/// Tells those whom the note mentions and has not mentioned before.
async fn call(ctx: &Ctx, tx: &WorkspaceTx, note: &Note, before: &[MemberId]) -> Result<()> {
    for member in note.body.mentions().into_iter().filter(|member| !before.contains(member)) {
        let notice = Notice { note: Some(note.id), ..Notice::of(NotificationKind::Mentioned, note.lead_id) };
        notify(ctx.state(), tx, Some(ctx.member.id), member, notice).await?;
    }
    Ok(())
}

async fn find(ctx: &Ctx, id: NoteId) -> Result<NoteView> {
    let db = ctx.read();
    let found = notes::find(&db, [id]).await?.into_values().collect();
    views(&db, found).await?.pop().ok_or_else(|| Code::NotFound.into())
}

/// The notes of a stretch of the timeline.
pub(crate) async fn by_id(
    db: &WorkspaceDb,
    ids: impl IntoIterator<Item = NoteId>,
) -> Result<HashMap<NoteId, NoteView>> {
    let found = notes::find(db, ids).await?.into_values().collect();
    Ok(views(db, found).await?.into_iter().map(|view| (view.note.id, view)).collect())
}

async fn views(db: &WorkspaceDb, found: Vec<Note>) -> Result<Vec<NoteView>> {
    let people = found.iter().flat_map(|note| note.body.mentions().into_iter().chain(note.author_id));
    let people = members::cards(db, people).await?;
    let view = |note: Note| NoteView {
        author: note.author_id.and_then(|id| people.get(&id).cloned()),
        mentions: note.body.mentions().iter().filter_map(|id| people.get(id).cloned()).collect(),
        note,
    };
    Ok(found.into_iter().map(view).collect())
}
