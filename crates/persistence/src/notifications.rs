//! What members hear of, and how each of them wants to.

use crate::{
    DbError, SystemDb, SystemTx, Tx, WorkspaceDb, WorkspaceTx,
    entities::{leads, notification_choices, notifications},
    leads::visible,
};
use domain::{
    clock::Instant,
    ids::{LeadId, MemberId, NoteId, NotificationId, TaskId, WorkspaceId},
    notification::NotificationKind,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::Expr,
};

#[derive(Clone, Debug)]
pub struct Notification {
    pub id: NotificationId,
    pub member_id: MemberId,
    pub kind: NotificationKind,
    pub lead_id: LeadId,
    pub task_id: Option<TaskId>,
    pub note_id: Option<NoteId>,
    /// Who did it; `None`: Cloop or Zoom.
    pub actor_id: Option<MemberId>,
    /// How many more leads the same act was about.
    pub others: i32,
    /// Otherwise it only waits to be mailed.
    pub is_shown: bool,
    pub created_at: Instant,
    pub read_at: Option<Instant>,
}

impl From<notifications::Model> for Notification {
    fn from(row: notifications::Model) -> Self {
        Self {
            id: row.id,
            member_id: row.member_id,
            kind: row.kind,
            lead_id: row.lead_id,
            task_id: row.task_id,
            note_id: row.note_id,
            actor_id: row.actor_id,
            others: row.others,
            is_shown: row.is_shown,
            created_at: row.created_at,
            read_at: row.read_at,
        }
    }
}

/// `says_the_same` is a word for all that would tell the member nothing new while this one is unread: only the first of
/// them is written.
pub async fn insert(
    tx: &WorkspaceTx,
    new: &Notification,
    says_the_same: Option<&str>,
) -> Result<(), DbError> {
    let row = notifications::ActiveModel {
        id: Set(new.id),
        workspace_id: Set(tx.workspace()),
        member_id: Set(new.member_id),
        kind: Set(new.kind),
        lead_id: Set(new.lead_id),
        task_id: Set(new.task_id),
        note_id: Set(new.note_id),
        actor_id: Set(new.actor_id),
        others: Set(new.others),
        is_shown: Set(new.is_shown),
        once_key: Set(says_the_same.map(|word| format!("{word}/{}", new.member_id))),
        created_at: Set(new.created_at),
        read_at: Set(new.read_at),
    };
    match notifications::Entity::insert(row).exec_without_returning(&tx.on()).await.map_err(DbError::from) {
        Err(DbError::Unique(_)) if says_the_same.is_some() => Ok(()),
        done => done.map(|_| ()),
    }
}

/// What the member is shown: about leads that they can still see.
fn shown(db: &WorkspaceDb, member: MemberId) -> Condition {
    let leads = leads::Entity::find().select_only().column(leads::Column::Id).filter(visible(db));
    Condition::all()
        .add(notifications::Column::WorkspaceId.eq(db.workspace()))
        .add(notifications::Column::MemberId.eq(member))
        .add(notifications::Column::IsShown.eq(true))
        .add(notifications::Column::LeadId.in_subquery(leads.into_query()))
}

/// Newest first.
pub async fn list(
    db: &WorkspaceDb,
    member: MemberId,
    only_unread: bool,
    before: Option<NotificationId>,
    limit: u64,
) -> Result<(Vec<Notification>, bool), DbError> {
    let wanted = shown(db, member)
        .add_option(only_unread.then(|| notifications::Column::ReadAt.is_null()))
        .add_option(before.map(|before| notifications::Column::Id.lt(before)));
    let query = notifications::Entity::find()
        .filter(wanted)
        .order_by_desc(notifications::Column::Id)
        .limit(limit + 1);
    let (rows, more) = crate::cut(query.all(&db.on()).await?, limit);
    Ok((rows.into_iter().map(Notification::from).collect(), more))
}

/// How many are unread, none beyond `most`.
pub async fn count_unread(db: &WorkspaceDb, member: MemberId, most: u64) -> Result<u64, DbError> {
    let query = notifications::Entity::find()
        .select_only()
        .column(notifications::Column::Id)
        .filter(shown(db, member).add(notifications::Column::ReadAt.is_null()))
        .limit(most);
    crate::count(db, query.into_query()).await
}

/// Whether one of the kind waits to be read, or to be mailed.
pub async fn has_unread(db: &WorkspaceDb, member: MemberId, kind: NotificationKind) -> Result<bool, DbError> {
    let waiting = notifications::Entity::find()
        .filter(notifications::Column::WorkspaceId.eq(db.workspace()))
        .filter(notifications::Column::MemberId.eq(member))
        .filter(notifications::Column::ReadAt.is_null())
        .filter(notifications::Column::Kind.eq(kind))
        .one(&db.on())
        .await?;
    Ok(waiting.is_some())
}

/// One of the member's own.
pub async fn find(
    db: &WorkspaceDb,
    member: MemberId,
    id: NotificationId,
) -> Result<Option<Notification>, DbError> {
    let row = notifications::Entity::find_by_id(id).filter(shown(db, member)).one(&db.on()).await?;
    Ok(row.map(Notification::from))
}

/// Whoever's it is: for the mail.
pub async fn load(db: &WorkspaceDb, id: NotificationId) -> Result<Option<Notification>, DbError> {
    let row = notifications::Entity::find_by_id(id)
        .filter(notifications::Column::WorkspaceId.eq(db.workspace()))
        .one(&db.on())
        .await?;
    Ok(row.map(Notification::from))
}

pub async fn mark(
    tx: &WorkspaceTx,
    member: MemberId,
    id: NotificationId,
    read_at: Option<Instant>,
) -> Result<(), DbError> {
    notifications::Entity::update_many()
        .col_expr(notifications::Column::ReadAt, Expr::value(read_at))
        .col_expr(notifications::Column::OnceKey, Expr::value(Option::<String>::None))
        .filter(notifications::Column::WorkspaceId.eq(tx.workspace()))
        .filter(notifications::Column::MemberId.eq(member))
        .filter(notifications::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// Marks everything read that is not newer than `until`.
pub async fn read_until(
    tx: &WorkspaceTx,
    member: MemberId,
    until: NotificationId,
    now: Instant,
) -> Result<(), DbError> {
    notifications::Entity::update_many()
        .col_expr(notifications::Column::ReadAt, Expr::value(Some(now)))
        .col_expr(notifications::Column::OnceKey, Expr::value(Option::<String>::None))
        .filter(notifications::Column::WorkspaceId.eq(tx.workspace()))
        .filter(notifications::Column::MemberId.eq(member))
        .filter(notifications::Column::ReadAt.is_null())
        .filter(notifications::Column::Id.lte(until))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// One that was only to be mailed has done its work, so the next one of its kind is news again.
pub async fn close_hidden(tx: &impl Tx, id: NotificationId, now: Instant) -> Result<(), DbError> {
    let mut query = notifications::Entity::update_many()
        .col_expr(notifications::Column::ReadAt, Expr::value(Some(now)))
        .col_expr(notifications::Column::OnceKey, Expr::value(Option::<String>::None))
        .filter(notifications::Column::Id.eq(id))
        .filter(notifications::Column::IsShown.eq(false));
    if let Some(workspace) = tx.scope() {
        query = query.filter(notifications::Column::WorkspaceId.eq(workspace));
    }
    query.exec(&tx.executor()).await?;
    Ok(())
}

pub async fn delete_before(tx: &SystemTx, before: Instant) -> Result<u64, DbError> {
    let oldest = NotificationId(domain::ids::floor(before.timestamp_millis().unsigned_abs()));
    let gone = notifications::Entity::delete_many()
        .filter(notifications::Column::Id.lt(oldest))
        .exec(&tx.on())
        .await?;
    Ok(gone.rows_affected)
}

/// One line of what there is to tell, in every workspace.
#[derive(Clone, Debug)]
pub struct Notice {
    pub id: NotificationId,
    pub workspace_id: WorkspaceId,
    pub member_id: MemberId,
}

/// The newest one of all.
pub async fn newest(db: &SystemDb) -> Result<Option<NotificationId>, DbError> {
    Ok(notifications::Entity::find()
        .select_only()
        .column(notifications::Column::Id)
        .order_by_desc(notifications::Column::Id)
        .limit(1)
        .into_tuple()
        .one(&db.on())
        .await?)
}

/// What came after, oldest first.
pub async fn tail(db: &SystemDb, after: NotificationId, limit: u64) -> Result<Vec<Notice>, DbError> {
    let rows: Vec<(NotificationId, WorkspaceId, MemberId)> = notifications::Entity::find()
        .select_only()
        .column(notifications::Column::Id)
        .column(notifications::Column::WorkspaceId)
        .column(notifications::Column::MemberId)
        .filter(notifications::Column::Id.gt(after))
        .filter(notifications::Column::IsShown.eq(true))
        .order_by_asc(notifications::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(&db.on())
        .await?;
    let notice = |(id, workspace_id, member_id)| Notice { id, workspace_id, member_id };
    Ok(rows.into_iter().map(notice).collect())
}

/// How a member wants to hear of a kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub kind: NotificationKind,
    pub in_app: bool,
    pub mail: bool,
}

/// For every kind: what the member chose, or what they were given.
pub async fn choices(db: &WorkspaceDb, member: MemberId) -> Result<Vec<Choice>, DbError> {
    let rows = notification_choices::Entity::find()
        .filter(notification_choices::Column::WorkspaceId.eq(db.workspace()))
        .filter(notification_choices::Column::MemberId.eq(member))
        .all(&db.on())
        .await?;
    let choice = |kind: &NotificationKind| {
        let chosen = rows.iter().find(|row| row.kind == *kind);
        let (in_app, mail) = chosen.map_or((true, kind.is_mailed_by_default()), |row| (row.in_app, row.mail));
        Choice { kind: *kind, in_app, mail }
    };
    Ok(NotificationKind::ALL.iter().map(choice).collect())
}

/// Replaces the member's choices.
pub async fn choose(tx: &WorkspaceTx, member: MemberId, choices: &[Choice]) -> Result<(), DbError> {
    notification_choices::Entity::delete_many()
        .filter(notification_choices::Column::WorkspaceId.eq(tx.workspace()))
        .filter(notification_choices::Column::MemberId.eq(member))
        .exec(&tx.on())
        .await?;
    let rows = choices.iter().map(|choice| notification_choices::ActiveModel {
        member_id: Set(member),
        kind: Set(choice.kind),
        workspace_id: Set(tx.workspace()),
        in_app: Set(choice.in_app),
        mail: Set(choice.mail),
    });
    notification_choices::Entity::insert_many(rows).exec_without_returning(&tx.on()).await?;
    Ok(())
}
