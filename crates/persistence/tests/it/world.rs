//! Tenants with something in every table.

use chrono::{DateTime, Duration};
use domain::{
    activity::ActivityKind,
    actor::ActorKind,
    clock::Instant,
    delivery::{DeliveryState, Provider},
    email::Email,
    ids::{
        ActivityId, ConnectionId, DeliveryId, FieldOriginId, JobId, LeadEmailId, LeadId, LeadPhoneId,
        MeetingId, MemberId, RegistrationId, SessionId, UserId, WorkspaceId, ZoomAuthorizationId,
    },
    lead::{FieldOriginKind, Lead, LeadFacts, LeadField, LeadSource, LeadStatus},
    user::NewUser,
    workspace::Role,
    zoom::{MeetingFacts, MeetingKind, RegistrantFacts, RegistrationStatus, ZoomIdentity, ZoomUserKey},
};
use persistence::{
    Db, DbError,
    activities::{self, Activity},
    deliveries::{self, NewDelivery},
    jobs::{self, NewJob},
    leads, members,
    registrations::{self, NewRegistration},
    sessions, users,
    workspaces::{self, Workspace},
    zoom,
};
use std::sync::atomic::{AtomicU64, Ordering};
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
        created_at: start(),
        last_activity_at: start(),
    }
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
        };
        let write = db.write_system(async |tx| {
            users::insert(tx, tenant.user, &user, "hash", start()).await?;
            workspaces::insert(tx, &workspace, start()).await?;
            members::insert(tx, tenant.member, tenant.workspace, tenant.user, Role::Owner, start()).await?;
            sessions::insert(tx, tenant.session, tenant.member, start(), after(3_600)).await
        });
        write.await.unwrap();
        tenant
    }

    /// Writes something of this tenant into every table that a tenant has rows in.
    pub async fn fill(self, db: &Db, name: &str) -> Filled {
        let filled = Filled {
            tenant: self,
            lead: LeadId(id()),
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
        let Tenant { member, session, .. } = self.tenant;
        let text = || Some(ANY_SCRIPT.to_owned());
        let facts = LeadFacts {
            first_name: text(),
            last_name: text(),
            company: text(),
            title: text(),
            country: text(),
        };
        let lead = Lead {
            id: self.lead,
            facts,
            source_detail: text(),
            owner_id: Some(member),
            last_activity_at: after(1),
            ..lead(ANY_SCRIPT)
        };
        leads::insert(tx, &lead).await?;
        leads::add_email(tx, LeadEmailId(id()), lead.id, &self.email, 0).await?;
        leads::add_phone(tx, LeadPhoneId(id()), lead.id, "+351 555 0100 ☎️").await?;
        let origins = [(FieldOriginId(id()), LeadField::Company)];
        leads::record_origins(tx, lead.id, origins, FieldOriginKind::Zoom, Some(ANY_SCRIPT), start()).await?;
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
        activities::insert(tx, &entry, start()).await?;
        zoom::link(tx, self.connection, &self.zoom, member, start()).await?;
        let authorization = ZoomAuthorizationId(id());
        zoom::insert_authorization(tx, authorization, session, self.state_hash, start(), after(600)).await
    }
}
