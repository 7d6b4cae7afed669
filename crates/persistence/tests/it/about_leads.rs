//! What members keep about leads — notes, tasks, notifications, custom fields, acts on many of them — tried with the wrong workspace's handle.

use crate::world::{ANY_SCRIPT, Tenant, after, id, start};
use domain::{
    bulk::{BulkKind, BulkState, Edit},
    field::{Field, FieldKind, FieldOption, FieldValue, PrivacyClass},
    filter::Filter,
    ids::{BulkId, FieldId, LeadId, NoteId, NotificationId, OptionId, TaskId},
    lead::FieldOriginKind,
    note::NoteText,
    notification::NotificationKind,
    task::{Task, TaskPriority},
};
use persistence::{
    Db, DbError, WorkspaceDb, WorkspaceTx,
    bulk::{self, Bulk},
    fields,
    leads::{self, Selection},
    notes::{self, Note},
    notifications::{self, Choice, Notification},
    tasks::{self, Wanted},
};

/// One of each.
pub struct AboutLeads {
    pub note: Note,
    pub task: Task,
    pub notification: Notification,
    pub choice: Choice,
    pub field: Field,
    pub chosen: FieldValue,
    pub bulk: Bulk,
}

impl AboutLeads {
    pub fn of(tenant: Tenant, lead: LeadId) -> Self {
        let option = FieldOption { id: OptionId(id()), label: ANY_SCRIPT.to_owned() };
        let task = TaskId(id());
        Self {
            note: Note {
                id: NoteId(id()),
                lead_id: lead,
                author_id: Some(tenant.member),
                body: NoteText::stored(ANY_SCRIPT.to_owned()),
                pinned: true,
                version: 1,
                created_at: start(),
                edited_at: Some(after(1)),
                deleted_at: None,
            },
            task: Task {
                id: task,
                lead_id: lead,
                title: ANY_SCRIPT.to_owned(),
                detail: Some(ANY_SCRIPT.to_owned()),
                due_at: Some(after(60)),
                remind_at: Some(after(30)),
                assignee_id: Some(tenant.member),
                priority: TaskPriority::High,
                completed_at: None,
                completed_by: None,
                created_by: Some(tenant.member),
                version: 1,
                created_at: start(),
                updated_at: start(),
                deleted_at: None,
            },
            notification: Notification {
                id: NotificationId(id()),
                member_id: tenant.member,
                kind: NotificationKind::TaskDue,
                lead_id: lead,
                task_id: Some(task),
                note_id: None,
                actor_id: None,
                others: 3,
                is_shown: true,
                created_at: start(),
                read_at: None,
            },
            choice: Choice { kind: NotificationKind::Captured, in_app: false, mail: true },
            chosen: FieldValue::Options(vec![option.id]),
            bulk: Bulk {
                id: BulkId(id()),
                member_id: tenant.member,
                undone_by: Some(tenant.member),
                kind: BulkKind::Tag,
                state: BulkState::Running,
                selection: ANY_SCRIPT.to_owned(),
                act: ANY_SCRIPT.to_owned(),
                after: Some(lead),
                total: 4,
                done: 3,
                changed: 2,
                skipped: 1,
                failure: Some(ANY_SCRIPT.to_owned()),
                created_at: start(),
                updated_at: after(1),
                finished_at: Some(after(2)),
            },
            field: Field {
                id: FieldId(id()),
                key: "size".to_owned(),
                name: ANY_SCRIPT.to_owned(),
                kind: FieldKind::MultiChoice,
                options: vec![option],
                class: PrivacyClass::Sensitive,
                basis: None,
                position: 0,
                version: 1,
            },
        }
    }

    pub async fn write(&self, tx: &WorkspaceTx) -> Result<(), DbError> {
        notes::insert(tx, &self.note).await?;
        tasks::insert(tx, &self.task).await?;
        notifications::insert(tx, &self.notification, None).await?;
        notifications::choose(tx, self.notification.member_id, &[self.choice]).await?;
        bulk::insert(tx, &self.bulk).await?;
        bulk::remember(tx, self.bulk.id, vec![(self.note.lead_id, ANY_SCRIPT.to_owned())]).await?;
        fields::insert(tx, &self.field, start()).await?;
        let (lead, origin) = (self.note.lead_id, FieldOriginKind::Member);
        fields::set(tx, lead, self.field.id, Some(&self.chosen), origin, start()).await
    }

    /// What the tenant's own screens show.
    pub async fn screens(&self, db: &Db, of: Tenant) -> String {
        let read = db.read(of.workspace);
        let lead = self.note.lead_id;
        let known = fields::list(&read).await.unwrap();
        format!(
            "{:#?}",
            (
                notes::list(&read, lead, None, None, 50).await.unwrap(),
                tasks::list(&read, &Wanted::default(), false, None, 50).await.unwrap(),
                tasks::next_of_leads(&read, [lead]).await.unwrap(),
                notifications::list(&read, of.member, false, None, 50).await.unwrap(),
                notifications::choices(&read, of.member).await.unwrap(),
                bulk::list(&read, None, None, 50).await.unwrap(),
                bulk::list_items(&read, self.bulk.id, 50).await.unwrap(),
                fields::of_leads(&read, &known, [lead]).await.unwrap(),
                known,
            )
        )
    }

    /// Everything that reads.
    pub async fn read(&self, theirs: &WorkspaceDb, owner: Tenant) {
        let (lead, note, task) = (self.note.lead_id, self.note.id, self.task.id);
        assert!(notes::list(theirs, lead, None, None, 50).await.unwrap().0.is_empty());
        assert!(notes::find(theirs, [note]).await.unwrap().is_empty());
        assert!(tasks::list(theirs, &Wanted::default(), false, None, 50).await.unwrap().0.is_empty());
        assert_eq!(tasks::count(theirs, &Wanted::default(), 50).await.unwrap(), 0);
        assert!(tasks::find(theirs, task).await.unwrap().is_none());
        assert!(tasks::titles(theirs, [task]).await.unwrap().is_empty());
        assert!(tasks::next_of_leads(theirs, [lead]).await.unwrap().is_empty());
        assert!(notifications::list(theirs, owner.member, false, None, 50).await.unwrap().0.is_empty());
        assert_eq!(notifications::count_unread(theirs, owner.member, 50).await.unwrap(), 0);
        assert!(notifications::find(theirs, owner.member, self.notification.id).await.unwrap().is_none());
        assert!(notifications::load(theirs, self.notification.id).await.unwrap().is_none());
        let kind = self.notification.kind;
        assert!(!notifications::has_unread(theirs, owner.member, kind).await.unwrap());
        assert!(
            notifications::choices(theirs, owner.member).await.unwrap().iter().all(|choice| choice.in_app)
        );
        let (known, field) = (std::slice::from_ref(&self.field), self.field.id);
        assert!(fields::list(theirs).await.unwrap().is_empty());
        assert!(fields::keys(theirs).await.unwrap().is_empty());
        assert_eq!(fields::count(theirs).await.unwrap(), 0);
        assert!(fields::of_leads(theirs, known, [lead]).await.unwrap().is_empty());
        assert!(fields::texts(theirs, [lead]).await.unwrap().is_empty());
        assert!(!fields::has_values(theirs, field).await.unwrap());
        assert!(fields::holders(theirs, field, None, 50).await.unwrap().is_empty());
        assert!(bulk::find(theirs, self.bulk.id).await.unwrap().is_none());
        assert!(bulk::list(theirs, None, None, 50).await.unwrap().0.is_empty());
        assert!(bulk::list_items(theirs, self.bulk.id, 50).await.unwrap().is_empty());
        assert_eq!(bulk::count_items(theirs, self.bulk.id).await.unwrap(), 0);
        let all = Selection {
            filter: Filter::EVERYTHING,
            only: Some(vec![lead]),
            except: Vec::new(),
            is_binned: false,
            before: LeadId(id()),
        };
        assert_eq!(leads::count_selected(theirs, &all).await.unwrap(), 0);
        assert!(leads::selected(theirs, &all, None, 50).await.unwrap().is_empty());
        assert!(leads::names(theirs, [lead]).await.unwrap().is_empty());
        assert!(!leads::is_visible_to(theirs, theirs.reach(), lead).await.unwrap());
    }

    /// Everything that changes what is there.
    pub async fn change(&self, tx: &WorkspaceTx, owner: Tenant) -> Result<(), DbError> {
        let (lead, field) = (self.note.lead_id, self.field.id);
        assert!(notes::lock(tx, self.note.id).await?.is_none());
        notes::update(tx, &Note { deleted_at: Some(after(99)), ..self.note.clone() }).await?;
        assert!(tasks::lock(tx, self.task.id).await?.is_none());
        tasks::update(tx, &Task { deleted_at: Some(after(99)), ..self.task.clone() }).await?;
        notifications::mark(tx, owner.member, self.notification.id, Some(after(99))).await?;
        notifications::read_until(tx, owner.member, self.notification.id, after(99)).await?;
        notifications::close_hidden(tx, self.notification.id, after(99)).await?;
        assert!(bulk::lock(tx, self.bulk.id).await?.is_none());
        bulk::update(tx, &Bulk { done: 99, ..self.bulk.clone() }).await?;
        bulk::forget_items(tx, self.bulk.id, &[lead]).await?;
        assert!(leads::lock_all(tx, &[lead]).await?.is_empty());
        leads::edit(tx, &[lead], &[Edit::Company(None), Edit::Stage(None)], after(99)).await?;
        assert_eq!(leads::restorable(tx, &[lead]).await?, [lead], "as far as they know");
        assert!(fields::lock(tx, field).await?.is_none());
        fields::update(tx, &Field { name: "stolen".into(), options: Vec::new(), ..self.field.clone() })
            .await?;
        fields::forget_option(tx, field, self.field.options[0].id).await?;
        fields::clear(tx, field, &[lead]).await?;
        fields::set(tx, lead, field, None, FieldOriginKind::Member, after(99)).await?;
        fields::drop(tx, field).await?;
        fields::delete(tx, field).await
    }

    /// Everything that adds to what belongs to somebody else. Where a key is taken by the other one's row, it stays.
    pub async fn add(&self, db: &Db, theirs: Tenant) {
        let planted = Self::of(theirs, self.note.lead_id);
        let write = db.write(theirs.workspace, async |tx| {
            notes::insert(tx, &planted.note).await?;
            tasks::insert(tx, &planted.task).await?;
            notifications::insert(tx, &planted.notification, None).await?;
            bulk::insert(tx, &planted.bulk).await?;
            fields::insert(tx, &planted.field, start()).await
        });
        write.await.unwrap();
        let taken = db.write(theirs.workspace, async |tx| {
            notifications::choose(tx, self.notification.member_id, &[self.choice]).await
        });
        assert!(matches!(taken.await, Err(DbError::Unique(_))));
        let made = vec![(self.note.lead_id, "planted".to_owned())];
        let taken =
            db.write(theirs.workspace, async |tx| bulk::remember(tx, self.bulk.id, made.clone()).await);
        assert!(matches!(taken.await, Err(DbError::Unique(_))));
        let taken = db.write(theirs.workspace, async |tx| {
            let (lead, origin) = (self.note.lead_id, FieldOriginKind::Zoom);
            fields::set(tx, lead, self.field.id, Some(&self.chosen), origin, start()).await
        });
        assert!(matches!(taken.await, Err(DbError::Unique(_))));
    }
}
