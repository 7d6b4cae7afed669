//! Meetings and webinars that people can register for.

use serde::{Deserialize, Serialize};

use super::user::DEFAULT_HOST;

/// Id of the recurring meeting with manual approval that exists from the start.
pub const DEFAULT_MEETING: i64 = 86_914_520_731;
/// Id of the webinar with automatic approval that exists from the start.
pub const DEFAULT_WEBINAR: i64 = 93_840_217_756;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingKind {
    Meeting,
    Webinar,
}

impl MeetingKind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Meeting => "meeting",
            Self::Webinar => "webinar",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approval {
    Automatic,
    Manual,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurrence {
    pub occurrence_id: String,
    pub start_time: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackingSource {
    pub id: String,
    pub source_name: String,
    pub tracking_url: String,
}

impl TrackingSource {
    pub(crate) fn new(id: &str, source_name: &str) -> Self {
        Self {
            id: id.to_owned(),
            source_name: source_name.to_owned(),
            tracking_url: format!("https://zoom.example.com/webinar/register/{id}/WN_fixtureTrackingSlug"),
        }
    }
}

/// A meeting or webinar with registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// 0 asks for a fresh id.
    pub id: i64,
    /// Empty asks for a fresh one.
    pub uuid: String,
    pub kind: MeetingKind,
    pub host_id: String,
    pub topic: String,
    /// Zoom's number: 2 scheduled, 8 recurring; webinars 5 single, 9 recurring.
    pub meeting_type: u8,
    pub start_time: String,
    /// Minutes.
    pub duration: u32,
    pub timezone: String,
    /// Only for recurring types.
    pub occurrences: Vec<Occurrence>,
    pub approval: Approval,
    /// Titles of the custom questions on the registration form.
    pub questions: Vec<String>,
    pub tracking_sources: Vec<TrackingSource>,
}

impl Meeting {
    /// A single scheduled meeting or webinar with automatic approval.
    pub fn new(kind: MeetingKind, host_id: &str, topic: &str) -> Self {
        Self {
            id: 0,
            uuid: String::new(),
            kind,
            host_id: host_id.to_owned(),
            topic: topic.to_owned(),
            meeting_type: if kind == MeetingKind::Meeting { 2 } else { 5 },
            start_time: "2027-02-18T16:00:00Z".to_owned(),
            duration: 60,
            timezone: "Europe/Lisbon".to_owned(),
            occurrences: Vec::new(),
            approval: Approval::Automatic,
            questions: Vec::new(),
            tracking_sources: Vec::new(),
        }
    }
}

fn occurrence(occurrence_id: &str, start_time: &str) -> Occurrence {
    Occurrence { occurrence_id: occurrence_id.to_owned(), start_time: start_time.to_owned() }
}

pub(crate) fn default_meetings() -> [Meeting; 2] {
    let meeting = Meeting {
        id: DEFAULT_MEETING,
        uuid: "eiKiEHLYLVpEP1P8qlhH3A==".to_owned(),
        meeting_type: 8,
        start_time: "2027-01-14T17:00:00Z".to_owned(),
        duration: 45,
        occurrences: vec![
            occurrence("1799946000000", "2027-01-14T17:00:00Z"),
            occurrence("1800550800000", "2027-01-21T17:00:00Z"),
        ],
        approval: Approval::Manual,
        questions: vec!["What CRM do you use today?".to_owned(), "May we contact you by phone?".to_owned()],
        ..Meeting::new(MeetingKind::Meeting, DEFAULT_HOST, "Pipeline Clinic (weekly)")
    };
    let webinar = Meeting {
        id: DEFAULT_WEBINAR,
        uuid: "QxxVyVh3/3netg15UdsZbQ==".to_owned(),
        start_time: "2027-02-03T15:00:00Z".to_owned(),
        timezone: "America/New_York".to_owned(),
        questions: vec!["Which topics matter most?".to_owned()],
        tracking_sources: vec![
            TrackingSource::new("5516482804981", "newsletter-january"),
            TrackingSource::new("7740913355206", "partner-northwind"),
        ],
        ..Meeting::new(MeetingKind::Webinar, DEFAULT_HOST, "Forecasting without spreadsheets")
    };
    [meeting, webinar]
}
