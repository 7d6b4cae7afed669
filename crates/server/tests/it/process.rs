//! The program under test: how it is configured, started, and brought to its end.

use crate::chance::Chance;
use rustix::process::{Pid, Signal, kill_process};
use std::{
    collections::BTreeMap,
    fs::File,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tempfile::TempDir;
use testkit::{Browser, sim::ZoomSim};
use tokio::time::{Instant, sleep};

pub const SECRET_KEY: &str = "canary-secret-key-0123456789abcdef";

/// Waits until `is_so`, looking every few milliseconds; panics with `what` when that takes longer than `limit`.
pub async fn until(what: &str, limit: Duration, mut is_so: impl AsyncFnMut() -> bool) {
    let end = Instant::now() + limit;
    while !is_so().await {
        assert!(Instant::now() < end, "not within {limit:?}: {what}");
        sleep(Duration::from_millis(15)).await;
    }
}

/// A port outside of the range that the system hands out: nothing else takes it while the program is down, and a
/// connection to it cannot meet itself.
pub fn free_port() -> u16 {
    let mut chance = Chance::different_each_time();
    let mut ports = std::iter::repeat_with(|| 15_000 + chance.below(17_000));
    ports.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).expect("a free port")
}

/// An environment for the program; nothing else is passed on.
#[derive(Clone)]
pub struct Setup {
    pub port: u16,
    pub url: String,
    environment: BTreeMap<String, String>,
    folder: Arc<TempDir>,
    started: Arc<AtomicUsize>,
}

impl Setup {
    pub fn new(database_url: &str) -> Self {
        let port = free_port();
        let url = format!("http://127.0.0.1:{port}");
        let folder = Arc::new(TempDir::new().expect("a folder"));
        let environment = BTreeMap::new();
        let setup = Self { port, url, environment, folder, started: Arc::default() };
        setup
            .with("CLOOP_DATABASE_URL", database_url)
            .with("CLOOP_LISTEN", &format!("127.0.0.1:{port}"))
            .with("CLOOP_PUBLIC_URL", &format!("http://127.0.0.1:{port}"))
            .with("CLOOP_SECRET_KEY", SECRET_KEY)
            .with("CLOOP_PASSWORD_MEMORY_KIB", "19456")
            .with("CLOOP_PASSWORD_PASSES", "2")
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.environment.remove(name);
        self
    }

    pub fn with_zoom(self, zoom: &ZoomSim) -> Self {
        self.with("CLOOP_ZOOM_CLIENT_ID", zoom.client_id())
            .with("CLOOP_ZOOM_CLIENT_SECRET", zoom.client_secret())
            .with("CLOOP_ZOOM_WEBHOOK_SECRET", zoom.webhook_secret())
            .with("CLOOP_ZOOM_OAUTH_URL", zoom.url())
            .with("CLOOP_ZOOM_API_URL", zoom.url())
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cloop"));
        command.args(arguments).env_clear().envs(&self.environment).current_dir(self.folder());
        command.stdin(Stdio::null());
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        let output = self.command(arguments).output().expect("the program starts");
        Ended::new(output)
    }

    pub fn start(&self, arguments: &[&str]) -> Running {
        let number = self.started.fetch_add(1, Ordering::Relaxed);
        let log = self.folder().join(format!("{number}.log"));
        let file = File::create(&log).expect("a log file");
        let mut command = self.command(arguments);
        command.stdout(file.try_clone().expect("the file twice")).stderr(file);
        Running { child: command.spawn().expect("the program starts"), url: self.url.clone(), log }
    }

    /// A server that answers.
    pub async fn serve(&self, arguments: &[&str]) -> Running {
        let mut running = self.start(&[&["serve"], arguments].concat());
        running.ready().await;
        running
    }

    pub fn browser(&self) -> Browser {
        Browser::new(&self.url)
    }

    /// Everything that every process of this setup has logged.
    pub fn logs(&self) -> String {
        let logs = (0..self.started.load(Ordering::Relaxed)).map(|number| {
            std::fs::read_to_string(self.folder().join(format!("{number}.log"))).unwrap_or_default()
        });
        logs.collect()
    }
}

/// A program that has ended, and what it said.
#[derive(Debug)]
pub struct Ended {
    pub status: ExitStatus,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    fn new(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Self { status: output.status, stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    #[track_caller]
    pub fn succeeded(self) -> Self {
        assert!(self.status.success(), "{self:?}");
        self
    }

    /// It refused, and said all of this.
    #[track_caller]
    pub fn refused(self, words: &[&str]) -> Self {
        assert!(self.status.code().is_some_and(|code| code != 0), "{self:?}");
        for word in words {
            assert!(self.stderr.contains(word), "“{word}” is missing: {self:?}");
        }
        self
    }
}

/// A program that runs. Killed when dropped.
pub struct Running {
    child: Child,
    url: String,
    log: PathBuf,
}

impl Running {
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).expect("the log")
    }

    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("a child").is_some()
    }

    /// Waits until it answers requests.
    pub async fn ready(&mut self) {
        let browser = Browser::new(&self.url);
        let url = format!("{}/readyz", self.url);
        until(&format!("{url} answers"), Duration::from_secs(30), async || {
            assert!(!self.has_ended(), "{}", self.log());
            let asked = browser.request(reqwest::Method::GET, "/readyz").send().await;
            asked.is_ok_and(|answer| answer.status() == 200)
        })
        .await;
    }

    /// Waits until it has logged this.
    pub async fn logged(&mut self, text: &str) {
        until(&format!("it logs “{text}”"), Duration::from_secs(30), async || {
            assert!(!self.has_ended(), "{}", self.log());
            self.log().contains(text)
        })
        .await;
    }

    /// SIGKILL, as a machine that loses power.
    pub fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }

    pub fn terminate(&self) {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw).expect("a process id");
        kill_process(pid, Signal::TERM).expect("a signal");
    }

    /// Waits until it has ended by itself.
    pub async fn ended(&mut self) -> ExitStatus {
        until("the program ends", Duration::from_secs(20), async || self.has_ended()).await;
        self.child.wait().expect("gone")
    }

    /// SIGTERM, then waits for the end, which must be a clean one.
    pub async fn stop(mut self) {
        self.terminate();
        let status = self.ended().await;
        assert!(status.success(), "{status}: {}", self.log());
    }

    /// Processor time so far, in hundredths of a second.
    pub fn cpu_ticks(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("a process");
        // After the name in parentheses, which may hold anything: utime and stime are the 12th and 13th field.
        let (_, fields) = stat.rsplit_once(')').expect("a name");
        let ticks = fields.split_whitespace().skip(11).take(2);
        ticks.map(|ticks| ticks.parse::<u64>().expect("ticks")).sum()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _ended_already = self.child.wait();
    }
}
