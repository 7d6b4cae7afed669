//! Leads as the API shows them.

use crate::routes::people::MemberRef;
use app::leads::{LeadPage, LeadRow, Registration, TimelineEntry};
use chrono::{DateTime, Utc};
use domain::{
    activity::ActivityKind,
    actor::ActorKind,
    ids::{ActivityId, LeadId, MeetingId, RegistrationId},
    lead::{FieldOriginKind, LeadField, LeadSource, LeadStatus},
    zoom::{MeetingKind, RegistrationStatus},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(crate) struct LeadSummary {
    id: LeadId,
    display_name: String,
    primary_email: Option<String>,
    company: Option<String>,
    title: Option<String>,
    status: LeadStatus,
    source: LeadSource,
    /// The topic of the meeting or webinar that brought the lead.
    source_detail: Option<String>,
    owner: Option<MemberRef>,
    created_at: DateTime<Utc>,
    last_activity_at: DateTime<Utc>,
}

impl From<LeadRow> for LeadSummary {
    fn from(row: LeadRow) -> Self {
        Self {
            id: row.lead.id,
            display_name: row.lead.display_name,
            primary_email: row.primary_email,
            company: row.lead.facts.company,
            title: row.lead.facts.title,
            status: row.lead.status,
            source: row.lead.source,
            source_detail: row.lead.source_detail,
            owner: row.owner.map(MemberRef::from),
            created_at: row.lead.created_at,
            last_activity_at: row.lead.last_activity_at,
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(crate) struct LeadView {
    #[serde(flatten)]
    summary: LeadSummary,
    first_name: Option<String>,
    last_name: Option<String>,
    country: Option<String>,
    emails: Vec<EmailView>,
    phones: Vec<PhoneView>,
    /// Newest first.
    registrations: Vec<RegistrationView>,
    /// Where each fact came from.
    field_origins: Vec<FieldOriginView>,
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
}

#[derive(Serialize, ToSchema)]
pub(crate) struct FieldOriginView {
    field: LeadField,
    origin: FieldOriginKind,
    /// The topic of the meeting or webinar.
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
        let facts = detail.row.lead.facts.clone();
        let email = |email: app::leads::Email| EmailView {
            raw: email.raw,
            normalized: email.normalized,
            primary: email.is_primary,
        };
        let origin = |origin: app::leads::Origin| FieldOriginView {
            field: origin.field,
            origin: origin.origin,
            detail: origin.detail,
            at: origin.at,
        };
        Self {
            summary: detail.row.into(),
            first_name: facts.first_name,
            last_name: facts.last_name,
            country: facts.country,
            emails: detail.emails.into_iter().map(email).collect(),
            phones: detail.phones.into_iter().map(|raw| PhoneView { raw }).collect(),
            registrations: page.registrations.into_iter().map(RegistrationView::from).collect(),
            field_origins: detail.origins.into_iter().map(origin).collect(),
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
        }
    }
}
