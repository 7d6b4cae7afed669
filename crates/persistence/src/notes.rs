//! What people write about leads.

use crate::{
    DbError, SystemTx, WorkspaceDb, WorkspaceTx,
    entities::{leads, notes},
    leads::visible,
};
use domain::{
    clock::Instant,
    ids::{LeadId, MemberId, NoteId},
    note::NoteText,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::Expr,
};
use std::collections::HashMap;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub id: NoteId,
    pub lead_id: LeadId,
    /// `None` when the author is no member any more.
    pub author_id: Option<MemberId>,
    pub body: NoteText,
    pub pinned: bool,
    pub version: i32,
    pub created_at: Instant,
    pub edited_at: Option<Instant>,
    pub deleted_at: Option<Instant>,
}

impl From<notes::Model> for Note {
    fn from(row: notes::Model) -> Self {
        Self {
            id: row.id,
            lead_id: row.lead_id,
            author_id: row.author_id,
            body: NoteText::stored(row.body),
            pinned: row.pinned,
            version: row.version,
            created_at: row.created_at,
            edited_at: row.edited_at,
            deleted_at: row.deleted_at,
        }
    }
}

/// Notes about leads that can be seen.
fn seen(db: &WorkspaceDb) -> Condition {
    let leads = leads::Entity::find().select_only().column(leads::Column::Id).filter(visible(db));
    Condition::all()
        .add(notes::Column::WorkspaceId.eq(db.workspace()))
        .add(notes::Column::LeadId.in_subquery(leads.into_query()))
}

/// A lead's notes, newest first, without those that were deleted.
pub async fn list(
    db: &WorkspaceDb,
    lead: LeadId,
    pinned: Option<bool>,
    before: Option<NoteId>,
    limit: u64,
) -> Result<(Vec<Note>, bool), DbError> {
    let wanted = Condition::all()
        .add(notes::Column::LeadId.eq(lead))
        .add(notes::Column::DeletedAt.is_null())
        .add_option(pinned.map(|pinned| notes::Column::Pinned.eq(pinned)))
        .add_option(before.map(|before| notes::Column::Id.lt(before)));
    let query = notes::Entity::find().filter(seen(db)).filter(wanted).order_by_desc(notes::Column::Id);
    let (rows, more) = crate::cut(query.limit(limit + 1).all(&db.on()).await?, limit);
    Ok((rows.into_iter().map(Note::from).collect(), more))
}

/// Those of these that are still there.
pub async fn find(
    db: &WorkspaceDb,
    ids: impl IntoIterator<Item = NoteId>,
) -> Result<HashMap<NoteId, Note>, DbError> {
    let ids: Vec<NoteId> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = notes::Entity::find()
        .filter(seen(db))
        .filter(notes::Column::Id.is_in(ids))
        .filter(notes::Column::DeletedAt.is_null())
        .all(&db.on())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, Note::from(row))).collect())
}

/// The note, deleted or not, locked until the transaction ends.
pub async fn lock(tx: &WorkspaceTx, id: NoteId) -> Result<Option<Note>, DbError> {
    let row = notes::Entity::find_by_id(id).filter(seen(tx)).lock_exclusive().one(&tx.on()).await?;
    Ok(row.map(Note::from))
}

pub async fn insert(tx: &WorkspaceTx, note: &Note) -> Result<(), DbError> {
    let row = notes::ActiveModel {
        id: Set(note.id),
        workspace_id: Set(tx.workspace()),
        lead_id: Set(note.lead_id),
        author_id: Set(note.author_id),
        body: Set(note.body.as_str().to_owned()),
        pinned: Set(note.pinned),
        version: Set(note.version),
        created_at: Set(note.created_at),
        edited_at: Set(note.edited_at),
        deleted_at: Set(note.deleted_at),
    };
    notes::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

/// Writes a note that this transaction has locked, as a new version.
pub async fn update(tx: &WorkspaceTx, note: &Note) -> Result<(), DbError> {
    let row = notes::ActiveModel {
        body: Set(note.body.as_str().to_owned()),
        pinned: Set(note.pinned),
        edited_at: Set(note.edited_at),
        deleted_at: Set(note.deleted_at),
        ..Default::default()
    };
    notes::Entity::update_many()
        .set(row)
        .col_expr(notes::Column::Version, Expr::value(note.version + 1))
        .filter(notes::Column::WorkspaceId.eq(tx.workspace()))
        .filter(notes::Column::Id.eq(note.id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// Those deleted before then, for good.
pub async fn delete_deleted(tx: &SystemTx, before: Instant) -> Result<u64, DbError> {
    let gone =
        notes::Entity::delete_many().filter(notes::Column::DeletedAt.lt(before)).exec(&tx.on()).await?;
    Ok(gone.rows_affected)
}
