//! One workspace's handle, another one's ids: nothing is seen, nothing changes. The victim's rows are compared, not
//! only the answers.

mod covered;

use crate::{
    outside::Outside,
    world::{
        ANY_SCRIPT, Filled, Tenant, addresses, after, assignment_rule, audit_entry, digest, id, identity,
        key, likeness, phones, pipeline, registrant, registration, scoring_rule, start, tag, team, view,
    },
};
use covered::COVERED;
use domain::{
    delivery::DeliveryState,
    filter::{Filter, Sort, Test},
    ids::{
        ActivityId, ConnectionId, DuplicateId, IdempotencyKeyId, LeadId, MeetingId, MemberId, MergeId,
        SessionId, StageId, TeamId, TeamMemberId, UserId, ZoomAuthorizationId,
    },
    lead::{FieldOriginKind, Lead, LeadField},
    pipeline::StageKind,
    policy::Reach,
    team::LeadScope,
    user::NewUser,
    workspace::Role,
};
use persistence::{
    Db, DbError, WorkspaceDb, activities, assignment, audit, deliveries, duplicates, idempotency, leads,
    members,
    merges::{self, NewMerge, Whereabouts},
    pipelines::{self, Pipeline, Stage},
    registrations, reports, scoring, sessions,
    tags::{self, Tag},
    teams::{self, Team},
    users,
    views::{self, View},
    workspaces, zoom,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};
use testkit::{TestDb, both_engines};

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

/// Every lead that the handle shows, those in the bin included.
async fn all_leads(read: &WorkspaceDb) -> Vec<leads::LeadRow> {
    let deleted = || Filter::Is(Test::Deleted);
    let all = Filter::Any(vec![deleted(), Filter::Not(Box::new(deleted()))]);
    leads::list(read, &all, Sort::NEWEST, None, 50).await.unwrap().0
}

/// The lead, as somebody who should not know of it could have kept it.
async fn stolen(db: &Db, a: &Filled) -> Lead {
    all_leads(&db.read(a.tenant.workspace)).await.remove(0).lead
}

/// What the tenant's own screens show.
async fn screens_of(db: &Db, of: &Filled) -> String {
    let read = db.read(of.tenant.workspace);
    format!(
        "{:#?}",
        (
            (
                leads::find(&read, of.lead).await.unwrap(),
                all_leads(&read).await,
                leads::search(&read, "ines", 50).await.unwrap(),
                leads::totals(&read, &Filter::EVERYTHING, of.pipeline.id).await.unwrap(),
            ),
            (tags::list(&read).await.unwrap(), teams::list(&read).await.unwrap()),
            (
                views::list(&read, of.tenant.member).await.unwrap(),
                assignment::list(&read).await.unwrap(),
                scoring::list(&read).await.unwrap(),
            ),
            (teams::memberships(&read).await.unwrap(), members::list(&read).await.unwrap()),
            (pipelines::list(&read).await.unwrap(), pipelines::first_stage(&read).await.unwrap()),
            registrations::of_lead(&read, of.lead).await.unwrap(),
            activities::list(&read, of.lead, None, 50).await.unwrap(),
            (
                deliveries::list(&read, None, None, 50).await.unwrap(),
                deliveries::last_received(&read, of.connection).await.unwrap(),
            ),
            (
                duplicates::known(&read, of.lead).await.unwrap(),
                merges::of_lead(&read, of.lead).await.unwrap()
            ),
            zoom::list(&read).await.unwrap(),
            (workspaces::current(&read).await.unwrap(), of.about_leads.screens(db, of.tenant).await),
            members::cards(&read, [of.tenant.member]).await.unwrap(),
        )
    )
}

/// Everything that reads, with `b`'s handle and `a`'s ids.
async fn read_all(db: &Db, a: &Filled, b: Tenant) {
    let read = db.read(b.workspace);
    read_leads(db, a, &read).await;
    assert!(registrations::of_lead(&read, a.lead).await.unwrap().is_empty());
    assert!(activities::list(&read, a.lead, None, 50).await.unwrap().0.is_empty());
    assert!(activities::by_members(&read, a.lead, None, 50).await.unwrap().is_empty());
    assert!(audit::list(&read, audit::Wanted::default(), None, 50).await.unwrap().is_empty());
    read_reports(a, &read).await;
    let oldest = ActivityId(uuid::Uuid::nil());
    assert!(activities::since(&read, oldest, 50).await.unwrap().is_empty());
    assert!(deliveries::list(&read, None, None, 50).await.unwrap().0.is_empty());
    assert_eq!(deliveries::failed_count(&read).await.unwrap(), 0);
    assert_eq!(deliveries::last_received(&read, a.connection).await.unwrap(), None);
    read_pairs(a, &read).await;
    assert!(zoom::list(&read).await.unwrap().is_empty());
    assert_eq!(zoom::linked_by(&read, a.connection).await.unwrap(), None);
    assert!(members::cards(&read, [a.tenant.member]).await.unwrap().is_empty());
    let members: Vec<MemberId> = members::list(&read).await.unwrap().iter().map(|row| row.card.id).collect();
    assert_eq!(members, [b.member]);
    assert_eq!(workspaces::current(&read).await.unwrap().id, b.workspace);
    assert!(assignment::list(&read).await.unwrap().is_empty());
    assert!(scoring::list(&read).await.unwrap().is_empty());
    assert!(views::list(&read, a.tenant.member).await.unwrap().is_empty());
    assert_eq!(views::count(&read, a.tenant.member).await.unwrap(), 0);
    assert!(tags::list(&read).await.unwrap().is_empty());
    assert_eq!(tags::count(&read).await.unwrap(), 0);
    assert!(tags::find(&read, &[a.tag.id]).await.unwrap().is_empty());
    assert!(tags::of_leads(&read, [a.lead]).await.unwrap().is_empty());
    assert!(teams::list(&read).await.unwrap().is_empty());
    assert_eq!(teams::count(&read).await.unwrap(), 0);
    assert!(teams::find(&read, a.team.id).await.unwrap().is_none());
    assert!(teams::memberships(&read).await.unwrap().is_empty());
    assert!(!teams::is_member(&read, a.tenant.member).await.unwrap());
    let stages: Vec<StageId> = a.pipeline.stages.iter().map(|stage| stage.id).collect();
    assert!(pipelines::list(&read).await.unwrap().is_empty());
    assert!(pipelines::stages(&read, stages.clone()).await.unwrap().is_empty());
    assert!(pipelines::first_stage(&read).await.unwrap().is_none());
    assert!(!pipelines::is_used(&read, &stages).await.unwrap());
    a.about_leads.read(&read, a.tenant).await;
}

async fn read_pairs(a: &Filled, read: &WorkspaceDb) {
    assert_eq!(duplicates::count(read, 9).await.unwrap(), 0);
    assert!(duplicates::list(read, false, None, 9).await.unwrap().0.is_empty());
    for lead in [a.lead, a.merged] {
        assert!(duplicates::known(read, lead).await.unwrap().is_empty());
        assert!(duplicates::of_lead(read, lead).await.unwrap().is_empty());
        assert!(duplicates::profiles(read, [lead]).await.unwrap().is_empty());
        assert!(duplicates::sharing(read, lead).await.unwrap().is_empty());
        assert!(merges::of_lead(read, lead).await.unwrap().is_empty());
        assert!(matches!(merges::whereabouts(read, lead).await.unwrap(), Whereabouts::Unknown));
        assert!(!leads::is_reachable(read, lead).await.unwrap());
        assert!(leads::rows_of(read, [lead]).await.unwrap().is_empty());
    }
}

async fn read_reports(a: &Filled, read: &WorkspaceDb) {
    let scope = &reports::Scope { from: after(-9_999), to: after(9_999), pipeline: None };
    let stages: Vec<StageId> = a.pipeline.stages.iter().map(|stage| stage.id).collect();
    assert!(reports::outcomes(read, scope).await.unwrap().is_empty());
    assert!(reports::volume(read, scope, true).await.unwrap().is_empty());
    assert!(reports::load(read, Some(a.pipeline.id)).await.unwrap().is_empty());
    assert!(reports::responses(read, scope).await.unwrap().is_empty());
    assert_eq!(reports::response_at(read, scope, None, 0).await.unwrap(), None);
    for stage in &stages {
        assert_eq!(reports::entered(read, scope, *stage).await.unwrap(), 0);
        assert_eq!(reports::went_on(read, scope, *stage, &stages).await.unwrap(), 0);
        assert_eq!(reports::ended(read, scope, *stage).await.unwrap(), 0);
        assert_eq!(reports::stay_at(read, scope, *stage, 0).await.unwrap(), None);
    }
    assert!(leads::names(read, [a.lead]).await.unwrap().is_empty());
}

async fn read_leads(db: &Db, a: &Filled, read: &WorkspaceDb) {
    assert!(leads::find(read, a.lead).await.unwrap().is_none());
    assert!(!leads::is_visible(read, a.lead).await.unwrap());
    assert!(all_leads(read).await.is_empty());
    let all = &Filter::EVERYTHING;
    assert_eq!(leads::count(read, all, 50).await.unwrap(), 0);
    assert!(leads::totals(read, all, a.pipeline.id).await.unwrap().is_empty());
    assert_eq!(leads::standing_since(read, all, a.pipeline.stages[1].id, after(99)).await.unwrap(), 0);
    assert!(leads::matching(read, all, &[a.lead]).await.unwrap().is_empty());
    assert!(leads::open_counts(read, &[a.tenant.member], None).await.unwrap().is_empty());
    assert!(scoring::of_leads(read, &[a.lead]).await.unwrap().is_empty());
    let found = leads::search(&db.read(a.tenant.workspace), "ines", 50).await.unwrap();
    assert_eq!(found.len(), 1);
    assert!(leads::search(read, "ines", 50).await.unwrap().is_empty());
    let row = leads::rows(read, vec![stolen(db, a).await]).await.unwrap().remove(0);
    assert!(row.primary_email.is_none() && row.primary_phone.is_none() && row.owner.is_none());
    assert!(row.team.is_none() && row.stage.is_none() && row.tags.is_empty());
    assert!(row.next_task.is_none() && row.custom.is_empty());
}

/// Everything that changes what is there, with `b`'s handle and `a`'s ids.
async fn change_all(db: &Db, a: &Filled, b: Tenant) {
    let stolen = stolen(db, a).await;
    let journal = db.write(a.tenant.workspace, async |tx| merges::lock(tx, a.merge).await).await.unwrap();
    let (merge, parting) = journal.unwrap();
    let write = db.write(b.workspace, async |tx| {
        change_leads(tx, a, b, &stolen).await?;
        a.about_leads.change(tx, a.tenant).await?;
        assert!(merges::lock(tx, a.merge).await?.is_none());
        merges::undo(tx, &merge, parting.as_ref().unwrap(), &stolen, &[], id).await?;
        duplicates::remove(tx, a.duplicate).await?;
        assert!(!duplicates::set_dismissed(tx, a.duplicate, Some((after(99), b.member))).await?);
        duplicates::set_keys(tx, a.lead, BTreeSet::new()).await?;
        deliveries::drop_bodies_of(tx, a.connection).await?;
        deliveries::settle(tx, a.delivery, DeliveryState::Ignored, None, after(99)).await?;
        assert!(registrations::find(tx, a.meeting, "key").await?.is_none());
        registrations::renew(tx, a.registration, &registrant("key"), "[]".into(), after(99)).await?;
        assert!(zoom::take_authorization(tx, a.tenant.session, a.state_hash).await?.is_none());
        assert!(zoom::relink(tx, &a.zoom, b.member, after(99)).await?.is_none());
        assert!(!zoom::unlink(tx, a.connection).await?);
        assert!(!zoom::unlink_user(tx, &a.zoom.key, None).await?);
        members::update(tx, a.tenant.member, Role::Viewer, LeadScope::Own).await?;
        assert!(idempotency::find(tx, a.tenant.member, &key("key")).await?.is_none());
        assert!(views::lock(tx, a.tenant.member, a.view.id).await?.is_none());
        views::update(tx, &View { name: "stolen".into(), ..a.view.clone() }, after(99)).await?;
        views::delete(tx, a.view.id).await?;
        change_rules(tx, a).await?;
        tags::update(tx, &Tag { name: "stolen".into(), ..a.tag.clone() }).await?;
        assert!(tags::remove(tx, &[a.lead], a.tag.id).await?.is_empty());
        assert!(!tags::delete(tx, a.tag.id).await?);
        teams::rename(tx, &Team { name: "stolen".into(), ..a.team.clone() }).await?;
        teams::remove_member(tx, a.team.id, a.tenant.member).await?;
        teams::delete(tx, a.team.id).await?;
        pipelines::update(tx, &Pipeline { name: "stolen".into(), ..a.pipeline.clone() }).await?;
        let [open, lost] = &a.pipeline.stages[..] else { panic!("two stages") };
        pipelines::update_stage(tx, &Stage { name: "stolen".into(), ..open.clone() }).await?;
        assert_eq!(pipelines::move_leads(tx, lost.id, open, after(99)).await?, 0);
        pipelines::delete_stage(tx, open.id).await?;
        pipelines::delete(tx, a.pipeline.id).await
    });
    write.await.unwrap();
    // These would have to touch a row of the other one to succeed.
    let new = NewMerge {
        id: MergeId(id()),
        survivor: &stolen,
        united: &stolen,
        other: a.merged,
        chosen: BTreeMap::new(),
        by: b.member,
        at: after(99),
    };
    let merged = db.write(b.workspace, async |tx| merges::merge(tx, &new).await).await;
    assert!(matches!(merged, Err(DbError::Corrupt(_))));
    let taken = db.write(b.workspace, async |tx| leads::insert(tx, &stolen).await).await;
    assert!(matches!(taken, Err(DbError::Unique(_))));
    let taken = db.write(b.workspace, async |tx| {
        zoom::link(tx, ConnectionId(id()), &a.zoom, b.member, start()).await.map(|_| ())
    });
    assert!(matches!(taken.await, Err(DbError::Unique(_))));
    let taken = db.write(b.workspace, async |tx| {
        let (new, member) = (IdempotencyKeyId(id()), a.tenant.member);
        idempotency::remember(tx, new, member, &key("key"), id(), start()).await
    });
    assert!(matches!(taken.await, Err(DbError::Unique(_))));
}

async fn change_rules(tx: &persistence::WorkspaceTx, a: &Filled) -> Result<(), DbError> {
    assert!(assignment::lock_turn(tx, a.assignment.id).await?.is_none());
    assignment::set_turn(tx, a.assignment.id, MemberId(id())).await?;
    assignment::set_position(tx, a.assignment.id, 9).await?;
    let stolen = assignment::Rule { name: "stolen".into(), targets: Vec::new(), ..a.assignment.clone() };
    assignment::update(tx, &stolen, after(99)).await?;
    assignment::delete(tx, a.assignment.id).await?;
    assert!(scoring::lock_rule(tx, a.scoring.id).await?.is_none());
    scoring::update(tx, &scoring::Rule { name: "stolen".into(), ..a.scoring.clone() }, after(99)).await?;
    scoring::delete(tx, a.scoring.id).await?;
    scoring::applied(tx, after(99)).await?;
    assert!(scoring::lock(tx, &[a.lead]).await?.is_empty());
    assert!(scoring::lock_after(tx, LeadId(uuid::Uuid::nil()), 9).await?.is_empty());
    scoring::set(tx, &[a.lead], 99).await
}

async fn change_leads(
    tx: &persistence::WorkspaceTx,
    a: &Filled,
    b: Tenant,
    stolen: &Lead,
) -> Result<(), DbError> {
    let mut changed = stolen.clone();
    changed.display_name = "stolen".to_owned();
    changed.facts.company = None;
    assert!(leads::find_by_email(tx, &a.email).await?.is_none());
    assert!(leads::holders(tx, &[&a.email]).await?.is_empty());
    assert!(leads::lock(tx, a.lead).await?.is_none());
    assert!(!leads::has_phone(tx, a.lead).await?);
    leads::update(tx, &changed).await?;
    leads::give(tx, a.lead, b.member, None).await?;
    leads::index(tx, &[a.lead]).await?;
    leads::touch(tx, &[a.lead], after(99)).await?;
    leads::renew(tx, &[a.lead], after(99)).await?;
    leads::bin(tx, &[a.lead], b.member, after(99)).await?;
    leads::unbin(tx, &[a.lead], after(99)).await?;
    leads::forget_origins(tx, &[a.lead], &[LeadField::Company]).await?;
    leads::set_emails(tx, a.lead, Vec::new()).await?;
    leads::set_phones(tx, a.lead, Vec::new()).await
}

/// Everything that adds, with `b`'s handle, to what belongs to `a`.
async fn add_all(db: &Db, a: &Filled, b: Tenant) {
    let mut entry =
        activities::list(&db.read(a.tenant.workspace), a.lead, None, 1).await.unwrap().0.remove(0);
    entry.id = ActivityId(id());
    let (planted_tag, planted_team) = (tag("planted"), team("planted"));
    let planted = pipeline("planted", &[StageKind::Open]);
    let stage = Stage { id: StageId(id()), position: -1, ..a.pipeline.stages[0].clone() };
    let (emails, numbers) = (addresses(&["planted@example.com"]), phones(&["planted"], None));
    a.about_leads.add(db, b).await;
    let write = db.write(b.workspace, async |tx| {
        leads::set_emails(tx, a.lead, emails.clone()).await?;
        leads::set_phones(tx, a.lead, numbers.clone()).await?;
        let fields = [LeadField::Country];
        leads::record_origins(tx, &[a.lead], &fields, id, FieldOriginKind::Zoom, Some(ANY_SCRIPT), start())
            .await?;
        leads::index(tx, &[a.lead]).await?;
        activities::insert(tx, std::slice::from_ref(&entry), start()).await?;
        duplicates::set_keys(tx, a.lead, BTreeSet::from(["planted".to_owned()])).await?;
        let pair = (a.lead, a.lead);
        duplicates::put(tx, DuplicateId(id()), pair, &likeness(), start()).await?;
        registrations::insert(tx, registration(a.lead, a.meeting, &registrant("planted")), start()).await?;
        let own =
            registrations::upsert_meeting(tx, MeetingId(id()), &a.meeting_facts, after(99), start()).await?;
        assert_ne!(own, a.meeting);
        let authorization = ZoomAuthorizationId(id());
        zoom::insert_authorization(tx, authorization, a.tenant.session, digest(), start(), after(9)).await?;
        views::insert(tx, &view(a.tenant.member), start()).await?;
        audit::insert(tx, &[audit_entry(a.tenant.member)]).await?;
        assignment::insert(tx, &assignment_rule(a.tenant.member, a.team.id), start()).await?;
        scoring::insert(tx, &scoring_rule(), start()).await?;
        tags::insert(tx, &planted_tag, start()).await?;
        assert_eq!(tags::add(tx, &[a.lead], planted_tag.id, start()).await?, [a.lead]);
        teams::insert(tx, &planted_team, start()).await?;
        teams::add_member(tx, TeamMemberId(id()), planted_team.id, a.tenant.member).await?;
        // Even told another workspace, a handle writes into its own.
        pipelines::insert(tx, a.tenant.workspace, &planted, start()).await?;
        pipelines::insert_stages(tx, a.tenant.workspace, std::slice::from_ref(&stage), start()).await?;
        assert_eq!(pipelines::list(tx).await?.len(), 1);
        let member = a.tenant.member;
        idempotency::remember(tx, IdempotencyKeyId(id()), member, &key("planted"), id(), start()).await?;
        zoom::link(tx, ConnectionId(id()), &identity("planted"), a.tenant.member, start()).await
    });
    write.await.unwrap();
}

/// A signed-in member of the workspace, and what the session says they reach.
struct Colleague {
    member: MemberId,
    session: SessionId,
}

impl Colleague {
    async fn new(db: &Db, of: Tenant, name: &str, role: Role, scope: LeadScope) -> Self {
        let (user, new) = (UserId(id()), Self { member: MemberId(id()), session: SessionId(id()) });
        let person = NewUser::parse(name, &format!("{name}@example.com")).unwrap();
        let write = db.write_system(async |tx| {
            users::insert(tx, user, &person, "hash", start()).await?;
            members::insert(tx, new.member, of.workspace, user, role, scope, start()).await?;
            sessions::insert(tx, new.session, new.member, start(), after(9)).await
        });
        write.await.unwrap();
        new
    }

    async fn reach(&self, db: &Db) -> Reach {
        sessions::find(&db.read_system(), self.session).await.unwrap().unwrap().reach
    }
}

async fn join(db: &Db, of: Tenant, team: TeamId, member: MemberId) {
    let write = db.write(of.workspace, async |tx| {
        // Twice is once.
        teams::add_member(tx, TeamMemberId(id()), team, member).await?;
        teams::add_member(tx, TeamMemberId(id()), team, member).await
    });
    write.await.unwrap();
}

both_engines! {
    async fn a_workspaces_handle_shows_and_changes_nothing_of_another_one(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await.fill(&db.db, "a").await;
        let b = Tenant::new(&db.db, "b").await;
        let outside = Outside::of(&db).await;
        let workspace = a.tenant.workspace;
        let (rows, screens) = (outside.rows_of(&db, workspace).await, screens_of(&db.db, &a).await);
        assert_eq!(rows.len(), 41);
        assert!(rows.values().all(|rows| !rows.is_empty()), "{rows:#?}");
        read_all(&db.db, &a, b).await;
        change_all(&db.db, &a, b).await;
        assert_eq!(outside.rows_of(&db, workspace).await, rows);
        add_all(&db.db, &a, b).await;
        assert_eq!(outside.rows_of(&db, workspace).await, rows);
        assert_eq!(screens_of(&db.db, &a).await, screens);
        // The handle itself is what makes the difference.
        let write = db.db.write(workspace, async |tx| leads::touch(tx, &[a.lead], after(99)).await);
        write.await.unwrap();
        assert_ne!(outside.rows_of(&db, workspace).await, rows);
    }
    async fn a_reach_is_ones_own_leads_or_those_of_ones_teams_and_no_other_workspaces(db: TestDb) {
        let (a, b) = (Tenant::new(&db.db, "a").await, Tenant::new(&db.db, "b").await);
        let ines = Colleague::new(&db.db, a, "ines", Role::Member, LeadScope::Team).await;
        let bexley = Colleague::new(&db.db, a, "bexley", Role::Viewer, LeadScope::Own).await;
        let admin = Colleague::new(&db.db, a, "admin", Role::Admin, LeadScope::Own).await;
        let limited = |mut owners: Vec<MemberId>, teams: Vec<TeamId>| {
            owners.sort_unstable();
            Reach::Limited { owners, teams }
        };
        assert_eq!(ines.reach(&db.db).await, limited(vec![ines.member], vec![]));
        let (sales, support, foreign) = (team("sales"), team("support"), team("foreign"));
        for (tenant, team) in [(a, &sales), (a, &support), (b, &foreign)] {
            db.db.write(tenant.workspace, async |tx| teams::insert(tx, team, start()).await).await.unwrap();
        }
        for (team, member) in [(&sales, ines.member), (&sales, bexley.member), (&support, ines.member), (&support, a.member)] {
            join(&db.db, a, team.id, member).await;
        }
        join(&db.db, b, foreign.id, ines.member).await;
        join(&db.db, b, foreign.id, b.member).await;
        join(&db.db, b, sales.id, b.member).await;
        let everybody = vec![ines.member, bexley.member, a.member];
        assert_eq!(ines.reach(&db.db).await, limited(everybody, vec![sales.id, support.id]));
        assert_eq!(bexley.reach(&db.db).await, limited(vec![bexley.member], vec![]));
        assert_eq!(admin.reach(&db.db).await, Reach::All);
        let leave = db.db.write(a.workspace, async |tx| teams::delete(tx, support.id).await);
        leave.await.unwrap();
        assert_eq!(ines.reach(&db.db).await, limited(vec![ines.member, bexley.member], vec![sales.id]));
        let promote = db.db.write(a.workspace, async |tx| members::update(tx, bexley.member, Role::Member, LeadScope::All).await);
        promote.await.unwrap();
        assert_eq!(bexley.reach(&db.db).await, Reach::All);
    }
}
