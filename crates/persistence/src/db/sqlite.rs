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

/// Writers queue for their one connection, which is no sign of trouble: only a disk that stalls makes it long.
const QUEUE: Duration = Duration::from_secs(10);

pub(super) fn writer(url: &str) -> ConnectOptions {
    options(url, 1).acquire_timeout(QUEUE).to_owned()
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

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait, Database};

    #[tokio::test]
    async fn every_connection_has_the_settings() {
        let db = testkit::TestDb::empty(testkit::Engine::Sqlite).await;
        for options in [super::writer(&db.url), super::reader(&db.url, 8)] {
            let connection = Database::connect(options).await.unwrap();
            let number = async |pragma: &str| {
                let sql = format!("PRAGMA {pragma}");
                let row = connection
                    .query_one_raw(sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, sql));
                row.await.unwrap().unwrap().try_get_by_index::<i64>(0).unwrap()
            };
            let sql = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "PRAGMA journal_mode");
            let row = connection.query_one_raw(sql).await.unwrap().unwrap();
            assert_eq!(row.try_get_by_index::<String>(0).unwrap(), "wal");
            assert_eq!(number("synchronous").await, 2, "FULL");
            assert_eq!(number("foreign_keys").await, 1);
            assert_eq!(number("secure_delete").await, 1);
            assert_eq!(number("busy_timeout").await, 2_000);
        }
    }
}
