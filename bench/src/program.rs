//! The program that is measured: the release build beside this one, as a process of its own.

use anyhow::{Context, bail};
use simulators::zoom::ZoomSim;
use std::{
    fs::File,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// The profile's folder, where this program and `cloop` lie.
fn program_folder() -> anyhow::Result<PathBuf> {
    let here = std::env::current_exe()?;
    Ok(here.parent().context("a folder")?.to_owned())
}

pub fn target_folder() -> anyhow::Result<PathBuf> {
    Ok(program_folder()?.parent().context("a folder")?.to_owned())
}

/// Below the range that the system hands out by itself: a connection to such a port cannot meet itself while nobody
/// listens there.
fn free_address() -> Option<SocketAddr> {
    let start = std::process::id() % 16_000;
    let ports = (0..1_000).filter_map(|step| u16::try_from(15_000 + start + step).ok());
    let addresses = ports.map(|port| SocketAddr::from(([127, 0, 0, 1], port)));
    addresses.into_iter().find(|address| TcpListener::bind(address).is_ok())
}

/// An address that is free now, and that the program gets again at every start.
pub struct Place {
    pub address: SocketAddr,
    pub url: String,
    database_url: String,
}

impl Place {
    pub fn new(database_url: &str) -> anyhow::Result<Self> {
        let address = free_address().context("no free port")?;
        Ok(Self { address, url: format!("http://{address}"), database_url: database_url.to_owned() })
    }

    /// Starts `cloop serve` and waits for its first answer.
    pub fn serve(&self, zoom: Option<&ZoomSim>, arguments: &[&str]) -> anyhow::Result<Running> {
        let log = target_folder()?.join("bench");
        std::fs::create_dir_all(&log)?;
        let log = File::create(log.join("cloop.log"))?;
        let mut command = Command::new(program_folder()?.join("cloop"));
        command.arg("serve").args(arguments).env_clear();
        command.env("CLOOP_DATABASE_URL", &self.database_url);
        command.env("CLOOP_LISTEN", self.address.to_string()).env("CLOOP_PUBLIC_URL", &self.url);
        command.env("CLOOP_SECRET_KEY", "the load run keeps no secrets from anybody");
        if let Some(zoom) = zoom {
            command.env("CLOOP_ZOOM_CLIENT_ID", zoom.client_id());
            command.env("CLOOP_ZOOM_CLIENT_SECRET", zoom.client_secret());
            command.env("CLOOP_ZOOM_WEBHOOK_SECRET", zoom.webhook_secret());
            command.env("CLOOP_ZOOM_OAUTH_URL", zoom.url()).env("CLOOP_ZOOM_API_URL", zoom.url());
        }
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let begun = Instant::now();
        let child = command.spawn().context("cloop: build it with cargo build --release -p server")?;
        let mut running = Running { child, started_in: Duration::ZERO };
        while !answers(self.address) {
            if running.child.try_wait()?.is_some() || begun.elapsed() > Duration::from_secs(30) {
                bail!("cloop does not start: see target/bench/cloop.log");
            }
            thread::sleep(Duration::from_millis(1));
        }
        running.started_in = begun.elapsed();
        Ok(running)
    }
}

fn answers(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n")?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(status.ends_with(b"200"))
    };
    ask().unwrap_or(false)
}

/// A server that answers. Killed when dropped.
pub struct Running {
    child: Child,
    /// From the start of the process to its first answer.
    pub started_in: Duration,
}

impl Running {
    /// Memory that is resident now.
    pub fn resident_mib(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS")?;
        let kib: f64 = line.split_whitespace().next().context("a number")?.parse()?;
        Ok(kib / 1_024.0)
    }

    /// Processor time so far.
    pub fn cpu(&self) -> anyhow::Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let (_, fields) = stat.rsplit_once(')').context("a name")?;
        let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
        Ok(Duration::from_millis(ticks.sum::<Result<u64, _>>()? * 10))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _ended_already = self.child.wait();
    }
}
