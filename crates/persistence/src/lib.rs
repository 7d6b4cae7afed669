//! The only crate that talks to a database. Functions take a transaction or a read handle and speak the domain's
//! types; the workspace filter is inside them, never at the call site.

pub mod activities;
pub mod assignment;
pub mod audit;
pub mod bulk;
mod db;
pub mod deliveries;
pub mod duplicates;
mod entities;
mod error;
pub mod fields;
pub mod idempotency;
pub mod jobs;
pub mod leads;
pub mod members;
pub mod merges;
pub mod notes;
pub mod notifications;
pub mod pipelines;
pub mod registrations;
pub mod reports;
pub mod schema;
pub mod scoring;
pub mod sessions;
pub mod tags;
pub mod tasks;
pub mod teams;
mod tx;
pub mod users;
pub mod views;
pub mod workspaces;
pub mod zoom;

pub use db::{Db, DbOptions, Engine};
pub use entities::PRIVACY;
pub use error::{DbError, OnUnique};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, Func, Query, SelectStatement},
};
pub use tx::{SystemDb, SystemTx, Tx, TxError, WorkspaceDb, WorkspaceTx};

/// As much of a reason as its column holds.
pub(crate) fn reason(text: &str) -> String {
    text.chars().take(500).collect()
}

/// How many rows a query finds, none beyond its limit: the library's own count takes no notice of one.
pub(crate) async fn count(db: &WorkspaceDb, query: SelectStatement) -> Result<u64, DbError> {
    let mut count = Query::select();
    count.expr_as(Func::count(Expr::cust("*")), "rows_found").from_subquery(query, "found");
    let row = db.on().query_one(&count).await?;
    let found: i64 = row.map_or(Ok(0), |row| row.try_get("", "rows_found"))?;
    Ok(found.unsigned_abs())
}

/// A page of rows and whether more follow. Callers ask for one row more than they show.
pub(crate) fn cut<T>(mut rows: Vec<T>, limit: u64) -> (Vec<T>, bool) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    (rows, more)
}
