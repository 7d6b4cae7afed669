//! SQLite: write-ahead log, every commit on disk before it is acknowledged, foreign keys, deleted bytes overwritten.

use anyhow::Context;
use sea_orm::{
    ConnectOptions,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};
use std::{path::Path, time::Duration};

/// Makes the folder of the database file, so that a first start needs no preparation.
pub(super) fn prepare(url: &str) -> anyhow::Result<()> {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let path = path.split('?').next().unwrap_or_default();
    if let Some(folder) = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    Ok(())
}

pub(super) fn writer(url: &str) -> ConnectOptions {
    options(url, 1)
}

pub(super) fn reader(url: &str, max_connections: u32) -> ConnectOptions {
    options(url, max_connections.clamp(1, 4))
}

fn options(url: &str, max_connections: u32) -> ConnectOptions {
    let mut options = super::pool_options(url, max_connections);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(2))
            .pragma("secure_delete", "ON")
    });
    options
}
