//! Every setting, from the environment or a flag. `cloop help serve` is the reference; `.env.example` is made from it.

mod mail;
mod secret;
mod zoom;

pub(crate) use mail::MailArgs;
use zoom::ZoomArgs;

use anyhow::{Context, bail};
use app::HashingCost;
use clap::{Args, Parser, Subcommand, ValueEnum};
use persistence::DbOptions;
use secrecy::{ExposeSecret, SecretString};
use std::{net::SocketAddr, path::PathBuf};
use url::{Host, Url};

/// Lead management that turns Zoom registrations into leads and loses none.
#[derive(Debug, Parser)]
#[command(name = "cloop", version, max_term_width = 110)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub log: LogArgs,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the API and the pages, and run the worker beside them
    Serve(ServeArgs),
    /// Run only the worker, for a `serve --no-worker` elsewhere
    Worker(WorkerArgs),
    /// Bring the database's schema up to date
    Migrate(DatabaseArgs),
    /// Print the OpenAPI document
    Openapi,
    /// Check the configuration and the database, and print what is stored about people
    Doctor(WorkerArgs),
}

#[derive(Debug, Args)]
pub(crate) struct LogArgs {
    /// What to log: error, warn, info, debug or trace, also per crate (info,app=debug); libraries are heard up to info
    #[arg(long = "log", env = "CLOOP_LOG", default_value = "info", global = true)]
    pub filter: String,
    /// Lines for people or JSON objects for collectors
    #[arg(long = "log-format", env = "CLOOP_LOG_FORMAT", default_value = "text", global = true)]
    pub format: LogFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct DatabaseArgs {
    /// sqlite://path, or mysql://user:password@host/database (on another host TLS is verified: add ?ssl-ca=path)
    #[arg(long, env = "CLOOP_DATABASE_URL", hide_env_values = true)]
    database_url: Option<SecretString>,
    /// A file that holds the database URL
    #[arg(long, env = "CLOOP_DATABASE_URL_FILE")]
    database_url_file: Option<PathBuf>,
    /// Connections at most (SQLite uses at most five)
    #[arg(long, env = "CLOOP_DATABASE_MAX_CONNECTIONS", default_value_t = 16)]
    database_max_connections: u32,
}

const DEFAULT_DATABASE: &str = "sqlite://data/cloop.db";

impl DatabaseArgs {
    pub(crate) fn options(&self) -> anyhow::Result<DbOptions> {
        let url = secret::one_of(
            "CLOOP_DATABASE_URL",
            self.database_url.as_ref(),
            self.database_url_file.as_deref(),
        )?;
        let url = url.map_or_else(|| DEFAULT_DATABASE.to_owned(), |url| url.expose_secret().to_owned());
        Ok(DbOptions { url, max_connections: self.database_max_connections.max(1) })
    }
}

#[derive(Debug, Args)]
pub(crate) struct SecurityArgs {
    /// At least 32 random characters, from which all keys are derived (openssl rand -base64 32). Losing it signs
    /// everybody out and makes stored deliveries unreadable
    #[arg(long, env = "CLOOP_SECRET_KEY", hide_env_values = true)]
    secret_key: Option<SecretString>,
    /// A file that holds the secret key
    #[arg(long, env = "CLOOP_SECRET_KEY_FILE")]
    secret_key_file: Option<PathBuf>,
    /// Memory of one password hash in KiB; not below 19456
    #[arg(long, env = "CLOOP_PASSWORD_MEMORY_KIB", default_value_t = HashingCost::DEFAULT.memory_kib)]
    password_memory_kib: u32,
    /// Passes of one password hash; not below 2
    #[arg(long, env = "CLOOP_PASSWORD_PASSES", default_value_t = HashingCost::DEFAULT.passes)]
    password_passes: u32,
}

const SECRET_KEY_MIN: usize = 32;

impl SecurityArgs {
    pub(crate) fn secret_key(&self) -> anyhow::Result<SecretString> {
        let key =
            secret::one_of("CLOOP_SECRET_KEY", self.secret_key.as_ref(), self.secret_key_file.as_deref())?;
        let key =
            key.context("CLOOP_SECRET_KEY is missing: set it to the output of `openssl rand -base64 32`")?;
        if key.expose_secret().len() < SECRET_KEY_MIN {
            bail!("CLOOP_SECRET_KEY is shorter than {SECRET_KEY_MIN} characters");
        }
        Ok(key)
    }

    pub(crate) fn hashing_cost(&self) -> anyhow::Result<HashingCost> {
        let floor = HashingCost::FLOOR;
        if self.password_memory_kib < floor.memory_kib || self.password_passes < floor.passes {
            bail!(
                "CLOOP_PASSWORD_MEMORY_KIB may not be below {}, nor CLOOP_PASSWORD_PASSES below {}",
                floor.memory_kib,
                floor.passes
            );
        }
        Ok(HashingCost { memory_kib: self.password_memory_kib, passes: self.password_passes })
    }
}

/// What use cases need, whoever runs them.
#[derive(Debug, Args)]
pub(crate) struct WorkerArgs {
    #[command(flatten)]
    pub database: DatabaseArgs,
    #[command(flatten)]
    pub security: SecurityArgs,
    #[command(flatten)]
    pub zoom: ZoomArgs,
    #[command(flatten)]
    pub mail: MailArgs,
    /// Where browsers and Zoom reach this Cloop; https, except on loopback
    #[arg(long, env = "CLOOP_PUBLIC_URL", default_value = "http://127.0.0.1:8080")]
    public_url: String,
}

impl WorkerArgs {
    pub(crate) fn public_url(&self) -> anyhow::Result<Url> {
        let url = Url::parse(&self.public_url).context("CLOOP_PUBLIC_URL is not a URL")?;
        let is_loopback = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => bail!("CLOOP_PUBLIC_URL names no host"),
        };
        if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback) {
            bail!("CLOOP_PUBLIC_URL must start with https:// (plain http is for loopback only)");
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            bail!("CLOOP_PUBLIC_URL must be an origin, without a path");
        }
        Ok(url)
    }
}

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub base: WorkerArgs,
    /// Address to listen on
    #[arg(long, env = "CLOOP_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Certificate chain (PEM) for listening with TLS; without it a proxy in front must do TLS
    #[arg(long, env = "CLOOP_TLS_CERT", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key (PEM) of the certificate
    #[arg(long, env = "CLOOP_TLS_KEY", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Take a client's address from the last entry of X-Forwarded-For: only behind a proxy that sets it
    #[arg(long, env = "CLOOP_TRUST_FORWARDED_FOR")]
    pub trust_forwarded_for: bool,
    /// Threads that answer requests
    #[arg(long, env = "CLOOP_HTTP_THREADS", default_value_t = 2)]
    pub http_threads: usize,
    /// Leave the jobs to `cloop worker` processes
    #[arg(long, env = "CLOOP_NO_WORKER")]
    pub no_worker: bool,
    /// Migrate the schema at start (SQLite always does)
    #[arg(long, env = "CLOOP_MIGRATE")]
    pub migrate: bool,
}

#[cfg(test)]
mod tests;
