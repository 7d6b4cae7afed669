//! `/leads/{lead_id}/notes` and `/notes`.

use crate::{
    extract::{Actor, Creating, IfMatch, Json, LeadsRead, LeadsWrite},
    page::{Page, after, limit, page},
    problem::Problem,
    routes::{
        leads::LeadPath,
        people::{MemberRef, refs},
        versioned,
    },
};
use actix_web::{HttpResponse, delete, get, patch, post, web};
use app::notes::{self, NoteChange};
use chrono::{DateTime, Utc};
use domain::{
    idempotency::Operation,
    ids::{LeadId, NoteId},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

/// What somebody wrote about a lead.
#[derive(Serialize, ToSchema)]
#[schema(as = Note)]
pub(crate) struct NoteView {
    id: NoteId,
    lead_id: LeadId,
    /// Grows with every change; also the ETag.
    version: i32,
    /// Markdown. `[@Name](member:ID)` mentions a member.
    body: String,
    /// `null` when its author is no member any more.
    author: Option<MemberRef>,
    pinned: bool,
    mentions: Vec<MemberRef>,
    created_at: DateTime<Utc>,
    edited_at: Option<DateTime<Utc>>,
}

impl From<notes::NoteView> for NoteView {
    fn from(view: notes::NoteView) -> Self {
        let note = view.note;
        Self {
            id: note.id,
            lead_id: note.lead_id,
            version: note.version,
            body: note.body.as_str().to_owned(),
            author: view.author.map(MemberRef::from),
            pinned: note.pinned,
            mentions: refs(view.mentions),
            created_at: note.created_at,
            edited_at: note.edited_at,
        }
    }
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateNoteBody {
    /// Markdown.
    #[schema(min_length = 1, max_length = 20000)]
    body: String,
    #[serde(default)]
    pinned: bool,
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateNoteBody {
    #[serde(default)]
    #[schema(min_length = 1, max_length = 20000, nullable = false)]
    body: Option<String>,
    #[serde(default)]
    #[schema(nullable = false)]
    pinned: Option<bool>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct NotePath {
    note_id: NoteId,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoteListQuery {
    /// Only those that are pinned, or only those that are not.
    #[param(nullable = false)]
    pinned: Option<bool>,
    /// `next_cursor` of the page before. Opaque.
    #[param(nullable = false)]
    cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 100, default = 50, nullable = false)]
    limit: Option<u64>,
}

/// A lead's notes, newest first
#[utoipa::path(
    tag = "leads", operation_id = "list_lead_notes", security(("session" = [])), params(LeadPath, NoteListQuery),
    responses((status = 200, description = "A page of notes", body = Page<NoteView>))
)]
#[get("/leads/{lead_id}/notes")]
pub(crate) async fn list_lead_notes(
    actor: Actor<LeadsRead>,
    path: web::Path<LeadPath>,
    query: web::Query<NoteListQuery>,
) -> Result<web::Json<Page<NoteView>>, Problem> {
    let before = after(query.cursor.as_deref(), NoteId)?;
    let found = notes::list(&actor, path.lead_id, query.pinned, before, limit(query.limit)?).await?;
    Ok(web::Json(page(found, NoteView::from, |id| id.0)))
}

/// Write a note
///
/// Whoever it mentions, and who can see the lead, is told.
#[utoipa::path(
    tag = "leads", operation_id = "create_note", security(("session" = [])), request_body = CreateNoteBody,
    params(LeadPath, ("Idempotency-Key" = Option<String>, Header, description = "Asking twice with the same key makes one")),
    responses((status = 201, description = "The note", body = NoteView))
)]
#[post("/leads/{lead_id}/notes")]
pub(crate) async fn create_note(
    actor: Actor<LeadsWrite>,
    path: web::Path<LeadPath>,
    new: Creating<CreateNoteBody>,
) -> Result<HttpResponse, Problem> {
    let key = new.key(Operation::CreateNote);
    let note = notes::create(&actor, path.lead_id, &new.body.body, new.body.pinned, key).await?;
    Ok(versioned(HttpResponse::Created(), note.note.version, NoteView::from(note)))
}

/// Rewrite or pin a note
///
/// Only its author rewrites it; whoever works on the lead can pin it.
#[utoipa::path(
    tag = "leads", operation_id = "update_note", security(("session" = [])), request_body = UpdateNoteBody,
    params(NotePath, ("If-Match" = Option<String>, Header, description = "The ETag that you saw; refused when it is no longer the newest")),
    responses((status = 200, description = "The note as it is now", body = NoteView))
)]
#[patch("/notes/{note_id}")]
pub(crate) async fn update_note(
    actor: Actor<LeadsWrite>,
    path: web::Path<NotePath>,
    seen: IfMatch,
    body: Json<UpdateNoteBody>,
) -> Result<HttpResponse, Problem> {
    let change = NoteChange { body: body.0.body.as_deref(), pinned: body.0.pinned };
    let note = notes::update(&actor, path.note_id, &change, seen.0).await?;
    Ok(versioned(HttpResponse::Ok(), note.note.version, NoteView::from(note)))
}

/// Delete a note
///
/// Its author can, and those who manage settings. It can be restored for 30 days.
#[utoipa::path(
    tag = "leads", operation_id = "delete_note", security(("session" = [])), params(NotePath),
    responses((status = 204, description = "It is gone"))
)]
#[delete("/notes/{note_id}")]
pub(crate) async fn delete_note(
    actor: Actor<LeadsWrite>,
    path: web::Path<NotePath>,
) -> Result<HttpResponse, Problem> {
    notes::delete(&actor, path.note_id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Bring a deleted note back
#[utoipa::path(
    tag = "leads", operation_id = "restore_note", security(("session" = [])), params(NotePath),
    responses((status = 200, description = "The note", body = NoteView))
)]
#[post("/notes/{note_id}/restore")]
pub(crate) async fn restore_note(
    actor: Actor<LeadsWrite>,
    path: web::Path<NotePath>,
) -> Result<HttpResponse, Problem> {
    let note = notes::restore(&actor, path.note_id).await?;
    Ok(versioned(HttpResponse::Ok(), note.note.version, NoteView::from(note)))
}
