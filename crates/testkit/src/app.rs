//! Cloop in this process, behind a real port, with a clock that stands still and jobs that run when told to.

use crate::{Browser, Engine, Outbox, TestDb};
use actix_web::{HttpServer, dev::ServerHandle};
use api::{Settings, Shared};
use app::{App, HashingCost, Keys, Options};
use chrono::{DateTime, Duration, Utc};
use domain::{
    clock::{Clock, TestClock},
    entropy::SystemEntropy,
    ids::{IdSource, MemberId, UserId, WorkspaceId},
    team::LeadScope,
    user::NewUser,
    workspace::Role,
};
use integrations::{
    Egress,
    zoom::{ZoomApp, ZoomConfig},
};
use persistence::{deliveries, members, users};
use simulators::zoom::{DEFAULT_HOST, DeliverySettings, ZoomSim, ZoomSimConfig};
use std::{net::TcpListener, sync::Arc, thread};

pub const PASSWORD: &str = "seven plum kettles sing";

pub struct TestApp {
    pub db: TestDb,
    pub url: String,
    pub clock: Arc<TestClock>,
    pub zoom: ZoomSim,
    pub mails: Arc<Outbox>,
    app: App,
    server: ServerHandle,
    thread: Option<thread::JoinHandle<()>>,
}

impl TestApp {
    pub async fn new(engine: Engine) -> Self {
        Self::with_database(TestDb::new(engine).await).await
    }

    pub async fn with_database(db: TestDb) -> Self {
        let start = DateTime::parse_from_rfc3339("2026-11-22T09:00:00.123456Z").expect("a time");
        let clock = Arc::new(TestClock::at(start.to_utc()));
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let zoom = simulated_zoom(&url, Arc::clone(&clock));
        let mails = Arc::new(Outbox::default());
        let app = App::new(Options {
            db: db.db.clone(),
            clock: clock.clone(),
            entropy: Arc::new(SystemEntropy),
            keys: Keys::derive(b"a secret key of the tests, 32 characters"),
            hashing_cost: HashingCost::FLOOR,
            public_url: url.parse().expect("a URL"),
            zoom: Some(Arc::new(gateway(&zoom))),
            mailer: Some(mails.clone()),
        })
        .expect("an application");
        let settings = Settings { origin: url.clone(), trusts_forwarded_for: false };
        let (server, thread) = serve(listener, Shared::new(app.clone(), settings));
        Self { db, url, clock, zoom, mails, app, server, thread: Some(thread) }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// Runs every due job; returns how many.
    pub async fn run_jobs(&self) -> usize {
        app::jobs::drain(&self.app).await.expect("jobs")
    }

    /// Makes what has outlived its retention go.
    pub async fn sweep(&self) {
        app::jobs::schedule_sweep(&self.app).await.expect("a sweep");
        self.run_jobs().await;
    }

    /// A browser that nobody has signed in.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.url)
    }

    /// Signs somebody up: the owner of a workspace of their own.
    pub async fn owner(&self, name: &str) -> Browser {
        let mut browser = self.browser();
        browser.sign_up(name, &format!("{name}@cloop.example"), PASSWORD).await;
        browser
    }

    /// Another member of `owner`'s workspace, signed in. There is no invitation to accept yet, so the membership is
    /// written here; the password is the owner's.
    pub async fn colleague(&self, owner: &Browser, role: Role) -> Browser {
        let email = format!("{role}.{}@cloop.example", owner.email().split('@').next().expect("a name"));
        let mut browser = self.browser();
        if users::credentials(&self.db.db.read_system(), &email).await.expect("a query").is_some() {
            browser.sign_in(&email, PASSWORD).await;
            return browser;
        }
        let known = users::credentials(&self.db.db.read_system(), owner.email()).await.expect("a query");
        let password_hash = known.expect("the owner").password_hash;
        let user = NewUser::parse(role.as_str(), &email).expect("a user");
        let ids = IdSource::new(self.clock.clone(), Arc::new(SystemEntropy));
        let (user_id, member_id, now) = (UserId::new(&ids), MemberId::new(&ids), self.now());
        let workspace: WorkspaceId = owner.workspace_id().parse().expect("an id");
        let write = self.db.db.write_system(async |tx| {
            users::insert(tx, user_id, &user, &password_hash, now).await?;
            members::insert(tx, member_id, workspace, user_id, role, LeadScope::All, now).await
        });
        write.await.expect("a member");
        browser.sign_in(&email, PASSWORD).await;
        browser
    }

    /// Links the simulator's default host to the browser's workspace, through the consent page.
    pub async fn connect_zoom(&self, browser: &Browser) {
        self.connect_zoom_user(browser, DEFAULT_HOST).await;
    }

    pub async fn connect_zoom_user(&self, browser: &Browser, zoom_user: &str) {
        let (code, state) = self.authorize(browser, zoom_user).await;
        browser
            .post("/api/v1/zoom/connections", &serde_json::json!({"code": code, "state": state}))
            .await
            .expect(201);
    }

    /// Goes to Zoom and says yes there; what Zoom sends the browser back with.
    pub async fn authorize(&self, browser: &Browser, zoom_user: &str) -> (String, String) {
        let started = browser.post("/api/v1/zoom/authorizations", &serde_json::json!({})).await.expect(201);
        let back = self
            .zoom
            .authorize(started["authorize_url"].as_str().expect("a URL"), zoom_user)
            .expect("consent");
        let back: url::Url = back.parse().expect("a URL");
        let parameter = |name: &str| {
            let found = back.query_pairs().find(|(key, _)| key == name);
            found.expect("a parameter").1.into_owned()
        };
        (parameter("code"), parameter("state"))
    }

    /// Signed requests that no workspace got: only the operator sees them.
    pub async fn unrouted_deliveries(&self) -> u64 {
        deliveries::unrouted_count(&self.db.db.read_system()).await.expect("a count")
    }

    /// Raw bodies in the inbox, which no surface shows.
    pub async fn sealed_bodies(&self) -> u64 {
        deliveries::sealed_count(&self.db.db.read_system()).await.expect("a count")
    }

    /// Waits until Zoom has an answer to everything it sent, then runs the jobs.
    pub async fn settle(&self) {
        self.zoom.settled(std::time::Duration::from_secs(30)).await.expect("Zoom got its answers");
        self.run_jobs().await;
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.app.close_streams();
        drop(self.server.stop(false));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn simulated_zoom(app_url: &str, clock: Arc<TestClock>) -> ZoomSim {
    let delivery = DeliverySettings { time_scale: 0.000_01, ..DeliverySettings::default() };
    ZoomSim::start(ZoomSimConfig {
        redirect_uris: vec![format!("{app_url}/zoom/callback")],
        webhook_url: Some(format!("{app_url}/hooks/zoom")),
        clock: Arc::new(move || clock.now()),
        canary: "CANARY-TOKEN".to_owned(),
        delivery,
        ..ZoomSimConfig::default()
    })
    .expect("a simulated Zoom")
}

fn gateway(zoom: &ZoomSim) -> ZoomApp {
    let config = ZoomConfig {
        client_id: zoom.client_id().to_owned(),
        client_secret: zoom.client_secret().to_owned().into(),
        webhook_secrets: vec![zoom.webhook_secret().to_owned().into(), "an older secret".to_owned().into()],
        oauth_url: zoom.url().to_owned(),
        api_url: zoom.url().to_owned(),
    };
    ZoomApp::new(config, Egress::new().expect("a client")).expect("a gateway")
}

fn serve(listener: TcpListener, shared: Shared) -> (ServerHandle, thread::JoinHandle<()>) {
    let (sender, receiver) = std::sync::mpsc::channel();
    let thread = thread::spawn(move || {
        actix_web::rt::System::new().block_on(async {
            let server = HttpServer::new(move || api::service(shared.clone())).workers(1).disable_signals();
            let server = server.listen(listener).expect("listening").run();
            sender.send(server.handle()).expect("the test waits");
            server.await.expect("served");
        });
    });
    (receiver.recv().expect("a server"), thread)
}
