//! Meetings and who registered for them.

use crate::{
    DbError, WorkspaceDb, WorkspaceTx,
    entities::{meetings, registrations},
};
use domain::{
    clock::Instant,
    ids::{LeadId, MeetingId, RegistrationId},
    zoom::{MeetingFacts, MeetingKind, RegistrantFacts, RegistrationStatus},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// The meeting of these facts, made or brought up to date. Facts older than what is known change nothing.
pub async fn upsert_meeting(
    tx: &WorkspaceTx,
    new_id: MeetingId,
    facts: &MeetingFacts,
    as_of: Instant,
    now: Instant,
) -> Result<MeetingId, DbError> {
    let known = meetings::Entity::find()
        .filter(meetings::Column::WorkspaceId.eq(tx.workspace()))
        .filter(meetings::Column::ZoomAccountId.eq(facts.account_id.as_str()))
        .filter(meetings::Column::ZoomId.eq(facts.zoom_id))
        .one(&tx.on())
        .await?;
    let Some(known) = known else {
        let row = meetings::ActiveModel {
            id: Set(new_id),
            workspace_id: Set(tx.workspace()),
            kind: Set(facts.kind),
            zoom_account_id: Set(facts.account_id.clone()),
            zoom_id: Set(facts.zoom_id),
            host_id: Set(facts.host_id.clone()),
            uuid: Set(facts.uuid.clone()),
            topic: Set(facts.topic.clone()),
            starts_at: Set(facts.starts_at),
            duration_minutes: Set(facts.duration_minutes),
            time_zone: Set(facts.time_zone.clone()),
            as_of: Set(as_of),
            created_at: Set(now),
        };
        meetings::Entity::insert(row).exec_without_returning(&tx.on()).await?;
        return Ok(new_id);
    };
    let is_due = !says_the_same(&known, facts) || as_of - known.as_of > CONFIRM_EVERY;
    if known.as_of < as_of && is_due {
        let row = meetings::ActiveModel {
            id: Set(known.id),
            kind: Set(facts.kind),
            host_id: Set(facts.host_id.clone()),
            uuid: Set(facts.uuid.clone().or(known.uuid)),
            topic: Set(facts.topic.clone().or(known.topic)),
            starts_at: Set(facts.starts_at.or(known.starts_at)),
            duration_minutes: Set(facts.duration_minutes.or(known.duration_minutes)),
            time_zone: Set(facts.time_zone.clone().or(known.time_zone)),
            as_of: Set(as_of),
            ..Default::default()
        };
        meetings::Entity::update_many()
            .set(row)
            .filter(meetings::Column::Id.eq(known.id))
            .filter(meetings::Column::AsOf.lt(as_of))
            .exec(&tx.on())
            .await?;
    }
    Ok(known.id)
}

/// How stale the time may be that a meeting's unchanged facts were last confirmed at.
const CONFIRM_EVERY: chrono::Duration = chrono::Duration::minutes(1);

/// Thousands register for one meeting in a row: its row is not written again for each of them.
fn says_the_same(known: &meetings::Model, facts: &MeetingFacts) -> bool {
    fn same<T: PartialEq>(known: &Option<T>, new: &Option<T>) -> bool {
        new.is_none() || known == new
    }
    known.kind == facts.kind
        && known.host_id == facts.host_id
        && same(&known.topic, &facts.topic)
        && same(&known.starts_at, &facts.starts_at)
        && same(&known.duration_minutes, &facts.duration_minutes)
        && same(&known.time_zone, &facts.time_zone)
}

/// A registration as far as capture needs it.
#[derive(Clone, Debug)]
pub struct KnownRegistration {
    pub id: RegistrationId,
    pub lead_id: LeadId,
    pub as_of: Instant,
}

pub async fn find(
    tx: &WorkspaceTx,
    meeting: MeetingId,
    key: &str,
) -> Result<Option<KnownRegistration>, DbError> {
    let row = registrations::Entity::find()
        .filter(registrations::Column::WorkspaceId.eq(tx.workspace()))
        .filter(registrations::Column::MeetingId.eq(meeting))
        .filter(registrations::Column::RegistrantKey.eq(key))
        .lock_exclusive()
        .one(&tx.on())
        .await?;
    Ok(row.map(|row| KnownRegistration { id: row.id, lead_id: row.lead_id, as_of: row.as_of }))
}

/// A registration about to be stored.
pub struct NewRegistration<'a> {
    pub id: RegistrationId,
    pub lead_id: LeadId,
    pub meeting_id: MeetingId,
    pub registrant: &'a RegistrantFacts,
    /// The JSON that [`Registration::answers`] gives back.
    pub answers: String,
    pub at: Instant,
}

pub async fn insert(tx: &WorkspaceTx, new: NewRegistration<'_>, now: Instant) -> Result<(), DbError> {
    let registrant = new.registrant;
    let row = registrations::ActiveModel {
        id: Set(new.id),
        workspace_id: Set(tx.workspace()),
        lead_id: Set(new.lead_id),
        meeting_id: Set(new.meeting_id),
        registrant_key: Set(registrant.key.clone()),
        first_name: Set(registrant.first_name.clone()),
        last_name: Set(registrant.last_name.clone()),
        email_raw: Set(registrant.email_raw.clone()),
        status: Set(registrant.status),
        answers: Set(new.answers),
        tracking_source: Set(registrant.tracking_source.clone()),
        registered_at: Set(new.at),
        as_of: Set(new.at),
        created_at: Set(now),
    };
    registrations::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

/// What the form says the second time somebody fills it in.
pub async fn renew(
    tx: &WorkspaceTx,
    id: RegistrationId,
    registrant: &RegistrantFacts,
    answers: String,
    at: Instant,
) -> Result<(), DbError> {
    let row = registrations::ActiveModel {
        first_name: Set(registrant.first_name.clone()),
        last_name: Set(registrant.last_name.clone()),
        email_raw: Set(registrant.email_raw.clone()),
        status: Set(registrant.status),
        answers: Set(answers),
        tracking_source: Set(registrant.tracking_source.clone()),
        registered_at: Set(at),
        as_of: Set(at),
        ..Default::default()
    };
    registrations::Entity::update_many()
        .set(row)
        .filter(registrations::Column::WorkspaceId.eq(tx.workspace()))
        .filter(registrations::Column::Id.eq(id))
        .exec(&tx.on())
        .await?;
    Ok(())
}

#[derive(Clone, Debug)]
pub struct Meeting {
    pub id: MeetingId,
    pub kind: MeetingKind,
    pub zoom_id: i64,
    pub topic: Option<String>,
    pub starts_at: Option<Instant>,
    pub time_zone: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Registration {
    pub id: RegistrationId,
    pub meeting: Meeting,
    pub status: RegistrationStatus,
    pub email: Option<String>,
    pub registered_at: Instant,
    pub answers: String,
    pub tracking_source: Option<String>,
}

/// Everything a lead registered for, newest first.
pub async fn of_lead(db: &WorkspaceDb, lead: LeadId) -> Result<Vec<Registration>, DbError> {
    let rows = registrations::Entity::find()
        .filter(registrations::Column::WorkspaceId.eq(db.workspace()))
        .filter(registrations::Column::LeadId.eq(lead))
        .order_by_desc(registrations::Column::Id)
        .all(&db.on())
        .await?;
    let known = meetings::Entity::find()
        .filter(meetings::Column::WorkspaceId.eq(db.workspace()))
        .filter(meetings::Column::Id.is_in(rows.iter().map(|row| row.meeting_id)))
        .all(&db.on())
        .await?;
    let known: HashMap<MeetingId, Meeting> = known
        .into_iter()
        .map(|row| {
            let meeting = Meeting {
                id: row.id,
                kind: row.kind,
                zoom_id: row.zoom_id,
                topic: row.topic,
                starts_at: row.starts_at,
                time_zone: row.time_zone,
            };
            (row.id, meeting)
        })
        .collect();
    rows.into_iter()
        .map(|row| {
            let meeting = known.get(&row.meeting_id).cloned();
            Ok(Registration {
                id: row.id,
                meeting: meeting.ok_or(DbError::Corrupt("a registration without its meeting"))?,
                status: row.status,
                email: row.email_raw,
                registered_at: row.registered_at,
                answers: row.answers,
                tracking_source: row.tracking_source,
            })
        })
        .collect()
}
