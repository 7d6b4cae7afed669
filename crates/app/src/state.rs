//! Everything a use case can reach, wired once at start.

use crate::{
    changes::Changes,
    keys::Keys,
    passwords::{HashingCost, Passwords},
    seal::Sealer,
    throttle::Throttle,
    zoom::inbox::Inbox,
};
use domain::{
    clock::Clock,
    entropy::Entropy,
    ids::IdSource,
    ports::{Mailer, ZoomGateway},
    refusal::Code,
};
use persistence::Db;
use std::{num::NonZeroU32, sync::Arc, time::Duration};
use url::Url;
use uuid::Uuid;

/// What the server decides before anything runs.
pub struct Options {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub keys: Keys,
    pub hashing_cost: HashingCost,
    /// Where browsers and Zoom reach this Cloop.
    pub public_url: Url,
    /// `None` when the operator has set no Zoom app.
    pub zoom: Option<Arc<dyn ZoomGateway>>,
    /// `None` when the operator has set no mail server: then nothing is mailed.
    pub mailer: Option<Arc<dyn Mailer>>,
}

/// Handlers never hold this: they get a [`crate::Ctx`], which an actor has to open.
#[derive(Clone)]
pub struct App(pub(crate) Arc<State>);

pub(crate) struct State {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) ids: Arc<IdSource>,
    pub(crate) keys: Keys,
    pub(crate) passwords: Passwords,
    pub(crate) deliveries_seal: Sealer,
    pub(crate) public_url: Url,
    pub(crate) zoom: Option<Arc<dyn ZoomGateway>>,
    pub(crate) mailer: Option<Arc<dyn Mailer>>,
    pub(crate) throttles: Throttles,
    pub(crate) inbox: Inbox,
    pub(crate) changes: Changes,
}

pub(crate) struct Throttles {
    /// By address signed in to: guessing one person's password.
    pub(crate) account: Throttle,
    /// By network address: guessing anybody's.
    pub(crate) sign_in: Throttle,
    pub(crate) sign_up: Throttle,
}

const ACCOUNT_TRIES: NonZeroU32 = NonZeroU32::new(10).unwrap();
const SIGN_IN_TRIES: NonZeroU32 = NonZeroU32::new(60).unwrap();
const SIGN_UP_TRIES: NonZeroU32 = NonZeroU32::new(20).unwrap();

impl App {
    /// Must run inside a tokio runtime: the inbox's committers and the change feed live on it.
    pub fn new(options: Options) -> anyhow::Result<Self> {
        let clock = options.clock;
        let ids = Arc::new(IdSource::new(Arc::clone(&clock), Arc::clone(&options.entropy)));
        let throttles = Throttles {
            account: Throttle::new(&clock, ACCOUNT_TRIES, Duration::from_secs(30)),
            sign_in: Throttle::new(&clock, SIGN_IN_TRIES, Duration::from_secs(2)),
            sign_up: Throttle::new(&clock, SIGN_UP_TRIES, Duration::from_secs(30)),
        };
        Ok(Self(Arc::new(State {
            inbox: Inbox::start(options.db.clone(), Arc::clone(&clock), Arc::clone(&ids))?,
            changes: Changes::start(options.db.clone(), Arc::clone(&clock)),
            passwords: Passwords::new(options.hashing_cost, Arc::clone(&options.entropy))?,
            deliveries_seal: Sealer::new(&options.keys.deliveries),
            db: options.db,
            clock,
            entropy: options.entropy,
            ids,
            keys: options.keys,
            public_url: options.public_url,
            zoom: options.zoom,
            mailer: options.mailer,
            throttles,
        })))
    }
}

impl App {
    /// A word that finds a request in the log.
    pub fn new_request_id(&self) -> String {
        self.0.new_uuid().simple().to_string()
    }

    /// Ends the live streams, so that a stopping server need not wait for their browsers.
    pub fn close_streams(&self) {
        self.0.changes.close();
    }
}

impl State {
    pub(crate) fn new_uuid(&self) -> Uuid {
        self.ids.next()
    }

    pub(crate) fn zoom(&self) -> Result<&dyn ZoomGateway, Code> {
        self.zoom.as_deref().ok_or(Code::ZoomNotConfigured)
    }

    /// Where Zoom sends the browser back to: a page of the SPA, which then posts the code.
    pub(crate) fn zoom_redirect_url(&self) -> String {
        format!("{}/zoom/callback", self.origin())
    }

    pub(crate) fn zoom_webhook_url(&self) -> String {
        format!("{}/hooks/zoom", self.origin())
    }

    pub(crate) fn origin(&self) -> &str {
        self.public_url.as_str().trim_end_matches('/')
    }
}
