//! Tenants with something in every table.

use crate::about_leads::AboutLeads;
use chrono::{DateTime, Duration};
use domain::{
    activity::ActivityKind,
    actor::ActorKind,
    assignment::AssignmentMode,
    audit::{AuditAction, AuditObject},
    clock::Instant,
    delivery::{DeliveryState, Provider},
    duplicate::{Likeness, Signal, SignalKind},
    email::Email,
    idempotency::Operation,
    ids::{
        ActivityId, AssignmentRuleId, AuditEntryId, ConnectionId, DeliveryId, DuplicateId, IdempotencyKeyId,
        JobId, LeadEmailId, LeadId, LeadPhoneId, MeetingId, MemberId, MergeId, PipelineId, RegistrationId,
        ScoringRuleId, SessionId, StageId, TagId, TeamId, TeamMemberId, UserId, ViewId, WorkspaceId,
        ZoomAuthorizationId,
    },
    lead::{FieldOriginKind, Lead, LeadFacts, LeadField, LeadSource, LeadStatus, Place},
    money::Money,
    phone::Phone,
    pipeline::StageKind,
    scoring::Since,
    tag::TagColor,
    team::LeadScope,
    user::NewUser,
    view::Visibility,
    workspace::Role,
    zoom::{MeetingFacts, MeetingKind, RegistrantFacts, RegistrationStatus, ZoomIdentity, ZoomUserKey},
};
use persistence::{
    Db, DbError,
    activities::{self, Activity},
    assignment,
    audit::{self, Entry},
    deliveries::{self, NewDelivery},
    duplicates,
    idempotency::{self, Key},
    jobs::{self, NewJob},
    leads, members,
    merges::{self, NewMerge},
    pipelines::{self, Pipeline, Stage},
    registrations::{self, NewRegistration},
    scoring, sessions,
    tags::{self, Tag},
    teams::{self, Team},
    users,
    views::{self, View},
    workspaces::{self, Workspace},
    zoom,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::{AtomicU64, Ordering},
};
use uuid::Uuid;

/// Text of several scripts, with characters of four bytes and two code points.
pub const ANY_SCRIPT: &str = "Łukasz 李小龍 نرى 🚒👩\u{200d}💻";

pub fn start() -> Instant {
    DateTime::parse_from_rfc3339("2026-11-22T09:00:00.123456Z").unwrap().to_utc()
}

pub fn after(seconds: i64) -> Instant {
    start() + Duration::seconds(seconds)
}

fn next() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

/// An id that sorts after all that were made before, four to a millisecond.
pub fn id() -> Uuid {
    let n = next();
    Uuid::from_u128(u128::from(1_795_338_000_000 + n / 4) << 80 | 7 << 76 | 0b10 << 62 | u128::from(n))
}

/// A digest that no other call gives.
pub fn digest() -> [u8; 32] {
    let mut digest = [7; 32];
    digest[..8].copy_from_slice(&next().to_be_bytes());
    digest
}

pub fn email(raw: &str) -> Email {
    Email::lenient(raw).unwrap()
}

pub fn lead(name: &str) -> Lead {
    Lead {
        id: LeadId(id()),
        display_name: name.to_owned(),
        facts: LeadFacts::default(),
        status: LeadStatus::New,
        source: LeadSource::ZoomMeeting,
        source_detail: None,
        owner_id: None,
        team_id: None,
        place: None,
        score: 0,
        value: None,
        version: 1,
        created_at: start(),
        updated_at: start(),
        last_activity_at: start(),
        deleted_at: None,
    }
}

/// Addresses as a lead gets them, the first one primary.
pub fn addresses(raw: &[&str]) -> Vec<(LeadEmailId, Email)> {
    raw.iter().map(|raw| (LeadEmailId(id()), email(raw))).collect()
}

pub fn phones(raw: &[&str], country: Option<&str>) -> Vec<(LeadPhoneId, Phone)> {
    raw.iter().map(|raw| (LeadPhoneId(id()), Phone::parse(raw, country).unwrap())).collect()
}

pub fn tag(name: &str) -> Tag {
    Tag { id: TagId(id()), name: name.to_owned(), color: TagColor::Teal }
}

pub fn team(name: &str) -> Team {
    Team { id: TeamId(id()), name: name.to_owned() }
}

/// A pipeline with one stage of each of these kinds.
pub fn pipeline(name: &str, kinds: &[StageKind]) -> Pipeline {
    let pipeline_id = PipelineId(id());
    let stage = |(position, kind): (i32, &StageKind)| Stage {
        id: StageId(id()),
        pipeline_id,
        name: ANY_SCRIPT.to_owned(),
        kind: *kind,
        position,
        rotting_days: Some(14),
    };
    let stages = (0..).zip(kinds).map(stage).collect();
    Pipeline { id: pipeline_id, name: name.to_owned(), position: 0, version: 1, stages }
}

/// A rule that names one person.
pub fn assignment_rule(target: MemberId, team: TeamId) -> assignment::Rule {
    assignment::Rule {
        id: AssignmentRuleId(id()),
        name: ANY_SCRIPT.to_owned(),
        position: 0,
        enabled: true,
        filter: Some("{}".to_owned()),
        mode: AssignmentMode::RoundRobin,
        targets: vec![target],
        team_id: Some(team),
        last_target_id: Some(target),
        version: 1,
    }
}

pub fn audit_entry(actor: MemberId) -> Entry {
    Entry {
        id: AuditEntryId(id()),
        actor_id: Some(actor),
        action: AuditAction::Created,
        object_kind: AuditObject::Tag,
        object_id: id(),
        label: Some(ANY_SCRIPT.to_owned()),
        at: start(),
    }
}

pub fn scoring_rule() -> scoring::Rule {
    scoring::Rule {
        id: ScoringRuleId(id()),
        name: ANY_SCRIPT.to_owned(),
        enabled: true,
        filter: Some("{}".to_owned()),
        points: -7,
        half_life_days: Some(30),
        since: Since::LastActivity,
        version: 1,
    }
}

/// A view that its owner shares.
pub fn view(owner_id: MemberId) -> View {
    View {
        id: ViewId(id()),
        owner_id,
        name: ANY_SCRIPT.to_owned(),
        visibility: Visibility::Workspace,
        filter: "{}".to_owned(),
        columns: "[]".to_owned(),
        sort: Some("-value".to_owned()),
        position: 0,
        version: 1,
    }
}

/// A key that creates a lead.
pub fn key(text: &str) -> Key {
    Key { operation: Operation::CreateLead, key: text.to_owned(), request_hash: [7; 32] }
}

pub fn job(kind: &'static str, run_at: Instant) -> NewJob {
    NewJob {
        id: JobId(id()),
        workspace_id: None,
        kind,
        payload: "{}".to_owned(),
        run_at,
        max_attempts: 20,
        dedupe_key: None,
    }
}

pub fn delivery(workspace_id: Option<WorkspaceId>, received_at: Instant) -> NewDelivery {
    NewDelivery {
        id: DeliveryId(id()),
        workspace_id,
        connection_id: None,
        provider: Provider::Zoom,
        request_key: None,
        body_hash: digest(),
        event: "meeting.registration_created".to_owned(),
        sealed_body: b"sealed".to_vec(),
        headers: "{}".to_owned(),
        state: DeliveryState::Received,
        error: None,
        received_at,
    }
}

pub fn meeting(zoom_id: i64) -> MeetingFacts {
    MeetingFacts {
        kind: MeetingKind::Webinar,
        account_id: "account".to_owned(),
        zoom_id,
        host_id: "host".to_owned(),
        uuid: Some("QxxVyVh3/3netg15UdsZbQ==".to_owned()),
        topic: Some(ANY_SCRIPT.to_owned()),
        starts_at: Some(start()),
        duration_minutes: Some(45),
        time_zone: Some("Europe/Lisbon".to_owned()),
    }
}

pub fn registrant(key: &str) -> RegistrantFacts {
    RegistrantFacts {
        key: key.to_owned(),
        first_name: Some(ANY_SCRIPT.to_owned()),
        last_name: None,
        email_raw: Some("Ines@Example.com".to_owned()),
        email: None,
        phone: None,
        company: None,
        title: None,
        country: None,
        status: RegistrationStatus::Approved,
        answers: Vec::new(),
        tracking_source: Some(ANY_SCRIPT.to_owned()),
    }
}

/// The registration of a lead for a meeting, without answers.
pub fn registration(
    lead_id: LeadId,
    meeting_id: MeetingId,
    registrant: &RegistrantFacts,
) -> NewRegistration<'_> {
    let answers = "[]".to_owned();
    NewRegistration { id: RegistrationId(id()), lead_id, meeting_id, registrant, answers, at: start() }
}

pub fn identity(user: &str) -> ZoomIdentity {
    ZoomIdentity {
        key: ZoomUserKey { account_id: "account".to_owned(), user_id: user.to_owned() },
        name: ANY_SCRIPT.to_owned(),
        email: "host@example.com".to_owned(),
    }
}

/// A workspace with an owner who is signed in.
#[derive(Clone, Copy)]
pub struct Tenant {
    pub workspace: WorkspaceId,
    pub user: UserId,
    pub member: MemberId,
    pub session: SessionId,
}

impl Tenant {
    pub async fn new(db: &Db, name: &str) -> Self {
        let tenant = Self {
            workspace: WorkspaceId(id()),
            user: UserId(id()),
            member: MemberId(id()),
            session: SessionId(id()),
        };
        let user = NewUser::parse(ANY_SCRIPT, &format!("{name}@example.com")).unwrap();
        let workspace = Workspace {
            id: tenant.workspace,
            slug: name.to_owned(),
            name: ANY_SCRIPT.to_owned(),
            locale: "en".to_owned(),
            time_zone: "UTC".to_owned(),
            currency: "EUR".to_owned(),
            country: Some("PT".to_owned()),
        };
        let write = db.write_system(async |tx| {
            users::insert(tx, tenant.user, &user, "hash", start()).await?;
            workspaces::insert(tx, &workspace, start()).await?;
            let Tenant { workspace, user, member, .. } = tenant;
            members::insert(tx, member, workspace, user, Role::Owner, LeadScope::All, start()).await?;
            sessions::insert(tx, tenant.session, tenant.member, start(), after(3_600)).await
        });
        write.await.unwrap();
        tenant
    }

    /// Writes something of this tenant into every table that a tenant has rows in.
    pub async fn fill(self, db: &Db, name: &str) -> Filled {
        let (lead, team) = (LeadId(id()), team(ANY_SCRIPT));
        let filled = Filled {
            tenant: self,
            lead,
            about_leads: AboutLeads::of(self, lead),
            merged: LeadId(id()),
            merge: MergeId(id()),
            duplicate: DuplicateId(id()),
            assignment: assignment_rule(self.member, team.id),
            scoring: scoring_rule(),
            team,
            tag: tag(ANY_SCRIPT),
            pipeline: pipeline(ANY_SCRIPT, &[StageKind::Open, StageKind::Lost]),
            view: view(self.member),
            created: id(),
            meeting: MeetingId(id()),
            registration: RegistrationId(id()),
            activity: ActivityId(id()),
            connection: ConnectionId(id()),
            delivery: DeliveryId(id()),
            state_hash: digest(),
            zoom: identity(name),
            email: email(&format!("Ines.{name}@Example.com")),
            meeting_facts: meeting(86_914_520_731),
        };
        let write: Result<(), DbError> = db.write(self.workspace, async |tx| filled.write(tx).await).await;
        write.unwrap();
        let new = NewDelivery {
            id: filled.delivery,
            connection_id: Some(filled.connection),
            state: DeliveryState::Failed,
            error: Some("a reason".to_owned()),
            ..delivery(Some(self.workspace), start())
        };
        let job = NewJob { workspace_id: Some(self.workspace), ..job("process", start()) };
        let write = db.write_system(async |tx| {
            deliveries::insert(tx, vec![new.clone()]).await?;
            jobs::enqueue(tx, vec![job.clone()], start()).await
        });
        write.await.unwrap();
        filled
    }
}

/// One row of everything.
pub struct Filled {
    pub tenant: Tenant,
    pub lead: LeadId,
    pub about_leads: AboutLeads,
    /// Part of the lead by now.
    pub merged: LeadId,
    pub merge: MergeId,
    /// Of the two.
    pub duplicate: DuplicateId,
    pub assignment: assignment::Rule,
    pub scoring: scoring::Rule,
    pub team: Team,
    pub tag: Tag,
    pub pipeline: Pipeline,
    pub view: View,
    /// What the idempotency key `key` made.
    pub created: Uuid,
    pub meeting: MeetingId,
    pub registration: RegistrationId,
    pub activity: ActivityId,
    pub connection: ConnectionId,
    pub delivery: DeliveryId,
    pub state_hash: [u8; 32],
    pub zoom: ZoomIdentity,
    pub email: Email,
    pub meeting_facts: MeetingFacts,
}

impl Filled {
    async fn write(&self, tx: &persistence::WorkspaceTx) -> Result<(), DbError> {
        let Tenant { workspace, member, session, .. } = self.tenant;
        let text = || Some(ANY_SCRIPT.to_owned());
        let facts = LeadFacts {
            first_name: text(),
            last_name: text(),
            company: text(),
            title: text(),
            country: text(),
        };
        teams::insert(tx, &self.team, start()).await?;
        teams::add_member(tx, TeamMemberId(id()), self.team.id, member).await?;
        pipelines::insert(tx, workspace, &self.pipeline, start()).await?;
        let lost = &self.pipeline.stages[1];
        let place =
            Place { pipeline_id: lost.pipeline_id, stage_id: lost.id, since: after(2), lost_reason: text() };
        let lead = Lead {
            id: self.lead,
            facts,
            source_detail: text(),
            owner_id: Some(member),
            team_id: Some(self.team.id),
            place: Some(place),
            score: -7,
            value: Money::new(Money::MAX, "KWD"),
            // The merge makes it 3.
            version: 2,
            updated_at: after(3),
            last_activity_at: after(1),
            ..lead(ANY_SCRIPT)
        };
        leads::insert(tx, &lead).await?;
        leads::set_emails(tx, lead.id, vec![(LeadEmailId(id()), self.email.clone())]).await?;
        leads::set_phones(tx, lead.id, phones(&["+351 21 000 0100", "ask 𝒳 ☎️"], None)).await?;
        tags::insert(tx, &self.tag, start()).await?;
        assert_eq!(tags::add(tx, &[lead.id], self.tag.id, after(4)).await?, [lead.id]);
        self.about_leads.write(tx).await?;
        leads::index(tx, &[lead.id]).await?;
        views::insert(tx, &self.view, start()).await?;
        assignment::insert(tx, &self.assignment, start()).await?;
        scoring::insert(tx, &self.scoring, start()).await?;
        audit::insert(tx, &[audit_entry(member)]).await?;
        idempotency::remember(tx, IdempotencyKeyId(id()), member, &key("key"), self.created, start()).await?;
        let fields = [LeadField::Company];
        leads::record_origins(tx, &[lead.id], &fields, id, FieldOriginKind::Zoom, Some(ANY_SCRIPT), start())
            .await?;
        let facts = &self.meeting_facts;
        let meeting = registrations::upsert_meeting(tx, self.meeting, facts, start(), start()).await?;
        let (person, answers) = (registrant("key"), format!("[\"{ANY_SCRIPT}\"]"));
        let new =
            NewRegistration { id: self.registration, answers, ..registration(lead.id, meeting, &person) };
        registrations::insert(tx, new, start()).await?;
        let entry = Activity {
            id: self.activity,
            lead_id: lead.id,
            kind: ActivityKind::Registered,
            actor_kind: ActorKind::Zoom,
            actor_id: None,
            detail: format!("\"{ANY_SCRIPT}\""),
            occurred_at: start(),
        };
        activities::insert(tx, &[entry], start()).await?;
        self.merge(tx, &lead).await?;
        zoom::link(tx, self.connection, &self.zoom, member, start()).await?;
        let authorization = ZoomAuthorizationId(id());
        zoom::insert_authorization(tx, authorization, session, self.state_hash, start(), after(600)).await
    }
    /// Somebody who was alike, and became part of the lead.
    async fn merge(&self, tx: &persistence::WorkspaceTx, survivor: &Lead) -> Result<(), DbError> {
        leads::insert(tx, &Lead { id: self.merged, ..lead("merged") }).await?;
        duplicates::set_keys(tx, survivor.id, BTreeSet::from([ANY_SCRIPT.to_owned()])).await?;
        let pair = (survivor.id, self.merged);
        duplicates::put(tx, self.duplicate, pair, &likeness(), start()).await?;
        let new = NewMerge {
            id: self.merge,
            survivor,
            united: survivor,
            other: self.merged,
            chosen: BTreeMap::new(),
            by: self.tenant.member,
            at: after(3),
        };
        merges::merge(tx, &new).await
    }
}

pub fn likeness() -> Likeness {
    let signal = Signal { kind: SignalKind::Name, detail: ANY_SCRIPT.to_owned() };
    Likeness { score: 60, signals: vec![signal] }
}
