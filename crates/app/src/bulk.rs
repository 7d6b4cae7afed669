//! Acts on many leads: asked for in a request, done by a job a thousand leads at a time, and taken back by another one.

mod act;
mod form;
mod names;
mod run;
mod take_back;

pub use form::{BulkForm, BulkSelection, Wanted};
pub(crate) use run::{KIND as RUN, give_up, run};

use crate::{Ctx, MemberCard, Page, audit, failure::Result, idempotency};
use domain::{
    audit::{AuditAction, AuditObject},
    bulk::{BulkState, UNDO_DAYS},
    clock::Instant,
    ids::{BulkId, LeadId},
    policy::{Permission, allows},
    refusal::Code,
};
use form::Stored;
use persistence::{
    WorkspaceDb, WorkspaceTx,
    bulk::{self, Bulk},
    idempotency::Key,
    leads, members,
};

pub struct BulkView {
    pub bulk: Bulk,
    pub created_by: Option<MemberCard>,
    /// `None` when there is nothing that could be undone.
    pub undo_until: Option<Instant>,
}

fn undo_until(bulk: &Bulk) -> Instant {
    bulk.created_at + chrono::Duration::days(UNDO_DAYS)
}

async fn views(db: &WorkspaceDb, found: Vec<Bulk>) -> Result<Vec<BulkView>> {
    let people = members::cards(db, found.iter().map(|bulk| bulk.member_id)).await?;
    let view = |bulk: Bulk| BulkView {
        created_by: people.get(&bulk.member_id).cloned(),
        undo_until: (bulk.state != BulkState::Undone && bulk.changed > 0).then(|| undo_until(&bulk)),
        bulk,
    };
    Ok(found.into_iter().map(view).collect())
}

/// Whether the actor answers for all of them, not only for their own.
fn sees_all(ctx: &Ctx) -> bool {
    allows(ctx.member.role, Permission::SettingsManage)
}

/// Newest first.
pub async fn list(ctx: &Ctx, before: Option<BulkId>, limit: u64) -> Result<Page<BulkView, BulkId>> {
    let db = ctx.read();
    let of = (!sees_all(ctx)).then_some(ctx.member.id);
    let (found, more) = bulk::list(&db, of, before, limit).await?;
    let next = found.last().filter(|_| more).map(|bulk| bulk.id);
    Ok(Page { items: views(&db, found).await?, next })
}

pub async fn find(ctx: &Ctx, id: BulkId) -> Result<BulkView> {
    let db = ctx.read();
    let found = bulk::find(&db, id).await?.filter(|bulk| is_theirs(ctx, bulk));
    views(&db, found.into_iter().collect()).await?.pop().ok_or_else(|| Code::NotFound.into())
}

fn is_theirs(ctx: &Ctx, bulk: &Bulk) -> bool {
    bulk.member_id == ctx.member.id || sees_all(ctx)
}

/// What is wrong with the act is said at once; the leads change soon after.
pub async fn create(ctx: &Ctx, form: &BulkForm, key: Option<Key>) -> Result<BulkView> {
    let id = BulkId(ctx.new_uuid());
    let selection = form.selection(ctx).await?;
    let now = ctx.now();
    let made = ctx
        .write(async |tx| {
            let insert = async || {
                let act = form.act(ctx, tx).await?;
                let kind = act.kind();
                let which = selection.compile(ctx.member.id, tx, kind, id, now).await?;
                let total = match &which.only {
                    Some(only) => only.len() as u64,
                    None => leads::count_selected(tx, &which).await?,
                };
                let new = Bulk {
                    id,
                    member_id: ctx.member.id,
                    undone_by: None,
                    kind,
                    state: BulkState::Running,
                    selection: selection.to_json()?,
                    act: act.to_json()?,
                    after: None,
                    total: i32::try_from(total).unwrap_or(i32::MAX),
                    done: 0,
                    changed: 0,
                    skipped: 0,
                    failure: None,
                    created_at: now,
                    updated_at: now,
                    finished_at: None,
                };
                bulk::insert(tx, &new).await?;
                record(ctx, tx, AuditAction::Created, &new).await?;
                run::enqueue(ctx.state(), tx, id).await
            };
            idempotency::once(ctx, tx, key.as_ref(), id.0, insert).await
        })
        .await?;
    find(ctx, BulkId(made)).await
}

/// Leads that were changed already stay changed, and can be changed back.
pub async fn cancel(ctx: &Ctx, id: BulkId) -> Result<BulkView> {
    ctx.write(async |tx| {
        let mut bulk = locked(ctx, tx, id).await?;
        if bulk.state != BulkState::Running {
            return Err(Code::BulkEnded.into());
        }
        bulk.state = BulkState::Cancelled;
        (bulk.updated_at, bulk.finished_at) = (ctx.now(), Some(ctx.now()));
        Ok(bulk::update(tx, &bulk).await?)
    })
    .await?;
    find(ctx, id).await
}

/// Takes back what was done, except where somebody has changed it since.
pub async fn undo(ctx: &Ctx, id: BulkId) -> Result<BulkView> {
    ctx.write(async |tx| {
        let mut bulk = locked(ctx, tx, id).await?;
        match bulk.state {
            BulkState::Running | BulkState::Undoing => return Err(Code::BulkRunning.into()),
            BulkState::Undone => return Err(Code::BulkUndone.into()),
            BulkState::Cancelled | BulkState::Done | BulkState::Failed => {}
        }
        if undo_until(&bulk) <= ctx.now() {
            return Err(Code::UndoExpired.into());
        }
        bulk = Bulk {
            undone_by: Some(ctx.member.id),
            state: BulkState::Undoing,
            total: i32::try_from(bulk::count_items(tx, id).await?).unwrap_or(i32::MAX),
            done: 0,
            changed: 0,
            skipped: 0,
            failure: None,
            updated_at: ctx.now(),
            finished_at: None,
            ..bulk
        };
        bulk::update(tx, &bulk).await?;
        record(ctx, tx, AuditAction::Undone, &bulk).await?;
        run::enqueue(ctx.state(), tx, id).await
    })
    .await?;
    find(ctx, id).await
}

async fn locked(ctx: &Ctx, tx: &WorkspaceTx, id: BulkId) -> Result<Bulk> {
    let found = bulk::lock(tx, id).await?.filter(|bulk| is_theirs(ctx, bulk));
    found.ok_or_else(|| Code::NotFound.into())
}

async fn record(ctx: &Ctx, tx: &WorkspaceTx, action: AuditAction, bulk: &Bulk) -> Result<()> {
    audit::record(ctx, tx, action, AuditObject::Bulk, bulk.id.0, Some(bulk.kind.as_str())).await
}

/// What a round did with some leads.
#[derive(Default)]
struct Outcome {
    changed: usize,
    skipped: usize,
    /// What it takes to take it back.
    made: Vec<(LeadId, String)>,
}
