//! Registering, approving, denying, cancelling: each change becomes an event for the host's app.

use anyhow::{Context, bail, ensure};

use super::account::{Known, Zoom};
use super::event::{self, Change, Event, Operator};
use super::meeting::{Approval, Meeting, MeetingKind, Occurrence, TrackingSource};
use super::registrant::{CancelledBy, Registrant, Registration, RegistrationStatus};

impl Zoom {
    /// Registers somebody, sends `…registration_created` and returns the registrant id.
    pub fn register(&self, meeting_id: i64, registrant: Registrant) -> anyhow::Result<String> {
        let event = self.enrol(&mut self.known.lock(), meeting_id, registrant)?;
        let registrant_id = event.registrant_id.clone().unwrap_or_default();
        self.publish(&event);
        Ok(registrant_id)
    }

    /// Registers an invented person.
    pub fn register_random(&self, meeting_id: i64) -> anyhow::Result<String> {
        let registrant = self.invent(meeting_id)?;
        self.register(meeting_id, registrant)
    }

    /// Registers `count` invented people and returns their registrant ids.
    pub fn register_many(&self, meeting_id: i64, count: usize) -> anyhow::Result<Vec<String>> {
        (0..count).map(|_| self.register_random(meeting_id)).collect()
    }

    /// A registration as Zoom holds it.
    pub fn registration(&self, meeting_id: i64, registrant_id: &str) -> anyhow::Result<Registration> {
        Ok(known_registration(&mut self.known.lock(), meeting_id, registrant_id)?.clone())
    }

    pub fn approve(&self, meeting_id: i64, registrant_id: &str) -> anyhow::Result<()> {
        self.decide(meeting_id, registrant_id, Change::Approved, CancelledBy::Host)
    }

    pub fn deny(&self, meeting_id: i64, registrant_id: &str) -> anyhow::Result<()> {
        self.decide(meeting_id, registrant_id, Change::Denied, CancelledBy::Host)
    }

    pub fn cancel(&self, meeting_id: i64, registrant_id: &str, by: CancelledBy) -> anyhow::Result<()> {
        self.decide(meeting_id, registrant_id, Change::Cancelled, by)
    }

    fn enrol(&self, known: &mut Known, meeting_id: i64, registrant: Registrant) -> anyhow::Result<Event> {
        let book = known.books.get_mut(&meeting_id).context("no such meeting or webinar")?;
        ensure!(!book.blocked.contains(&registrant.email), "this address is blocked for {meeting_id}");
        let registration = self.registration_of(&book.meeting, registrant)?;
        let host =
            known.users.iter().find(|user| user.id == book.meeting.host_id).context("the host is gone")?;
        let event_ts = registration.created_at.timestamp_millis();
        let event = event::created(host, &book.meeting, &registration, event_ts)?;
        book.add(registration);
        Ok(event)
    }

    fn registration_of(&self, meeting: &Meeting, registrant: Registrant) -> anyhow::Result<Registration> {
        let status = match meeting.approval {
            Approval::Automatic => RegistrationStatus::Approved,
            Approval::Manual => RegistrationStatus::Pending,
        };
        let is_meeting = meeting.kind == MeetingKind::Meeting;
        Ok(Registration {
            id: self.random.id(),
            status,
            created_at: self.now(),
            join_url: format!(
                "https://zoom.example.com/w/{}?tk=simulated-{}",
                meeting.id,
                self.random.hex::<12>()
            ),
            pin_code: is_meeting.then(|| self.random.between(100_000, 999_999)),
            tracking_source: tracking_source(meeting, &registrant)?,
            occurrences: chosen_occurrences(meeting, &registrant)?,
            registrant,
        })
    }

    fn decide(
        &self,
        meeting_id: i64,
        registrant_id: &str,
        change: Change,
        by: CancelledBy,
    ) -> anyhow::Result<()> {
        let event_ts = self.now().timestamp_millis();
        let mut known = self.known.lock();
        let registration = known_registration(&mut known, meeting_id, registrant_id)?;
        registration.status = match change {
            Change::Approved => RegistrationStatus::Approved,
            Change::Denied | Change::Cancelled => RegistrationStatus::Denied,
        };
        let registration = registration.clone();
        let meeting = known.book(meeting_id)?.meeting.clone();
        let host = known.user(&meeting.host_id)?.clone();
        let operator = match by {
            CancelledBy::Host => Operator { email: &host.email, id: Some(&host.id) },
            CancelledBy::Registrant => Operator { email: &registration.registrant.email, id: None },
        };
        let event = event::changed(change, &operator, &host, &meeting, &registration, event_ts)?;
        let book = known.book(meeting_id)?;
        match (change, by) {
            (Change::Cancelled, CancelledBy::Registrant) => book.remove(registrant_id),
            (Change::Cancelled, CancelledBy::Host) => {
                book.blocked.insert(registration.registrant.email.clone());
            }
            (Change::Approved | Change::Denied, _) => {}
        }
        drop(known);
        self.publish(&event);
        Ok(())
    }
}

fn known_registration<'a>(
    known: &'a mut Known,
    meeting_id: i64,
    registrant_id: &str,
) -> anyhow::Result<&'a mut Registration> {
    let registration = known.book(meeting_id)?.find(registrant_id);
    registration.with_context(|| format!("{registrant_id} is not registered for {meeting_id}"))
}

fn tracking_source(meeting: &Meeting, registrant: &Registrant) -> anyhow::Result<Option<TrackingSource>> {
    let Some(name) = &registrant.tracking_source else {
        return Ok(None);
    };
    if meeting.kind == MeetingKind::Meeting {
        bail!("only webinars have tracking sources");
    }
    let known = meeting.tracking_sources.iter().find(|source| &source.source_name == name).cloned();
    Ok(Some(known.unwrap_or_else(|| TrackingSource::new("9900000000001", name))))
}

fn chosen_occurrences(meeting: &Meeting, registrant: &Registrant) -> anyhow::Result<Vec<Occurrence>> {
    let Some(chosen) = &registrant.occurrences else {
        return Ok(meeting.occurrences.clone());
    };
    let find = |id: &String| {
        let occurrence = meeting.occurrences.iter().find(|occurrence| &occurrence.occurrence_id == id);
        occurrence.cloned().with_context(|| format!("{} has no occurrence {id}", meeting.id))
    };
    chosen.iter().map(find).collect()
}
