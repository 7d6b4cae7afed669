//! One workspace's handle, another one's ids: nothing is seen, nothing changes. The victim's rows are compared, not
//! only the answers.

use crate::{
    outside::Outside,
    world::{
        ANY_SCRIPT, Filled, Tenant, after, digest, email, id, identity, registrant, registration, start,
    },
};
use domain::{
    delivery::DeliveryState,
    ids::{
        ActivityId, ConnectionId, FieldOriginId, LeadEmailId, LeadPhoneId, MeetingId, ZoomAuthorizationId,
    },
    lead::{FieldOriginKind, LeadField},
};
use persistence::{Db, DbError, activities, deliveries, leads, members, registrations, workspaces, zoom};
use std::{collections::BTreeSet, fs, path::Path};
use testkit::{TestDb, both_engines};

/// Every function that takes the handle of a workspace, and is called below with the wrong one.
const COVERED: &[&str] = &[
    "activities::insert",
    "activities::list",
    "activities::since",
    "deliveries::drop_bodies_of",
    "deliveries::failed_count",
    "deliveries::last_received",
    "deliveries::list",
    "deliveries::settle",
    "leads::add_email",
    "leads::add_phone",
    "leads::find",
    "leads::find_by_email",
    "leads::insert",
    "leads::list",
    "leads::lock",
    "leads::record_origins",
    "leads::rows",
    "leads::save_facts",
    "leads::touch",
    "members::cards",
    "registrations::find",
    "registrations::insert",
    "registrations::of_lead",
    "registrations::renew",
    "registrations::upsert_meeting",
    "workspaces::current",
    "zoom::insert_authorization",
    "zoom::link",
    "zoom::linked_by",
    "zoom::list",
    "zoom::relink",
    "zoom::take_authorization",
    "zoom::unlink",
    "zoom::unlink_user",
];

/// Jobs belong to no workspace: whoever holds the lease decides. And what makes the handles has none.
const EXEMPT: [&str; 2] = ["jobs::", "db::"];

/// `module::function` for every public function of a repository that takes a handle of a workspace.
fn functions(folder: &Path, module: Option<&str>, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if path.is_dir() {
            functions(&path, Some(module.unwrap_or(name)), found);
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        for function in source.split("pub async fn ").skip(1) {
            let (name_of_function, rest) = function.split_once(['(', '<']).unwrap();
            let signature = rest.split_once(" {\n").unwrap().0;
            let handles = ["&WorkspaceDb", "&WorkspaceTx", "&impl Tx"];
            if handles.iter().any(|handle| signature.contains(handle)) {
                found.insert(format!("{}::{name_of_function}", module.unwrap_or(name)));
            }
        }
    }
}

#[test]
fn every_function_with_a_workspaces_handle_is_tried_with_the_wrong_one() {
    let mut found = BTreeSet::new();
    functions(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), None, &mut found);
    found.retain(|function| !EXEMPT.iter().any(|module| function.starts_with(module)));
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), COVERED);
}

/// What the tenant's own screens show.
async fn view(db: &Db, of: &Filled) -> String {
    let read = db.read(of.tenant.workspace);
    format!(
        "{:#?}",
        (
            (leads::find(&read, of.lead).await.unwrap(), leads::list(&read, None, 50).await.unwrap()),
            registrations::of_lead(&read, of.lead).await.unwrap(),
            activities::list(&read, of.lead, None, 50).await.unwrap(),
            deliveries::list(&read, None, None, 50).await.unwrap(),
            deliveries::last_received(&read, of.connection).await.unwrap(),
            zoom::list(&read).await.unwrap(),
            workspaces::current(&read).await.unwrap(),
            members::cards(&read, [of.tenant.member]).await.unwrap(),
        )
    )
}

/// Everything that reads, with `b`'s handle and `a`'s ids.
async fn read_all(db: &Db, a: &Filled, b: Tenant) {
    let read = db.read(b.workspace);
    assert!(leads::find(&read, a.lead).await.unwrap().is_none());
    assert!(leads::list(&read, None, 50).await.unwrap().0.is_empty());
    let stolen = leads::list(&db.read(a.tenant.workspace), None, 1).await.unwrap().0.remove(0).lead;
    let row = leads::rows(&read, vec![stolen]).await.unwrap().remove(0);
    assert!(row.primary_email.is_none() && row.owner.is_none());
    assert!(registrations::of_lead(&read, a.lead).await.unwrap().is_empty());
    assert!(activities::list(&read, a.lead, None, 50).await.unwrap().0.is_empty());
    let oldest = ActivityId(uuid::Uuid::nil());
    assert!(activities::since(&read, oldest, 50).await.unwrap().is_empty());
    assert!(deliveries::list(&read, None, None, 50).await.unwrap().0.is_empty());
    assert_eq!(deliveries::failed_count(&read).await.unwrap(), 0);
    assert_eq!(deliveries::last_received(&read, a.connection).await.unwrap(), None);
    assert!(zoom::list(&read).await.unwrap().is_empty());
    assert_eq!(zoom::linked_by(&read, a.connection).await.unwrap(), None);
    assert!(members::cards(&read, [a.tenant.member]).await.unwrap().is_empty());
    assert_eq!(workspaces::current(&read).await.unwrap().id, b.workspace);
}

/// Everything that changes what is there, with `b`'s handle and `a`'s ids.
async fn change_all(db: &Db, a: &Filled, b: Tenant) {
    let stolen = leads::list(&db.read(a.tenant.workspace), None, 1).await.unwrap().0.remove(0).lead;
    let mut changed = stolen.clone();
    changed.display_name = "stolen".to_owned();
    changed.facts.company = None;
    let write = db.write(b.workspace, async |tx| {
        assert!(leads::find_by_email(tx, &a.email).await?.is_none());
        assert!(leads::lock(tx, a.lead).await?.is_none());
        deliveries::drop_bodies_of(tx, a.connection).await?;
        leads::save_facts(tx, &changed, after(99)).await?;
        leads::touch(tx, a.lead, after(99)).await?;
        deliveries::settle(tx, a.delivery, DeliveryState::Ignored, None, after(99)).await?;
        assert!(registrations::find(tx, a.meeting, "key").await?.is_none());
        registrations::renew(tx, a.registration, &registrant("key"), "[]".into(), after(99)).await?;
        assert!(zoom::take_authorization(tx, a.tenant.session, a.state_hash).await?.is_none());
        assert!(zoom::relink(tx, &a.zoom, b.member, after(99)).await?.is_none());
        assert!(!zoom::unlink(tx, a.connection).await?);
        assert!(!zoom::unlink_user(tx, &a.zoom.key, None).await?);
        Ok::<_, DbError>(())
    });
    write.await.unwrap();
    // These would have to touch a row of the other one to succeed.
    let taken = db.write(b.workspace, async |tx| leads::insert(tx, &stolen).await).await;
    assert!(matches!(taken, Err(DbError::Unique(_))));
    let taken = db.write(b.workspace, async |tx| {
        zoom::link(tx, ConnectionId(id()), &a.zoom, b.member, start()).await.map(|_| ())
    });
    assert!(matches!(taken.await, Err(DbError::Unique(_))));
}

/// Everything that adds, with `b`'s handle, to what belongs to `a`.
async fn add_all(db: &Db, a: &Filled, b: Tenant) {
    let address = email("planted@example.com");
    let mut entry =
        activities::list(&db.read(a.tenant.workspace), a.lead, None, 1).await.unwrap().0.remove(0);
    entry.id = ActivityId(id());
    let write = db.write(b.workspace, async |tx| {
        leads::add_email(tx, LeadEmailId(id()), a.lead, &address, 0).await?;
        assert!(leads::add_phone(tx, LeadPhoneId(id()), a.lead, "planted").await?);
        let origin = [(FieldOriginId(id()), LeadField::Country)];
        leads::record_origins(tx, a.lead, origin, FieldOriginKind::Zoom, Some(ANY_SCRIPT), start()).await?;
        activities::insert(tx, &entry, start()).await?;
        registrations::insert(tx, registration(a.lead, a.meeting, &registrant("planted")), start()).await?;
        let own =
            registrations::upsert_meeting(tx, MeetingId(id()), &a.meeting_facts, after(99), start()).await?;
        assert_ne!(own, a.meeting);
        let authorization = ZoomAuthorizationId(id());
        zoom::insert_authorization(tx, authorization, a.tenant.session, digest(), start(), after(9)).await?;
        zoom::link(tx, ConnectionId(id()), &identity("planted"), a.tenant.member, start()).await
    });
    write.await.unwrap();
}

both_engines! {
    async fn a_workspaces_handle_shows_and_changes_nothing_of_another_one(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await.fill(&db.db, "a").await;
        let b = Tenant::new(&db.db, "b").await;
        let outside = Outside::of(&db).await;
        let workspace = a.tenant.workspace;
        let (rows, screens) = (outside.rows_of(&db, workspace).await, view(&db.db, &a).await);
        assert_eq!(rows.len(), 15);
        assert!(rows.values().all(|rows| !rows.is_empty()), "{rows:#?}");
        read_all(&db.db, &a, b).await;
        change_all(&db.db, &a, b).await;
        assert_eq!(outside.rows_of(&db, workspace).await, rows);
        add_all(&db.db, &a, b).await;
        assert_eq!(outside.rows_of(&db, workspace).await, rows);
        assert_eq!(view(&db.db, &a).await, screens);
        // The handle itself is what makes the difference.
        let write = db.db.write(workspace, async |tx| leads::touch(tx, a.lead, after(99)).await);
        write.await.unwrap();
        assert_ne!(outside.rows_of(&db, workspace).await, rows);
    }
}
