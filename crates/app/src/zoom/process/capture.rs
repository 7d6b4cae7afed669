//! A registration becomes a lead: matched by address within the workspace, else made; gaps filled, nothing
//! overwritten, every new fact with its origin, and an entry on the timeline.

use super::Source;
use crate::{failure::Failure, notifications, rules, state::State};
use domain::{
    activity::ActivityKind,
    actor::ActorKind,
    clock::Instant,
    ids::{ActivityId, FieldOriginId, LeadEmailId, LeadId, LeadPhoneId, MeetingId, RegistrationId},
    lead::{FieldOriginKind, Lead, LeadFacts, LeadField, LeadSource, LeadStatus, Place, display_name},
    phone::Phone,
    zoom::{MeetingFacts, MeetingKind, RegistrantFacts},
};
use persistence::{
    WorkspaceTx,
    activities::{self, Activity},
    leads, pipelines,
    registrations::{self, NewRegistration},
    workspaces, zoom,
};
use serde_json::json;

/// The lead, if there is something new to compare it with others by.
pub(super) async fn capture(
    state: &State,
    tx: &WorkspaceTx,
    source: &Source,
    meeting: &MeetingFacts,
    registrant: &RegistrantFacts,
    at: Instant,
) -> Result<Option<LeadId>, Failure> {
    let now = state.clock.now();
    let meeting_id = registrations::upsert_meeting(tx, MeetingId(state.new_uuid()), meeting, at, now).await?;
    let known = registrations::find(tx, meeting_id, &registrant.key).await?;
    let answers = answers(registrant);
    let (registration, lead, is_fuller) = match known {
        Some(known) if known.as_of == at => return Ok(None),
        Some(known) => {
            // An older form cannot renew the registration; what only it says about the person still counts.
            let is_fuller = enrich(state, tx, known.lead_id, meeting, registrant, at).await?;
            if known.as_of > at {
                return Ok(is_fuller.then_some(known.lead_id));
            }
            registrations::renew(tx, known.id, registrant, answers, at).await?;
            (known.id, known.lead_id, is_fuller)
        }
        None => {
            let (lead_id, is_new, is_fuller) = lead_for(state, tx, source, meeting, registrant, at).await?;
            let id = RegistrationId(state.new_uuid());
            let new = NewRegistration { id, lead_id, meeting_id, registrant, answers, at };
            registrations::insert(tx, new, now).await?;
            if is_new {
                rules::assign(state, tx, lead_id).await?;
            }
            (id, lead_id, is_fuller)
        }
    };
    leads::touch(tx, lead, at).await?;
    let entry = Activity {
        id: ActivityId(state.new_uuid()),
        lead_id: lead,
        kind: ActivityKind::Registered,
        actor_kind: ActorKind::Zoom,
        actor_id: None,
        detail: json!({
            "meeting_kind": meeting.kind.as_str(),
            "topic": meeting.topic,
            "registration_id": registration,
            "status": registrant.status.as_str(),
        })
        .to_string(),
        occurred_at: at,
    };
    activities::insert(tx, &entry, now).await?;
    Ok(is_fuller.then_some(lead))
}

fn answers(registrant: &RegistrantFacts) -> String {
    let pairs =
        registrant.answers.iter().map(|answer| json!({"question": answer.question, "answer": answer.answer}));
    serde_json::Value::from_iter(pairs).to_string()
}

fn facts(registrant: &RegistrantFacts) -> LeadFacts {
    LeadFacts {
        first_name: registrant.first_name.clone(),
        last_name: registrant.last_name.clone(),
        company: registrant.company.clone(),
        title: registrant.title.clone(),
        country: registrant.country.clone(),
    }
}

/// The lead of this person, whether it is only just made, and whether it says more than before.
async fn lead_for(
    state: &State,
    tx: &WorkspaceTx,
    source: &Source,
    meeting: &MeetingFacts,
    registrant: &RegistrantFacts,
    at: Instant,
) -> Result<(LeadId, bool, bool), Failure> {
    let known = match &registrant.email {
        Some(email) => leads::find_by_email(tx, email).await?,
        None => None,
    };
    let is_new = known.is_none();
    let (id, filled) = match known {
        Some(lead) => (lead.id, fill(state, tx, lead, &facts(registrant)).await?),
        None => create(state, tx, source, meeting, registrant, at).await?,
    };
    Ok((id, is_new, keep_origins(state, tx, id, filled, meeting, registrant, at).await?))
}

async fn enrich(
    state: &State,
    tx: &WorkspaceTx,
    id: LeadId,
    meeting: &MeetingFacts,
    registrant: &RegistrantFacts,
    at: Instant,
) -> Result<bool, Failure> {
    let Some(lead) = leads::lock(tx, id).await? else { return Ok(false) };
    let filled = fill(state, tx, lead, &facts(registrant)).await?;
    keep_origins(state, tx, id, filled, meeting, registrant, at).await
}

/// Adds the phone number, if there is none, records where all new facts came from, and makes the lead findable by them.
/// `false` if there are none.
async fn keep_origins(
    state: &State,
    tx: &WorkspaceTx,
    id: LeadId,
    mut filled: Vec<LeadField>,
    meeting: &MeetingFacts,
    registrant: &RegistrantFacts,
    at: Instant,
) -> Result<bool, Failure> {
    if let Some(raw) = &registrant.phone
        && !leads::has_phone(tx, id).await?
    {
        let country = workspaces::current(tx).await?.country;
        // What the form says of the country is better than what the workspace assumes.
        let country = registrant.country.as_deref().or(country.as_deref());
        if let Some(phone) = Phone::parse(raw, country) {
            leads::set_phones(tx, id, vec![(LeadPhoneId(state.new_uuid()), phone)]).await?;
            filled.push(LeadField::Phone);
        }
    }
    if filled.is_empty() {
        return Ok(false);
    }
    let origins = filled.into_iter().map(|field| (FieldOriginId(state.new_uuid()), field));
    leads::record_origins(tx, id, origins, FieldOriginKind::Zoom, meeting.topic.as_deref(), at).await?;
    leads::index(tx, id).await?;
    Ok(true)
}

async fn fill(
    state: &State,
    tx: &WorkspaceTx,
    mut lead: Lead,
    facts: &LeadFacts,
) -> Result<Vec<LeadField>, Failure> {
    let was_nameless = lead.facts.first_name.is_none() && lead.facts.last_name.is_none();
    let filled = lead.facts.fill(facts);
    if filled.is_empty() {
        return Ok(filled);
    }
    if was_nameless {
        let (first, last) = (lead.facts.first_name.as_deref(), lead.facts.last_name.as_deref());
        lead.display_name = display_name(first, last, Some(&lead.display_name));
    }
    lead.updated_at = state.clock.now();
    leads::update(tx, &lead).await?;
    Ok(filled)
}

async fn create(
    state: &State,
    tx: &WorkspaceTx,
    source: &Source,
    meeting: &MeetingFacts,
    registrant: &RegistrantFacts,
    at: Instant,
) -> Result<(LeadId, Vec<LeadField>), Failure> {
    let (now, facts) = (state.clock.now(), facts(registrant));
    let owner_id = match source.connection {
        Some(connection) => zoom::linked_by(tx, connection).await?,
        None => None,
    };
    let (first, last) = (facts.first_name.as_deref(), facts.last_name.as_deref());
    let display_name = display_name(first, last, registrant.email_raw.as_deref());
    let mut filled = LeadFacts::default().fill(&facts);
    let lead = Lead {
        id: LeadId(state.new_uuid()),
        display_name,
        facts,
        status: LeadStatus::New,
        source: match meeting.kind {
            MeetingKind::Meeting => LeadSource::ZoomMeeting,
            MeetingKind::Webinar => LeadSource::ZoomWebinar,
        },
        source_detail: meeting.topic.clone(),
        owner_id,
        team_id: None,
        place: pipelines::first_stage(tx).await?.map(|stage| Place {
            pipeline_id: stage.pipeline_id,
            stage_id: stage.id,
            since: now,
            lost_reason: None,
        }),
        score: 0,
        value: None,
        version: 1,
        created_at: now,
        updated_at: now,
        last_activity_at: at,
        deleted_at: None,
    };
    leads::insert(tx, &lead).await?;
    if let Some(email) = &registrant.email {
        leads::set_emails(tx, lead.id, vec![(LeadEmailId(state.new_uuid()), email.clone())]).await?;
        filled.push(LeadField::Email);
    }
    let entry = Activity {
        id: ActivityId(state.new_uuid()),
        lead_id: lead.id,
        kind: ActivityKind::LeadCreated,
        actor_kind: ActorKind::Zoom,
        actor_id: None,
        detail: json!({"source": lead.source.as_str(), "delivery_id": source.delivery}).to_string(),
        occurred_at: now,
    };
    activities::insert(tx, &entry, now).await?;
    if let Some(owner) = lead.owner_id {
        notifications::captured(state, tx, owner, lead.id).await?;
    }
    Ok((lead.id, filled))
}
