//! Connections, and the one way to write.

mod mysql;
mod sqlite;

use crate::{
    error::DbError,
    tx::{Scope, SystemDb, SystemTx, TxError, WorkspaceDb, WorkspaceTx},
};
use domain::{ids::WorkspaceId, policy::Reach};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;

/// How often a transaction that lost a race is run again before the caller hears of it.
const MAX_RUNS: u32 = 6;

/// Zoom gives us three seconds to answer, so waiting longer for a connection helps nobody.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    MySql,
    Sqlite,
}

#[derive(Clone)]
pub struct DbOptions {
    /// `sqlite://path` or `mysql://user:password@host/database`.
    pub url: String,
    pub max_connections: u32,
}

/// A database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    options: DbOptions,
    reader: DatabaseConnection,
    /// On SQLite a pool of one, so that writers of this process queue in order instead of polling a lock.
    writer: DatabaseConnection,
    commits: Arc<watch::Sender<u64>>,
}

impl Db {
    pub async fn connect(options: &DbOptions) -> anyhow::Result<Self> {
        let (engine, reader, writer) = if options.url.starts_with("sqlite:") {
            sqlite::prepare(&options.url)?;
            let writer = open(sqlite::writer(&options.url)).await?;
            (Engine::Sqlite, open(sqlite::reader(&options.url, options.max_connections)).await?, writer)
        } else {
            let pool = open(mysql::pool(&options.url, options.max_connections)?).await?;
            (Engine::MySql, pool.clone(), pool)
        };
        let options = options.clone();
        Ok(Self { engine, options, reader, writer, commits: Arc::new(watch::Sender::new(0)) })
    }

    /// The same database through connections of one's own, opened by the runtime that calls this. A shared connection
    /// wakes the runtime that opened it first and its user second, which costs a loop of many short statements dearly.
    /// SQLite has one writer and keeps it.
    pub async fn apart(&self, connections: u32) -> anyhow::Result<Self> {
        if self.engine == Engine::Sqlite {
            return Ok(self.clone());
        }
        let pool = open(mysql::pool(&self.options.url, connections)?.connect_lazy(true).clone()).await?;
        Ok(Self { reader: pool.clone(), writer: pool, ..self.clone() })
    }

    /// Tells of every statement before its answer is used: for load runs and for looking into a slow request.
    pub fn watched(mut self, hear: impl Fn(&Statement) + Send + Sync + 'static) -> Self {
        let hear = Arc::new(hear);
        for connection in [&mut self.reader, &mut self.writer] {
            let hear = Arc::clone(&hear);
            connection.set_metric_callback(move |info| hear(info.statement));
        }
        self
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Changes with every commit of this process: wakes the worker and the live streams.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.commits.subscribe()
    }

    pub async fn ping(&self) -> Result<(), DbError> {
        Ok(self.reader.ping().await?)
    }

    pub async fn close(self) -> Result<(), DbError> {
        self.reader.close_by_ref().await?;
        Ok(self.writer.close_by_ref().await?)
    }

    /// Moves SQLite's write-ahead log into the database, where deleted bytes are overwritten, and empties it. MySQL's
    /// logs expire by the server's own settings.
    pub async fn forget_log(&self) -> Result<(), DbError> {
        if self.engine == Engine::Sqlite {
            self.writer.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        }
        Ok(())
    }

    /// For Cloop itself, which sees every lead of a workspace.
    pub fn read(&self, workspace: WorkspaceId) -> WorkspaceDb {
        self.read_as(workspace, Reach::All)
    }

    /// For an actor, who sees as far as their reach.
    pub fn read_as(&self, workspace: WorkspaceId, reach: Reach) -> WorkspaceDb {
        WorkspaceDb::new(self.reader.clone(), workspace, reach)
    }

    pub fn read_system(&self) -> SystemDb {
        SystemDb::new(self.reader.clone())
    }

    /// Runs `work` in one transaction of one workspace and commits it; again, if another one was faster. So `work`
    /// must do nothing but talk to the database.
    pub async fn write<T, E: TxError>(
        &self,
        workspace: WorkspaceId,
        work: impl AsyncFn(&WorkspaceTx) -> Result<T, E>,
    ) -> Result<T, E> {
        self.write_as(workspace, Reach::All, work).await
    }

    /// As [`Db::write`], for an actor.
    pub async fn write_as<T, E: TxError>(
        &self,
        workspace: WorkspaceId,
        reach: Reach,
        work: impl AsyncFn(&WorkspaceTx) -> Result<T, E>,
    ) -> Result<T, E> {
        self.run((workspace, reach), work).await
    }

    /// As [`Db::write`], across workspaces.
    pub async fn write_system<T, E: TxError>(
        &self,
        work: impl AsyncFn(&SystemTx) -> Result<T, E>,
    ) -> Result<T, E> {
        self.run((), work).await
    }

    async fn run<S: Scope, T, E: TxError>(
        &self,
        of: S::Of,
        work: impl AsyncFn(&S) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut runs = 1;
        loop {
            match self.attempt(&of, &work).await {
                Err(error) if error.lost_race() && runs < MAX_RUNS => {
                    tokio::time::sleep(Duration::from_millis(2 << runs)).await;
                    runs += 1;
                }
                result => return result,
            }
        }
    }

    async fn attempt<S: Scope, T, E: TxError>(
        &self,
        of: &S::Of,
        work: &impl AsyncFn(&S) -> Result<T, E>,
    ) -> Result<T, E> {
        let immediate = matches!(self.engine, Engine::Sqlite).then_some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode: immediate, ..Default::default() };
        let tx = self.writer.begin_with_options(options).await.map_err(DbError::from)?;
        let tx = S::open(tx, of);
        // Dropped without a commit, the transaction rolls back.
        let value = work(&tx).await?;
        tx.commit().await?;
        self.commits.send_modify(|count| *count += 1);
        Ok(value)
    }
}

/// Without the library's own words, which quote the URL and the password in it.
async fn open(options: ConnectOptions) -> anyhow::Result<DatabaseConnection> {
    Database::connect(options)
        .await
        .map_err(|error| anyhow::anyhow!("cannot connect: {}", DbError::from(error)))
}

fn pool_options(url: &str, max_connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(max_connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire_if_idle_for(Duration::from_secs(5))
        .sqlx_logging_level(log::LevelFilter::Off)
        // Statements carry placeholders, not values, so this line holds no personal data.
        .sqlx_slow_statements_logging_settings(log::LevelFilter::Warn, Duration::from_millis(500));
    options
}
