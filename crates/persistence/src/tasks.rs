//! What people mean to do about leads.

use crate::{
    DbError, SystemTx, WorkspaceDb, WorkspaceTx,
    entities::{leads, tasks},
    leads::visible,
};
use domain::{
    clock::{Instant, latest},
    ids::{LeadId, MemberId, TaskId},
    task::{Task, TaskState},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, sea_query::Expr,
};
use std::collections::HashMap;

fn task(row: tasks::Model) -> Task {
    Task {
        id: row.id,
        lead_id: row.lead_id,
        title: row.title,
        detail: row.detail,
        due_at: row.due_at,
        remind_at: row.remind_at,
        assignee_id: row.assignee_id,
        priority: row.priority,
        completed_at: row.completed_at,
        completed_by: row.completed_by,
        created_by: row.created_by,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
        deleted_at: row.deleted_at,
    }
}

fn sort_at(task: &Task) -> Instant {
    // Tasks without a date come last.
    task.completed_at.or(task.due_at).unwrap_or_else(latest)
}

/// Tasks about leads that can be seen and are not in the bin.
fn seen(db: &WorkspaceDb) -> Condition {
    let leads = leads::Entity::find()
        .select_only()
        .column(leads::Column::Id)
        .filter(visible(db))
        .filter(leads::Column::DeletedAt.is_null());
    Condition::all()
        .add(tasks::Column::WorkspaceId.eq(db.workspace()))
        .add(tasks::Column::LeadId.in_subquery(leads.into_query()))
}

fn alive(db: &WorkspaceDb) -> Condition {
    seen(db).add(tasks::Column::DeletedAt.is_null())
}

/// Which tasks a list shows; `None` leaves the question out.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub state: Option<TaskState>,
    /// `Some(None)`: nobody's.
    pub assignee: Option<Option<MemberId>>,
    pub lead: Option<LeadId>,
    pub due_from: Option<Instant>,
    pub due_before: Option<Instant>,
}

impl Wanted {
    fn condition(&self, db: &WorkspaceDb) -> Condition {
        let assignee = |assignee: Option<MemberId>| match assignee {
            Some(member) => tasks::Column::AssigneeId.eq(member),
            None => tasks::Column::AssigneeId.is_null(),
        };
        alive(db)
            .add_option(self.state.map(|state| tasks::Column::State.eq(state)))
            .add_option(self.assignee.map(assignee))
            .add_option(self.lead.map(|lead| tasks::Column::LeadId.eq(lead)))
            .add_option(self.due_from.map(|from| tasks::Column::DueAt.gte(from)))
            .add_option(self.due_before.map(|before| tasks::Column::DueAt.lt(before)))
    }
}

/// A place in a list: what it is ordered by, and the task.
pub type Place = (Instant, TaskId);

/// What is due first comes first, unless `latest_first`.
pub async fn list(
    db: &WorkspaceDb,
    wanted: &Wanted,
    latest_first: bool,
    after: Option<Place>,
    limit: u64,
) -> Result<(Vec<Task>, Option<Place>), DbError> {
    let (at, id) = (tasks::Column::SortAt, tasks::Column::Id);
    let beyond = |(place, task): Place| {
        let (further, next) =
            if latest_first { (at.lt(place), id.lt(task)) } else { (at.gt(place), id.gt(task)) };
        Condition::any().add(further).add(Condition::all().add(at.eq(place)).add(next))
    };
    let order = if latest_first { sea_orm::Order::Desc } else { sea_orm::Order::Asc };
    let query = tasks::Entity::find()
        .filter(wanted.condition(db).add_option(after.map(beyond)))
        .order_by(at, order.clone())
        .order_by(id, order);
    let (rows, more) = crate::cut(query.limit(limit + 1).all(&db.on()).await?, limit);
    let next = rows.last().filter(|_| more).map(|row| (row.sort_at, row.id));
    Ok((rows.into_iter().map(task).collect(), next))
}

/// How many there are, none beyond `most`.
pub async fn count(db: &WorkspaceDb, wanted: &Wanted, most: u64) -> Result<u64, DbError> {
    let query = tasks::Entity::find().select_only().column(tasks::Column::Id).filter(wanted.condition(db));
    crate::count(db, query.limit(most).into_query()).await
}

pub async fn find(db: &WorkspaceDb, id: TaskId) -> Result<Option<Task>, DbError> {
    let row = tasks::Entity::find_by_id(id).filter(alive(db)).one(&db.on()).await?;
    Ok(row.map(task))
}

/// The titles of those of these that the actor may know of.
pub async fn titles(
    db: &WorkspaceDb,
    ids: impl IntoIterator<Item = TaskId>,
) -> Result<HashMap<TaskId, String>, DbError> {
    let ids: Vec<TaskId> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = tasks::Entity::find().filter(alive(db)).filter(tasks::Column::Id.is_in(ids));
    Ok(rows.all(&db.on()).await?.into_iter().map(|row| (row.id, row.title)).collect())
}

/// Of each lead, the open one that is due first.
pub async fn next_of_leads(
    db: &WorkspaceDb,
    leads: impl IntoIterator<Item = LeadId>,
) -> Result<HashMap<LeadId, Task>, DbError> {
    let rows = tasks::Entity::find()
        .filter(tasks::Column::WorkspaceId.eq(db.workspace()))
        .filter(tasks::Column::LeadId.is_in(leads))
        .filter(tasks::Column::State.eq(TaskState::Open))
        .filter(tasks::Column::DeletedAt.is_null())
        .order_by_asc(tasks::Column::SortAt)
        .order_by_asc(tasks::Column::Id)
        .all(&db.on())
        .await?;
    let mut first = HashMap::new();
    for row in rows {
        first.entry(row.lead_id).or_insert_with(|| task(row));
    }
    Ok(first)
}

/// The task, deleted or not, locked until the transaction ends.
pub async fn lock(tx: &WorkspaceTx, id: TaskId) -> Result<Option<Task>, DbError> {
    let row = tasks::Entity::find_by_id(id).filter(seen(tx)).lock_exclusive().one(&tx.on()).await?;
    Ok(row.map(task))
}

pub async fn insert(tx: &WorkspaceTx, task: &Task) -> Result<(), DbError> {
    let row = tasks::ActiveModel {
        id: Set(task.id),
        workspace_id: Set(tx.workspace()),
        lead_id: Set(task.lead_id),
        created_by: Set(task.created_by),
        version: Set(task.version),
        created_at: Set(task.created_at),
        ..changeable(task)
    };
    tasks::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    tx.has_changed(task.lead_id);
    Ok(())
}

/// Writes a task that this transaction has locked, as a new version.
pub async fn update(tx: &WorkspaceTx, task: &Task) -> Result<(), DbError> {
    tasks::Entity::update_many()
        .set(changeable(task))
        .col_expr(tasks::Column::Version, Expr::col(tasks::Column::Version).add(1))
        .filter(tasks::Column::WorkspaceId.eq(tx.workspace()))
        .filter(tasks::Column::Id.eq(task.id))
        .exec(&tx.on())
        .await?;
    tx.has_changed(task.lead_id);
    Ok(())
}

fn changeable(task: &Task) -> tasks::ActiveModel {
    tasks::ActiveModel {
        title: Set(task.title.clone()),
        detail: Set(task.detail.clone()),
        state: Set(task.state()),
        sort_at: Set(sort_at(task)),
        due_at: Set(task.due_at),
        remind_at: Set(task.remind_at),
        assignee_id: Set(task.assignee_id),
        priority: Set(task.priority),
        completed_at: Set(task.completed_at),
        completed_by: Set(task.completed_by),
        updated_at: Set(task.updated_at),
        deleted_at: Set(task.deleted_at),
        ..Default::default()
    }
}

/// Those deleted before then, for good.
pub async fn delete_deleted(tx: &SystemTx, before: Instant) -> Result<u64, DbError> {
    let gone =
        tasks::Entity::delete_many().filter(tasks::Column::DeletedAt.lt(before)).exec(&tx.on()).await?;
    Ok(gone.rows_affected)
}
