//! Handles that carry their scope: a workspace, or the whole system. What has no handle has no data.

use crate::error::DbError;
use domain::{
    ids::{LeadId, WorkspaceId},
    policy::Reach,
};
use sea_orm::{DatabaseConnection, DatabaseExecutor, DatabaseTransaction};
use std::{
    collections::BTreeSet,
    ops::Deref,
    sync::{Mutex, PoisonError},
};

enum Connection {
    Pool(DatabaseConnection),
    Transaction(DatabaseTransaction),
}

impl Connection {
    fn executor(&self) -> DatabaseExecutor<'_> {
        match self {
            Self::Pool(pool) => DatabaseExecutor::Connection(pool),
            Self::Transaction(tx) => DatabaseExecutor::Transaction(tx),
        }
    }

    async fn commit(self) -> Result<(), DbError> {
        match self {
            Self::Pool(_) => Ok(()),
            Self::Transaction(tx) => Ok(tx.commit().await?),
        }
    }
}

/// Reads within one workspace, and within what its actor may know of.
pub struct WorkspaceDb {
    connection: Connection,
    workspace: WorkspaceId,
    reach: Reach,
}

impl WorkspaceDb {
    pub(crate) fn new(pool: DatabaseConnection, workspace: WorkspaceId, reach: Reach) -> Self {
        Self { connection: Connection::Pool(pool), workspace, reach }
    }

    pub(crate) fn on(&self) -> DatabaseExecutor<'_> {
        self.connection.executor()
    }

    pub fn workspace(&self) -> WorkspaceId {
        self.workspace
    }

    /// Which leads can be seen through this handle.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }
}

/// Reads and writes within one workspace, all or nothing.
pub struct WorkspaceTx {
    db: WorkspaceDb,
    changed: Mutex<BTreeSet<LeadId>>,
}

impl WorkspaceTx {
    /// Something visible happened to this lead.
    pub(crate) fn has_changed(&self, lead: LeadId) {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner).insert(lead);
    }

    /// The leads that something happened to since this was asked last: what is worked out from them is to be done again.
    pub fn take_changed(&self) -> Vec<LeadId> {
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *changed).into_iter().collect()
    }
}

impl Deref for WorkspaceTx {
    type Target = WorkspaceDb;

    fn deref(&self) -> &WorkspaceDb {
        &self.db
    }
}

/// Reads across workspaces: sign-in, inbound hooks, sweeps. Grep for it in reviews.
pub struct SystemDb {
    connection: Connection,
}

impl SystemDb {
    pub(crate) fn new(pool: DatabaseConnection) -> Self {
        Self { connection: Connection::Pool(pool) }
    }

    pub(crate) fn on(&self) -> DatabaseExecutor<'_> {
        self.connection.executor()
    }
}

/// Reads and writes across workspaces, all or nothing.
pub struct SystemTx(SystemDb);

impl Deref for SystemTx {
    type Target = SystemDb;

    fn deref(&self) -> &SystemDb {
        &self.0
    }
}

mod sealed {
    pub trait Sealed {
        fn executor(&self) -> sea_orm::DatabaseExecutor<'_>;
        /// The one workspace whose rows may be touched; `None` for the whole system.
        fn scope(&self) -> Option<domain::ids::WorkspaceId>;
    }
}

/// Any transaction: for jobs, which belong to no workspace, and for what ends one.
pub trait Tx: sealed::Sealed {}

impl sealed::Sealed for WorkspaceTx {
    fn executor(&self) -> DatabaseExecutor<'_> {
        self.on()
    }

    fn scope(&self) -> Option<WorkspaceId> {
        Some(self.workspace())
    }
}

impl sealed::Sealed for SystemTx {
    fn executor(&self) -> DatabaseExecutor<'_> {
        self.on()
    }

    fn scope(&self) -> Option<WorkspaceId> {
        None
    }
}

impl Tx for WorkspaceTx {}
impl Tx for SystemTx {}

pub(crate) trait Scope: Tx + Sized {
    type Of;
    fn open(tx: DatabaseTransaction, of: &Self::Of) -> Self;
    async fn commit(self) -> Result<(), DbError>;
}

impl Scope for WorkspaceTx {
    type Of = (WorkspaceId, Reach);

    fn open(tx: DatabaseTransaction, (workspace, reach): &Self::Of) -> Self {
        let connection = Connection::Transaction(tx);
        let db = WorkspaceDb { connection, workspace: *workspace, reach: reach.clone() };
        Self { db, changed: Mutex::default() }
    }

    async fn commit(self) -> Result<(), DbError> {
        self.db.connection.commit().await
    }
}

impl Scope for SystemTx {
    type Of = ();

    fn open(tx: DatabaseTransaction, (): &()) -> Self {
        Self(SystemDb { connection: Connection::Transaction(tx) })
    }

    async fn commit(self) -> Result<(), DbError> {
        self.0.connection.commit().await
    }
}

/// An error that a transaction's closure can end with.
pub trait TxError: From<DbError> {
    /// Whether running the closure again can help. Safe, because nothing outside the database happens inside.
    fn lost_race(&self) -> bool;
}

impl TxError for DbError {
    fn lost_race(&self) -> bool {
        matches!(self, DbError::Busy(_) | DbError::Unique(_))
    }
}
