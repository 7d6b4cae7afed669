//! Leads as the API shows them.

use crate::routes::{
    fields::custom,
    money::MoneyValue,
    notes::NoteView,
    people::{MemberRef, TeamRef},
    tags::TagView,
    tasks::NextTask,
};
use app::leads::{Access, Count, LeadPage, LeadRow, Registration, TimelineEntry};
use chrono::{DateTime, Utc};
use domain::{
    activity::ActivityKind,
    actor::ActorKind,
    ids::{ActivityId, LeadId, MeetingId, PipelineId, RegistrationId, StageId},
    lead::{FieldOriginKind, LeadSource, LeadStatus},
    phone::Phone,
    pipeline::StageKind,
    policy::Because,
    workspace::Role,
    zoom::{MeetingKind, RegistrationStatus},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(crate) struct LeadSummary {
    id: LeadId,
    /// Grows with every change; also the ETag.
    version: i32,
    display_name: String,
    first_name: Option<String>,
    last_name: Option<String>,
    primary_email: Option<String>,
    primary_phone: Option<String>,
    company: Option<String>,
    title: Option<String>,
    status: LeadStatus,
    source: LeadSource,
    /// The topic of the meeting or webinar that brought the lead.
    source_detail: Option<String>,
    owner: Option<MemberRef>,
    team: Option<TeamRef>,
    pipeline_id: Option<PipelineId>,
    stage: Option<StageRef>,
    stage_since: Option<DateTime<Utc>>,
    /// Why, in a lost stage.
    lost_reason: Option<String>,
    score: i32,
    value: Option<MoneyValue>,
    tags: Vec<TagView>,
    /// The open one that is due first.
    next_task: Option<NextTask>,
    /// What custom fields hold, by their keys: texts, numbers, money, dates, ids of options and members, true or false.
    #[schema(value_type = Object)]
    custom: Map<String, Value>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    last_activity_at: DateTime<Utc>,
    /// When it went into the bin.
    deleted_at: Option<DateTime<Utc>>,
}

/// Where a lead stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct StageRef {
    id: StageId,
    name: String,
    kind: StageKind,
}

impl From<LeadRow> for LeadSummary {
    fn from(row: LeadRow) -> Self {
        let lead = row.lead;
        Self {
            id: lead.id,
            version: lead.version,
            display_name: lead.display_name,
            first_name: lead.facts.first_name,
            last_name: lead.facts.last_name,
            primary_email: row.primary_email,
            primary_phone: row.primary_phone,
            company: lead.facts.company,
            title: lead.facts.title,
            status: lead.status,
            source: lead.source,
            source_detail: lead.source_detail,
            owner: row.owner.map(MemberRef::from),
            team: row.team.map(TeamRef::from),
            pipeline_id: lead.place.as_ref().map(|place| place.pipeline_id),
            stage: row.stage.map(|stage| StageRef { id: stage.id, name: stage.name, kind: stage.kind }),
            stage_since: lead.place.as_ref().map(|place| place.since),
            lost_reason: lead.place.and_then(|place| place.lost_reason),
            score: lead.score,
            value: lead.value.map(MoneyValue::from),
            tags: row.tags.into_iter().map(TagView::from).collect(),
            custom: custom(row.custom),
            next_task: row.next_task.map(|task| NextTask::of(task, row.next_task_assignee)),
            created_at: lead.created_at,
            updated_at: lead.updated_at,
            last_activity_at: lead.last_activity_at,
            deleted_at: lead.deleted_at,
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(crate) struct LeadView {
    #[serde(flatten)]
    summary: LeadSummary,
    country: Option<String>,
    emails: Vec<EmailView>,
    phones: Vec<PhoneView>,
    /// Newest first.
    registrations: Vec<RegistrationView>,
    /// Where each fact came from.
    field_origins: Vec<FieldOriginView>,
}

/// How many leads there are.
#[derive(Serialize, ToSchema)]
pub(crate) struct LeadCount {
    count: u64,
    /// There are more than the count says.
    capped: bool,
}

impl From<Count> for LeadCount {
    fn from(count: Count) -> Self {
        Self { count: count.count, capped: count.is_capped }
    }
}

/// Somebody who can see a lead.
#[derive(Serialize, ToSchema)]
pub(crate) struct LeadAccess {
    member: MemberRef,
    role: Role,
    because: Because,
}

impl From<Access> for LeadAccess {
    fn from(access: Access) -> Self {
        let role = access.colleague.role;
        Self { member: MemberRef::from(access.colleague), role, because: access.because }
    }
}

#[derive(Serialize, ToSchema)]
pub(crate) struct EmailView {
    /// As it was typed.
    raw: String,
    /// As it is compared.
    normalized: String,
    primary: bool,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct PhoneView {
    /// As it was typed.
    raw: String,
    /// As it is compared, where it can be told.
    e164: Option<String>,
    primary: bool,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct FieldOriginView {
    /// `first_name`, `email` and so on, or `custom.<key>`.
    field: String,
    origin: FieldOriginKind,
    /// The topic of the meeting or webinar, where one brought it.
    detail: Option<String>,
    at: DateTime<Utc>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct RegistrationView {
    id: RegistrationId,
    meeting: MeetingRef,
    status: RegistrationStatus,
    /// As it was typed.
    email: Option<String>,
    registered_at: DateTime<Utc>,
    answers: Vec<AnswerView>,
    tracking_source: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct MeetingRef {
    id: MeetingId,
    kind: MeetingKind,
    /// Zoom's meeting number; a text, because it has more digits than every JSON reader keeps.
    zoom_id: String,
    topic: Option<String>,
    starts_at: Option<DateTime<Utc>>,
    /// IANA name.
    time_zone: Option<String>,
}

#[derive(Serialize, Deserialize, ToSchema)]
pub(crate) struct AnswerView {
    question: String,
    answer: String,
}

impl From<Registration> for RegistrationView {
    fn from(registration: Registration) -> Self {
        let meeting = registration.meeting;
        Self {
            id: registration.id,
            meeting: MeetingRef {
                id: meeting.id,
                kind: meeting.kind,
                zoom_id: meeting.zoom_id.to_string(),
                topic: meeting.topic,
                starts_at: meeting.starts_at,
                time_zone: meeting.time_zone,
            },
            status: registration.status,
            email: registration.email,
            registered_at: registration.registered_at,
            answers: serde_json::from_str(&registration.answers).unwrap_or_default(),
            tracking_source: registration.tracking_source,
        }
    }
}

impl From<LeadPage> for LeadView {
    fn from(page: LeadPage) -> Self {
        let detail = page.lead;
        let country = detail.row.lead.facts.country.clone();
        let phone = |(index, phone): (usize, &Phone)| PhoneView {
            raw: phone.raw().to_owned(),
            e164: phone.e164().map(ToOwned::to_owned),
            primary: index == 0,
        };
        let custom_origin = |held: &app::leads::Held| FieldOriginView {
            field: format!("custom.{}", held.key),
            origin: held.origin,
            detail: None,
            at: held.set_at,
        };
        let custom_origins: Vec<_> = detail.row.custom.iter().map(custom_origin).collect();
        let email = |email: app::leads::Email| EmailView {
            raw: email.raw,
            normalized: email.normalized,
            primary: email.is_primary,
        };
        let origin = |origin: app::leads::Origin| FieldOriginView {
            field: origin.field.to_string(),
            origin: origin.origin,
            detail: origin.detail,
            at: origin.at,
        };
        Self {
            summary: detail.row.into(),
            country,
            emails: detail.emails.into_iter().map(email).collect(),
            phones: detail.phones.iter().enumerate().map(phone).collect(),
            registrations: page.registrations.into_iter().map(RegistrationView::from).collect(),
            field_origins: detail.origins.into_iter().map(origin).chain(custom_origins).collect(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ActivityView {
    id: ActivityId,
    kind: ActivityKind,
    actor: ActorView,
    occurred_at: DateTime<Utc>,
    /// What this kind of entry says: a registration its meeting and status, a new lead its source.
    #[schema(value_type = Object)]
    detail: serde_json::Value,
    /// With `note_added`: the note as it is now; `null` when it was deleted.
    note: Option<NoteView>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ActorView {
    kind: ActorKind,
    /// Set where a member acted.
    name: Option<String>,
}

impl From<TimelineEntry> for ActivityView {
    fn from(entry: TimelineEntry) -> Self {
        let activity = entry.activity;
        Self {
            id: activity.id,
            kind: activity.kind,
            actor: ActorView { kind: activity.actor_kind, name: entry.actor_name },
            occurred_at: activity.occurred_at,
            detail: serde_json::from_str(&activity.detail).unwrap_or_default(),
            note: entry.note.map(NoteView::from),
        }
    }
}
