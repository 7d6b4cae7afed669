//! A registration becomes a lead: matched by address within the workspace, else made; gaps filled, nothing
//! overwritten, every new fact with its origin, and an entry on the timeline.

use super::Source;
use crate::{failure::Failure, notifications, rules, state::State};
use domain::{
    activity::ActivityKind,
    actor::ActorKind,
    clock::Instant,
    ids::{ActivityId, LeadEmailId, LeadId, LeadPhoneId, MeetingId, MemberId, RegistrationId},
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
use serde_json::{Value, json};

/// The lead, if there is something new to compare it with others by.
pub(super) async fn capture(
    state: &State,
    tx: &WorkspaceTx,
    source: &Source,
    meeting: &MeetingFacts,
    registrant: &RegistrantFacts,
    at: Instant,
) -> Result<Option<LeadId>, Failure> {
    Capture { state, tx, source, meeting, registrant, at, now: state.clock.now() }.run().await
}

/// One message of Zoom's about one person's registration for one meeting, and where it goes.
struct Capture<'a> {
    state: &'a State,
    tx: &'a WorkspaceTx,
    source: &'a Source,
    meeting: &'a MeetingFacts,
    registrant: &'a RegistrantFacts,
    /// When Zoom says that it was.
    at: Instant,
    now: Instant,
}

/// The lead of a person who registers.
struct Person {
    lead: LeadId,
    /// Whose it is, if it is only just made.
    made_for: Option<Option<MemberId>>,
    /// Whether it says more than before.
    is_fuller: bool,
}

impl Capture<'_> {
    async fn run(&self) -> Result<Option<LeadId>, Failure> {
        let &Self { tx, at, registrant, .. } = self;
        let meeting = MeetingId(self.state.new_uuid());
        let meeting = registrations::upsert_meeting(tx, meeting, self.meeting, at, self.now).await?;
        let answers = answers(registrant);
        let (id, lead, is_fuller) = match registrations::find(tx, meeting, &registrant.key).await? {
            Some(known) if known.as_of == at => return Ok(None),
            Some(known) => {
                // An older form cannot renew the registration; what only it says about the person still counts.
                let is_fuller = self.enrich(known.lead_id).await?;
                if known.as_of > at {
                    return Ok(is_fuller.then_some(known.lead_id));
                }
                registrations::renew(tx, known.id, registrant, answers, at).await?;
                (known.id, known.lead_id, is_fuller)
            }
            None => {
                let person = self.person().await?;
                let id = RegistrationId(self.state.new_uuid());
                let new = NewRegistration {
                    id,
                    lead_id: person.lead,
                    meeting_id: meeting,
                    registrant,
                    answers,
                    at,
                };
                registrations::insert(tx, new, self.now).await?;
                if let Some(owner) = person.made_for {
                    self.hand_over(person.lead, owner).await?;
                }
                (id, person.lead, person.is_fuller)
            }
        };
        leads::touch(tx, &[lead], at).await?;
        let detail = json!({
            "meeting_kind": self.meeting.kind.as_str(),
            "topic": self.meeting.topic,
            "registration_id": id,
            "status": registrant.status.as_str(),
        });
        self.log(lead, ActivityKind::Registered, &detail, at).await?;
        Ok(is_fuller.then_some(lead))
    }

    /// Whoever the rules say has a new lead, else whoever linked the account; they hear of it.
    async fn hand_over(&self, lead: LeadId, owner: Option<MemberId>) -> Result<(), Failure> {
        let assigned = rules::assign(self.state, self.tx, lead).await?;
        match assigned.or(owner) {
            Some(owner) => notifications::captured(self.state, self.tx, owner, lead).await,
            None => Ok(()),
        }
    }

    async fn person(&self) -> Result<Person, Failure> {
        let known = match &self.registrant.email {
            Some(email) => leads::find_by_email(self.tx, email).await?,
            None => None,
        };
        let (lead, made_for, filled) = match known {
            Some(lead) => (lead.id, None, self.fill(lead).await?),
            None => {
                let (lead, filled) = self.create().await?;
                (lead.id, Some(lead.owner_id), filled)
            }
        };
        Ok(Person { lead, made_for, is_fuller: self.keep_origins(lead, filled).await? })
    }

    async fn enrich(&self, id: LeadId) -> Result<bool, Failure> {
        let Some(lead) = leads::lock(self.tx, id).await? else { return Ok(false) };
        let filled = self.fill(lead).await?;
        self.keep_origins(id, filled).await
    }

    /// Adds the phone number, if there is none, records where all new facts came from, and makes the lead findable by
    /// them. `false` if there are none.
    async fn keep_origins(&self, id: LeadId, mut filled: Vec<LeadField>) -> Result<bool, Failure> {
        let &Self { state, tx, registrant, .. } = self;
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
        let (new_id, topic) = (|| state.new_uuid(), self.meeting.topic.as_deref());
        leads::record_origins(tx, &[id], &filled, new_id, FieldOriginKind::Zoom, topic, self.at).await?;
        leads::index(tx, &[id]).await?;
        Ok(true)
    }

    async fn fill(&self, mut lead: Lead) -> Result<Vec<LeadField>, Failure> {
        let was_nameless = lead.facts.first_name.is_none() && lead.facts.last_name.is_none();
        let filled = lead.facts.fill(&facts(self.registrant));
        if filled.is_empty() {
            return Ok(filled);
        }
        if was_nameless {
            let (first, last) = (lead.facts.first_name.as_deref(), lead.facts.last_name.as_deref());
            lead.display_name = display_name(first, last, Some(&lead.display_name));
        }
        lead.updated_at = self.now;
        leads::update(self.tx, &lead).await?;
        Ok(filled)
    }

    async fn create(&self) -> Result<(Lead, Vec<LeadField>), Failure> {
        let &Self { state, tx, source, registrant, now, .. } = self;
        let facts = facts(registrant);
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
            source: match self.meeting.kind {
                MeetingKind::Meeting => LeadSource::ZoomMeeting,
                MeetingKind::Webinar => LeadSource::ZoomWebinar,
            },
            source_detail: self.meeting.topic.clone(),
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
            last_activity_at: self.at,
            deleted_at: None,
        };
        leads::insert(tx, &lead).await?;
        if let Some(email) = &registrant.email {
            leads::set_emails(tx, lead.id, vec![(LeadEmailId(state.new_uuid()), email.clone())]).await?;
            filled.push(LeadField::Email);
        }
        let detail = json!({"source": lead.source.as_str(), "delivery_id": source.delivery});
        self.log(lead.id, ActivityKind::LeadCreated, &detail, now).await?;
        Ok((lead, filled))
    }

    async fn log(
        &self,
        lead_id: LeadId,
        kind: ActivityKind,
        detail: &Value,
        at: Instant,
    ) -> Result<(), Failure> {
        let entry = Activity {
            id: ActivityId(self.state.new_uuid()),
            lead_id,
            kind,
            actor_kind: ActorKind::Zoom,
            actor_id: None,
            detail: detail.to_string(),
            occurred_at: at,
        };
        Ok(activities::insert(self.tx, &[entry], self.now).await?)
    }
}

fn answers(registrant: &RegistrantFacts) -> String {
    let pairs =
        registrant.answers.iter().map(|answer| json!({"question": answer.question, "answer": answer.answer}));
    Value::from_iter(pairs).to_string()
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
