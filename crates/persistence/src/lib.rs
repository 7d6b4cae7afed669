//! The only crate that talks to a database. Functions take a transaction or a read handle and speak the domain's
//! types; the workspace filter is inside them, never at the call site.

pub mod activities;
mod db;
pub mod deliveries;
mod entities;
mod error;
pub mod jobs;
pub mod leads;
pub mod members;
pub mod registrations;
pub mod schema;
pub mod sessions;
mod tx;
pub mod users;
pub mod workspaces;
pub mod zoom;

pub use db::{Db, DbOptions, Engine};
pub use entities::PRIVACY;
pub use error::{DbError, OnUnique};
pub use tx::{SystemDb, SystemTx, Tx, TxError, WorkspaceDb, WorkspaceTx};

/// As much of a reason as its column holds.
pub(crate) fn reason(text: &str) -> String {
    text.chars().take(500).collect()
}

/// A page of rows and whether more follow. Callers ask for one row more than they show.
pub(crate) fn cut<T>(mut rows: Vec<T>, limit: u64) -> (Vec<T>, bool) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    (rows, more)
}
