//! A registrant as typed into the form, and the registration that Zoom makes of it.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::meeting::{Meeting, Occurrence, TrackingSource};

/// One answer to a custom question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub title: String,
    pub value: String,
}

/// What somebody typed into a registration form. Standard questions that were not asked stay `""`, as Zoom sends them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Registrant {
    pub first_name: String,
    /// Left out of payloads when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    pub email: String,
    pub address: String,
    pub city: String,
    pub country: String,
    pub zip: String,
    pub state: String,
    pub phone: String,
    pub industry: String,
    pub org: String,
    pub job_title: String,
    pub purchasing_time_frame: String,
    pub role_in_purchase_process: String,
    pub no_of_employees: String,
    pub comments: String,
    pub custom_questions: Vec<Answer>,
    /// Name of a tracking source; webinars only.
    #[serde(skip_serializing)]
    pub tracking_source: Option<String>,
    /// Occurrence ids of a recurring meeting; all of them when `None`.
    #[serde(skip_serializing)]
    pub occurrences: Option<Vec<String>>,
}

impl Registrant {
    pub fn new(first_name: &str, last_name: &str, email: &str) -> Self {
        Self {
            first_name: first_name.to_owned(),
            last_name: Some(last_name.to_owned()),
            email: email.to_owned(),
            ..Self::default()
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationStatus {
    Pending,
    Approved,
    Denied,
}

/// Who cancels: the effects at Zoom differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelledBy {
    /// The registration becomes denied and the address is blocked for this meeting.
    Host,
    /// The registration disappears and the person may register again.
    Registrant,
}

/// A registration at Zoom.
#[derive(Clone, Debug)]
pub struct Registration {
    pub id: String,
    pub registrant: Registrant,
    pub status: RegistrationStatus,
    pub created_at: DateTime<Utc>,
    pub join_url: String,
    pub pin_code: Option<i64>,
    pub tracking_source: Option<TrackingSource>,
    pub occurrences: Vec<Occurrence>,
}

/// A meeting with everybody who registered, in order of registration.
pub(crate) struct Book {
    pub(crate) meeting: Meeting,
    registrations: Vec<Registration>,
    places: HashMap<String, usize>,
    pub(crate) blocked: HashSet<String>,
}

impl Book {
    pub(crate) fn new(meeting: Meeting) -> Self {
        Self { meeting, registrations: Vec::new(), places: HashMap::new(), blocked: HashSet::new() }
    }

    pub(crate) fn add(&mut self, registration: Registration) {
        self.places.insert(registration.id.clone(), self.registrations.len());
        self.registrations.push(registration);
    }

    pub(crate) fn find(&mut self, registrant_id: &str) -> Option<&mut Registration> {
        let place = self.places.get(registrant_id)?;
        self.registrations.get_mut(*place)
    }

    pub(crate) fn remove(&mut self, registrant_id: &str) {
        self.registrations.retain(|registration| registration.id != registrant_id);
        let ids = self.registrations.iter().enumerate();
        self.places = ids.map(|(place, registration)| (registration.id.clone(), place)).collect();
    }

    pub(crate) fn registrations(&self) -> &[Registration] {
        &self.registrations
    }
}
