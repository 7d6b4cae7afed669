//! The audit, append-only.

use crate::{Db, DbError, WorkspaceDb, WorkspaceTx, entities::audit_entries};
use domain::{
    audit::{AuditAction, AuditObject},
    clock::Instant,
    ids::{AuditEntryId, MemberId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Few enough for a transaction that nobody waits for.
const BATCH: u64 = 1_000;

#[derive(Clone, Debug)]
pub struct Entry {
    pub id: AuditEntryId,
    pub actor_id: Option<MemberId>,
    pub action: AuditAction,
    pub object_kind: AuditObject,
    pub object_id: Uuid,
    /// What it was called; never a person's name.
    pub label: Option<String>,
    pub at: Instant,
}

/// Which entries somebody asks for; everything that is given must fit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    pub kind: Option<AuditObject>,
    pub object: Option<Uuid>,
    pub actor: Option<MemberId>,
}

pub async fn insert(tx: &WorkspaceTx, entries: &[Entry]) -> Result<(), DbError> {
    let row = |entry: &Entry| audit_entries::ActiveModel {
        id: Set(entry.id),
        workspace_id: Set(tx.workspace()),
        actor_id: Set(entry.actor_id),
        action: Set(entry.action),
        object_kind: Set(entry.object_kind),
        object_id: Set(entry.object_id),
        label: Set(entry.label.clone()),
        at: Set(entry.at),
    };
    audit_entries::Entity::insert_many(entries.iter().map(row)).exec_without_returning(&tx.on()).await?;
    Ok(())
}

/// Newest first, one row more than the limit if more follow.
pub async fn list(
    db: &WorkspaceDb,
    wanted: Wanted,
    before: Option<AuditEntryId>,
    limit: u64,
) -> Result<Vec<Entry>, DbError> {
    let which = Condition::all()
        .add(audit_entries::Column::WorkspaceId.eq(db.workspace()))
        .add_option(wanted.kind.map(|kind| audit_entries::Column::ObjectKind.eq(kind)))
        .add_option(wanted.object.map(|object| audit_entries::Column::ObjectId.eq(object)))
        .add_option(wanted.actor.map(|actor| audit_entries::Column::ActorId.eq(actor)))
        .add_option(before.map(|before| audit_entries::Column::Id.lt(before)));
    let query = audit_entries::Entity::find().filter(which).order_by_desc(audit_entries::Column::Id);
    let rows = query.limit(limit + 1).all(&db.on()).await?;
    let entry = |row: audit_entries::Model| Entry {
        id: row.id,
        actor_id: row.actor_id,
        action: row.action,
        object_kind: row.object_kind,
        object_id: row.object_id,
        label: row.label,
        at: row.at,
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// Forgets what happened before `before`, in every workspace, a batch at a time.
pub async fn delete_before(db: &Db, before: Instant) -> Result<(), DbError> {
    loop {
        let batch: Vec<AuditEntryId> = audit_entries::Entity::find()
            .select_only()
            .column(audit_entries::Column::Id)
            .filter(audit_entries::Column::At.lt(before))
            .limit(BATCH)
            .into_tuple()
            .all(&db.read_system().on())
            .await?;
        if batch.is_empty() {
            return Ok(());
        }
        let done = db.write_system(async |tx| {
            let old = audit_entries::Column::Id.is_in(batch.iter().copied());
            audit_entries::Entity::delete_many().filter(old).exec(&tx.on()).await?;
            Ok::<_, DbError>(())
        });
        done.await?;
    }
}
