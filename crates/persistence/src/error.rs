//! What can go wrong below, sorted by what the caller can do about it. An error names the engine's number for it and
//! never its message: messages quote values, and these errors end in logs.

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};
use sqlx::mysql::MySqlDatabaseError;

#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A unique key was taken. Map it where it is expected ([`OnUnique`]); elsewhere it is a lost race.
    #[error("a unique key is taken ({0})")]
    Unique(String),
    /// Another transaction was faster: run this one again.
    #[error("another transaction was faster ({0})")]
    Busy(String),
    /// No connection, no disk, no answer. A later try can work.
    #[error("the database cannot answer ({0})")]
    Unavailable(String),
    /// A row that no constructor of the domain would accept.
    #[error("a stored row is corrupt: {0}")]
    Corrupt(&'static str),
    #[error("the database refused ({0})")]
    Other(String),
}

impl From<DbErr> for DbError {
    fn from(error: DbErr) -> Self {
        let what = what(&error);
        if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) {
            return Self::Unique(what);
        }
        if is_busy(&error) {
            return Self::Busy(what);
        }
        if is_unavailable(&error) { Self::Unavailable(what) } else { Self::Other(what) }
    }
}

fn sqlx_error(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => Some(cause),
        _ => None,
    }
}

/// The engine's own number, or the kind of trouble on the way to it.
fn number(error: &DbErr) -> Option<(&'static str, i64)> {
    let database = sqlx_error(error)?.as_database_error()?;
    if let Some(mysql) = database.try_downcast_ref::<MySqlDatabaseError>() {
        return Some(("mysql", i64::from(mysql.number())));
    }
    Some(("sqlite", database.code()?.parse().ok()?))
}

fn what(error: &DbErr) -> String {
    if let Some((engine, number)) = number(error) {
        return format!("{engine} {number}");
    }
    let kind = match sqlx_error(error) {
        Some(sqlx::Error::Io(cause)) => return format!("i/o: {:?}", cause.kind()),
        Some(sqlx::Error::Tls(_)) => "tls",
        Some(sqlx::Error::PoolTimedOut) => "no free connection in time",
        Some(sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed) => "closed",
        Some(sqlx::Error::Configuration(_)) => "the URL is not understood",
        Some(sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. }) => "a column of another type",
        Some(_) => "protocol",
        None => match error {
            DbErr::ConnectionAcquire(_) => "no free connection in time",
            DbErr::Type(_) => "a value of another type",
            DbErr::RecordNotFound(_) | DbErr::RecordNotUpdated | DbErr::RecordNotInserted => "no such row",
            _ => "orm",
        },
    };
    kind.to_owned()
}

/// SQLite: busy (5) and locked (6), in all their kinds. MySQL: lock wait (1205) and deadlock (1213), which is also what
/// a Galera certification failure looks like.
fn is_busy(error: &DbErr) -> bool {
    match number(error) {
        Some(("mysql", number)) => matches!(number, 1205 | 1213),
        Some((_, code)) => matches!(code & 0xff, 5 | 6),
        None => false,
    }
}

/// SQLite: read-only (8), I/O (10), full (13), cannot open (14). MySQL: too many connections, shutting down, read-only,
/// disk full, out of memory, not in the cluster. Otherwise whatever is not the server's own refusal of a statement.
fn is_unavailable(error: &DbErr) -> bool {
    match number(error) {
        Some(("mysql", number)) => {
            matches!(number, 1021 | 1037..=1041 | 1047 | 1053 | 1114 | 1203 | 1290 | 1836)
        }
        Some((_, code)) => matches!(code & 0xff, 8 | 10 | 13 | 14),
        None => match sqlx_error(error) {
            Some(cause) => !matches!(
                cause,
                sqlx::Error::RowNotFound | sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_)
            ),
            None => matches!(error, DbErr::ConnectionAcquire(_)),
        },
    }
}

/// Says what a taken unique key means to the caller. By kind, not by constraint name: the engines report
/// different names.
pub trait OnUnique<T> {
    fn on_unique<E: From<DbError>>(self, refuse: impl FnOnce() -> E) -> Result<T, E>;
}

impl<T> OnUnique<T> for Result<T, DbError> {
    fn on_unique<E: From<DbError>>(self, refuse: impl FnOnce() -> E) -> Result<T, E> {
        self.map_err(|error| match error {
            DbError::Unique(_) => refuse(),
            other => other.into(),
        })
    }
}
