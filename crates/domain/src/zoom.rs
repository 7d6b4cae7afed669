//! What Zoom tells us, in our words. The provider's wire format stays in `integrations`.

use crate::{clock::Instant, email::Email, words::words};

words! {
    MeetingKind {
        Meeting = "meeting",
        Webinar = "webinar",
    }
}

words! {
    RegistrationStatus {
        Pending = "pending",
        Approved = "approved",
        Denied = "denied",
        Cancelled = "cancelled",
    }
}

/// Whose delivery it is: the pair that routes it to a workspace. By account alone one host's registrants
/// would reach a colleague's workspace.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ZoomUserKey {
    pub account_id: String,
    pub user_id: String,
}

/// The person behind a fresh authorization: all that is kept of it.
#[derive(Clone, Debug)]
pub struct ZoomIdentity {
    pub key: ZoomUserKey,
    pub name: String,
    pub email: String,
}

#[derive(Clone, Debug)]
pub struct MeetingFacts {
    pub kind: MeetingKind,
    pub account_id: String,
    /// Zoom's 64-bit meeting number.
    pub zoom_id: i64,
    pub host_id: String,
    pub uuid: Option<String>,
    pub topic: Option<String>,
    pub starts_at: Option<Instant>,
    pub duration_minutes: Option<i32>,
    pub time_zone: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub question: String,
    pub answer: String,
}

#[derive(Clone, Debug)]
pub struct RegistrantFacts {
    /// What makes two deliveries speak of the same registration of one meeting: Zoom's registrant id, or the
    /// normal form of the email where Zoom left the id out.
    pub key: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    /// As typed, also when it is no address.
    pub email_raw: Option<String>,
    pub email: Option<Email>,
    pub phone: Option<String>,
    pub company: Option<String>,
    pub title: Option<String>,
    pub country: Option<String>,
    pub status: RegistrationStatus,
    /// Every non-empty answer, standard questions first, in the form's words.
    pub answers: Vec<Answer>,
    pub tracking_source: Option<String>,
}

/// One verified delivery, understood.
#[derive(Clone, Debug)]
pub enum ZoomEvent {
    Registered {
        meeting: MeetingFacts,
        registrant: Box<RegistrantFacts>,
        /// Missing when Zoom left it out or it is no time.
        at: Option<Instant>,
    },
    Deauthorized {
        user: ZoomUserKey,
        at: Option<Instant>,
    },
    /// A real event that asks nothing of us.
    Irrelevant,
}
