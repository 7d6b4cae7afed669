//! Custom fields: what a workspace wants to know of its leads beyond what every lead has, and whether it may.

mod form;
mod walk;

pub use form::{FieldForm, OptionForm};
pub(crate) use walk::{KIND as WALK, run as walk};

use crate::{Ctx, MemberCard, audit, failure::Result, idempotency, rules};
use domain::{
    audit::{AuditAction, AuditObject},
    field::{self, BASIS_NOTE_MAX, Basis, FIELDS_MAX, Field, LawfulBasis},
    ids::FieldId,
    refusal::{Code, Refusal, Violation},
    text,
};
use persistence::{WorkspaceDb, WorkspaceTx, fields, idempotency::Key, members};

pub struct FieldView {
    pub field: Field,
    pub basis_by: Option<MemberCard>,
}

/// In their order.
pub async fn list(ctx: &Ctx) -> Result<Vec<FieldView>> {
    let db = ctx.read();
    let found = fields::list(&db).await?;
    views(&db, found).await
}

async fn views(db: &WorkspaceDb, found: Vec<Field>) -> Result<Vec<FieldView>> {
    let people = found.iter().filter_map(|field| field.basis.as_ref()?.recorded_by);
    let people = members::cards(db, people).await?;
    let view = |field: Field| FieldView {
        basis_by: field.basis.as_ref().and_then(|basis| people.get(&basis.recorded_by?).cloned()),
        field,
    };
    Ok(found.into_iter().map(view).collect())
}

async fn find(ctx: &Ctx, id: FieldId) -> Result<FieldView> {
    let found = list(ctx).await?.into_iter().find(|view| view.field.id == id);
    found.ok_or_else(|| Code::NotFound.into())
}

pub async fn create(ctx: &Ctx, form: &FieldForm, key: Option<Key>) -> Result<FieldView> {
    let id = FieldId(ctx.new_uuid());
    let new = form.new_field(ctx, id)?;
    let made = ctx
        .write(async |tx| {
            let insert = async || {
                if fields::count(tx).await? >= FIELDS_MAX as u64 {
                    return Err(Code::LimitReached.into());
                }
                let key = field::key_from(&new.name, &fields::keys(tx).await?);
                let last = fields::list(tx).await?.last().map_or(0, |last| last.position.saturating_add(1));
                let field = Field { key, position: form.position.unwrap_or(last), ..new.clone() };
                fields::insert(tx, &field, ctx.now()).await?;
                record(ctx, tx, AuditAction::Created, &field).await
            };
            idempotency::once(ctx, tx, key.as_ref(), id.0, insert).await
        })
        .await?;
    find(ctx, FieldId(made)).await
}

pub async fn update(ctx: &Ctx, id: FieldId, form: &FieldForm, seen: Option<i32>) -> Result<FieldView> {
    ctx.write(async |tx| {
        let known = there(tx, id, seen).await?;
        let changed = form.fill(ctx, known.clone())?;
        let kept: Vec<_> = changed.options.iter().map(|option| option.id).collect();
        for gone in known.options.iter().filter(|option| !kept.contains(&option.id)) {
            fields::forget_option(tx, id, gone.id).await?;
        }
        fields::update(tx, &changed).await?;
        record(ctx, tx, AuditAction::Changed, &changed).await?;
        follow(ctx, tx, &known, &changed).await
    })
    .await?;
    find(ctx, id).await
}

/// What it holds goes with it, which has to be wanted.
pub async fn delete(ctx: &Ctx, id: FieldId, discards_values: bool) -> Result<()> {
    ctx.write(async |tx| {
        let known = there(tx, id, None).await?;
        if !discards_values && fields::has_values(tx, id).await? {
            return Err(Code::FieldInUse.into());
        }
        fields::drop(tx, id).await?;
        record(ctx, tx, AuditAction::Deleted, &known).await?;
        rules::leads_changed_at_once(ctx.state(), tx).await?;
        walk::schedule(ctx.state(), tx, id).await
    })
    .await
}

/// Says why the field may be kept, which opens it.
pub async fn record_basis(
    ctx: &Ctx,
    id: FieldId,
    kind: LawfulBasis,
    note: Option<&str>,
) -> Result<FieldView> {
    let note = note.and_then(text::paragraphs);
    if note.as_ref().is_some_and(|note| note.chars().count() > BASIS_NOTE_MAX) {
        let detail = format!("At most {BASIS_NOTE_MAX} characters.");
        return Err(Refusal::invalid(vec![Violation::new("/note", "length", detail)]).into());
    }
    let basis = Basis { kind, note, recorded_by: Some(ctx.member.id), recorded_at: ctx.now() };
    set_basis(ctx, id, Some(basis)).await
}

/// Takes the reason back, which shuts a field that needs one.
pub async fn withdraw_basis(ctx: &Ctx, id: FieldId) -> Result<FieldView> {
    set_basis(ctx, id, None).await
}

async fn set_basis(ctx: &Ctx, id: FieldId, basis: Option<Basis>) -> Result<FieldView> {
    ctx.write(async |tx| {
        let known = there(tx, id, None).await?;
        let changed = Field { basis: basis.clone(), ..known.clone() };
        fields::update(tx, &changed).await?;
        record(ctx, tx, AuditAction::Changed, &changed).await?;
        follow(ctx, tx, &known, &changed).await
    })
    .await?;
    find(ctx, id).await
}

async fn record(ctx: &Ctx, tx: &WorkspaceTx, action: AuditAction, field: &Field) -> Result<()> {
    audit::record(ctx, tx, action, AuditObject::Field, field.id.0, Some(&field.name)).await
}

/// The field, locked, unless it was dropped.
async fn there(tx: &WorkspaceTx, id: FieldId, seen: Option<i32>) -> Result<Field> {
    let (field, is_dropped) = fields::lock(tx, id).await?.ok_or(Code::NotFound)?;
    if is_dropped {
        return Err(Code::NotFound.into());
    }
    if seen.is_some_and(|seen| seen != field.version) {
        return Err(Code::VersionConflict.into());
    }
    Ok(field)
}

/// Rules and the search see what a field holds only while it is open, and only the options that it has.
async fn follow(ctx: &Ctx, tx: &WorkspaceTx, before: &Field, after: &Field) -> Result<()> {
    let has_moved = before.is_active() != after.is_active();
    if has_moved || before.options != after.options {
        rules::leads_changed_at_once(ctx.state(), tx).await?;
    }
    if after.kind.is_text() && has_moved {
        return walk::schedule(ctx.state(), tx, after.id).await;
    }
    Ok(())
}
