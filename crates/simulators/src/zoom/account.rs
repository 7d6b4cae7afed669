//! Everything the simulated Zoom knows: users, meetings, installations, grants. Operations on it live in the
//! sibling modules, one per concept.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, Utc};
use parking_lot::Mutex;

use super::config::{DeliverySettings, ZoomSimConfig};
use super::delivery::{Courier, Ledger, Sender};
use super::fault::Troubles;
use super::meeting::{Meeting, default_meetings};
use super::oauth::{Consent, Grants};
use super::registrant::Book;
use super::user::{ZoomUser, default_users};
use crate::random::Random;

/// The simulated provider. All operations are safe to call from any thread, inside or outside of a runtime.
pub struct Zoom {
    pub(super) config: ZoomSimConfig,
    pub(super) base_url: String,
    pub(super) known: Mutex<Known>,
    pub(super) random: Arc<Random>,
    pub(super) ledger: Arc<Ledger>,
    pub(super) sender: Arc<Sender>,
    pub(super) courier: Courier,
    pub(super) last_tracking_id: Mutex<String>,
}

/// What changes while the simulator runs.
pub(super) struct Known {
    pub(super) users: Vec<ZoomUser>,
    pub(super) books: BTreeMap<i64, Book>,
    /// Ids of the users who added the app.
    pub(super) installed: HashSet<String>,
    pub(super) grants: Grants,
    pub(super) troubles: Troubles,
    pub(super) auto_consent: Option<Consent>,
    pub(super) invented: u64,
}

impl Known {
    pub(super) fn user(&self, user_id: &str) -> anyhow::Result<&ZoomUser> {
        let user = self.users.iter().find(|user| user.id == user_id);
        user.with_context(|| format!("no Zoom user {user_id}"))
    }

    pub(super) fn book(&mut self, meeting_id: i64) -> anyhow::Result<&mut Book> {
        self.books.get_mut(&meeting_id).with_context(|| format!("no meeting or webinar {meeting_id}"))
    }
}

impl Zoom {
    pub(super) fn new(config: ZoomSimConfig, base_url: String) -> anyhow::Result<Self> {
        let random = Arc::new(Random::from_seed(config.seed));
        let ledger = Arc::new(Ledger::default());
        let sender = Sender::new(&config.webhook_secret, &config.client_id, config.webhook_url.as_deref())?;
        let sender = Arc::new(sender);
        let courier = Courier::start(&config, Arc::clone(&sender), Arc::clone(&ledger), Arc::clone(&random))?;
        let known = Known {
            users: default_users(),
            books: default_meetings().map(|meeting| (meeting.id, Book::new(meeting))).into(),
            installed: HashSet::new(),
            grants: Grants::default(),
            troubles: Troubles::default(),
            auto_consent: None,
            invented: 0,
        };
        let last_tracking_id = Mutex::new(String::new());
        Ok(Self {
            config,
            base_url,
            known: Mutex::new(known),
            random,
            ledger,
            sender,
            courier,
            last_tracking_id,
        })
    }

    /// `http://127.0.0.1:port` without a slash at the end: the base of OAuth, REST, control API and page.
    pub fn url(&self) -> &str {
        &self.base_url
    }

    pub fn client_id(&self) -> &str {
        &self.config.client_id
    }

    pub fn client_secret(&self) -> &str {
        &self.config.client_secret
    }

    pub fn webhook_secret(&self) -> &str {
        &self.config.webhook_secret
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        (self.config.clock)()
    }

    pub fn users(&self) -> Vec<ZoomUser> {
        self.known.lock().users.clone()
    }

    pub fn user(&self, user_id: &str) -> anyhow::Result<ZoomUser> {
        self.known.lock().user(user_id).cloned()
    }

    /// Adds a user, or replaces the one with the same id.
    pub fn add_user(&self, user: ZoomUser) {
        let mut known = self.known.lock();
        known.users.retain(|other| other.id != user.id);
        known.users.push(user);
    }

    pub fn meetings(&self) -> Vec<Meeting> {
        self.known.lock().books.values().map(|book| book.meeting.clone()).collect()
    }

    /// Creates a meeting or webinar and returns its id.
    pub fn create_meeting(&self, mut meeting: Meeting) -> anyhow::Result<i64> {
        let mut known = self.known.lock();
        known.user(&meeting.host_id)?;
        if meeting.uuid.is_empty() {
            meeting.uuid = self.random.instance_uuid();
        }
        while meeting.id == 0 || known.books.contains_key(&meeting.id) {
            meeting.id = self.random.between(81_000_000_000, 99_999_999_999);
        }
        let id = meeting.id;
        known.books.insert(id, Book::new(meeting));
        Ok(id)
    }

    /// How deliveries behave at present.
    pub fn settings(&self) -> DeliverySettings {
        self.courier.settings()
    }

    /// Changes how deliveries behave from now on.
    pub fn configure(&self, change: impl FnOnce(&mut DeliverySettings)) {
        self.courier.configure(change);
    }
}
