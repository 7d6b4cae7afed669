//! Saved views. A view is a question, not an answer: everybody who opens a shared one sees what they may see.

use crate::{
    Ctx, audit,
    failure::Result,
    idempotency,
    leads::{filter, selection},
};
use domain::{
    audit::{AuditAction, AuditObject},
    filter::Sort,
    ids::ViewId,
    policy::{Permission, allows},
    refusal::{Code, Refusal, Violation},
    text,
    view::{COLUMN_NAME_MAX, COLUMNS_MAX, NAME_MAX, VIEWS_MAX, Visibility},
};
use persistence::{WorkspaceTx, idempotency::Key, views};

pub use persistence::views::View;

/// What a client wants of a view; `None` leaves it as it is.
#[derive(Clone, Debug, Default)]
pub struct ViewForm {
    pub name: Option<String>,
    pub visibility: Option<Visibility>,
    /// A filter tree as JSON text.
    pub filter: Option<String>,
    pub columns: Option<Vec<String>>,
    pub sort: Option<Option<String>>,
    pub position: Option<i32>,
}

/// In their order.
pub async fn list(ctx: &Ctx) -> Result<Vec<View>> {
    Ok(views::list(&ctx.read(), ctx.member.id).await?)
}

async fn find(ctx: &Ctx, id: ViewId) -> Result<View> {
    let found = list(ctx).await?.into_iter().find(|view| view.id == id);
    found.ok_or_else(|| Code::NotFound.into())
}

pub async fn create(ctx: &Ctx, form: &ViewForm, key: Option<Key>) -> Result<View> {
    let empty = View {
        id: ViewId(ctx.new_uuid()),
        owner_id: ctx.member.id,
        name: String::new(),
        visibility: form.visibility.unwrap_or(Visibility::Private),
        filter: r#"{"all":[]}"#.to_owned(),
        columns: "[]".to_owned(),
        sort: None,
        position: 0,
        version: 1,
    };
    let named = ViewForm { name: Some(form.name.clone().unwrap_or_default()), ..form.clone() };
    let mut new = filled(ctx, empty, &named).await?;
    let id = new.id;
    let last = list(ctx).await?.last().map_or(0, |view| view.position.saturating_add(1));
    new.position = form.position.unwrap_or(last);
    let made = ctx
        .write(async |tx| {
            let insert = async || {
                if views::count(tx, ctx.member.id).await? >= VIEWS_MAX as u64 {
                    return Err(Code::LimitReached.into());
                }
                views::insert(tx, &new, ctx.now()).await?;
                record(ctx, tx, AuditAction::Created, &[&new]).await
            };
            idempotency::once(ctx, tx, key.as_ref(), id.0, insert).await
        })
        .await?;
    find(ctx, ViewId(made)).await
}

pub async fn update(ctx: &Ctx, id: ViewId, form: &ViewForm, seen: Option<i32>) -> Result<View> {
    let checked = filled(ctx, find(ctx, id).await?, form).await?;
    ctx.write(async |tx| {
        let known = views::lock(tx, ctx.member.id, id).await?.ok_or(Code::NotFound)?;
        refuse_others(ctx, &known)?;
        if seen.is_some_and(|seen| seen != known.version) {
            return Err(Code::VersionConflict.into());
        }
        let before = known.clone();
        let view = View {
            name: if form.name.is_some() { checked.name.clone() } else { known.name },
            visibility: form.visibility.unwrap_or(known.visibility),
            filter: if form.filter.is_some() { checked.filter.clone() } else { known.filter },
            columns: if form.columns.is_some() { checked.columns.clone() } else { known.columns },
            sort: if form.sort.is_some() { checked.sort.clone() } else { known.sort },
            position: form.position.unwrap_or(known.position),
            ..known
        };
        views::update(tx, &view, ctx.now()).await?;
        record(ctx, tx, AuditAction::Changed, &[&before, &view]).await
    })
    .await?;
    find(ctx, id).await
}

pub async fn delete(ctx: &Ctx, id: ViewId) -> Result<()> {
    ctx.write(async |tx| {
        let known = views::lock(tx, ctx.member.id, id).await?.ok_or(Code::NotFound)?;
        refuse_others(ctx, &known)?;
        views::delete(tx, id).await?;
        record(ctx, tx, AuditAction::Deleted, &[&known]).await
    })
    .await
}

/// Where colleagues see the view, before or after.
async fn record(ctx: &Ctx, tx: &WorkspaceTx, action: AuditAction, view: &[&View]) -> Result<()> {
    let is_shared = view.iter().any(|view| view.visibility == Visibility::Workspace);
    match view.last() {
        Some(view) if is_shared => {
            audit::record(ctx, tx, action, AuditObject::View, view.id.0, Some(&view.name)).await
        }
        _ => Ok(()),
    }
}

/// A shared view belongs to its author, and to those who manage what the workspace works with.
fn refuse_others(ctx: &Ctx, view: &View) -> Result<()> {
    if view.owner_id == ctx.member.id || allows(ctx.member.role, Permission::SettingsManage) {
        return Ok(());
    }
    Err(Refusal::new(Code::Forbidden).detail("This view is a colleague's.").into())
}

/// The view with what the form says, everything checked.
async fn filled(ctx: &Ctx, mut view: View, form: &ViewForm) -> Result<View> {
    let mut wrong = Vec::new();
    if let Some(name) = &form.name {
        match text::line(name, NAME_MAX) {
            Some(name) => view.name = name,
            None => wrong.push(Violation::new("/name", "required", "Give it a name.")),
        }
    }
    if let Some(filter) = &form.filter {
        match selection(ctx, Some(filter)).await {
            Ok(_) => view.filter.clone_from(filter),
            Err(failure) => wrong.extend(filter::violations(failure, "/filter")?),
        }
    }
    if let Some(columns) = &form.columns {
        let fits = |name: &String| (1..=COLUMN_NAME_MAX).contains(&name.chars().count());
        if columns.len() > COLUMNS_MAX || !columns.iter().all(fits) {
            wrong.push(Violation::new("/columns", "length", "These are at most 40 names of columns."));
        }
        view.columns = serde_json::Value::from(columns.clone()).to_string();
    }
    if let Some(sort) = &form.sort {
        if sort.as_deref().is_some_and(|sort| Sort::parse(sort).is_none()) {
            wrong.push(Violation::new("/sort", "unknown", "There is no such order."));
        }
        view.sort.clone_from(sort);
    }
    if form.visibility == Some(Visibility::Workspace) && !allows(ctx.member.role, Permission::LeadsWrite) {
        return Err(Refusal::new(Code::Forbidden).detail("A viewer's views are their own.").into());
    }
    if wrong.is_empty() { Ok(view) } else { Err(Refusal::invalid(wrong).into()) }
}
