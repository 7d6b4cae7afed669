//! What can go wrong below, sorted by what the caller can do about it.

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A unique key was taken. Map it where it is expected ([`OnUnique`]); elsewhere it is a lost race.
    #[error("a unique key is taken")]
    Unique(#[source] DbErr),
    /// Another transaction was faster: run this one again.
    #[error("another transaction was faster")]
    Busy(#[source] DbErr),
    /// No connection, no disk, no answer. A later try can work.
    #[error("the database cannot answer")]
    Unavailable(#[source] DbErr),
    /// A row that no constructor of the domain would accept.
    #[error("a stored row is corrupt: {0}")]
    Corrupt(&'static str),
    #[error("the database refused")]
    Other(#[source] DbErr),
}

impl From<DbErr> for DbError {
    fn from(error: DbErr) -> Self {
        if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) {
            return Self::Unique(error);
        }
        if is_busy(&error) {
            return Self::Busy(error);
        }
        if is_unavailable(&error) {
            return Self::Unavailable(error);
        }
        Self::Other(error)
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

/// SQLite: busy (5), a snapshot that is too old (517), locked (6). MySQL: lock wait (1205) and deadlock (1213),
/// which is also what a Galera certification failure looks like.
fn is_busy(error: &DbErr) -> bool {
    let Some(database) = sqlx_error(error).and_then(sqlx::Error::as_database_error) else {
        return false;
    };
    if let Some(mysql) = database.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>() {
        return matches!(mysql.number(), 1205 | 1213);
    }
    matches!(database.code().as_deref(), Some("5" | "6" | "517"))
}

/// SQLite: cannot open (14), I/O (10 and its kinds), full (13), read-only (8). Otherwise whatever is not the
/// server's own refusal of the statement.
fn is_unavailable(error: &DbErr) -> bool {
    if matches!(error, DbErr::ConnectionAcquire(_)) {
        return true;
    }
    let Some(cause) = sqlx_error(error) else {
        return false;
    };
    match cause.as_database_error() {
        None => !matches!(
            cause,
            sqlx::Error::RowNotFound | sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_)
        ),
        Some(database) => match database.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>() {
            // Too many connections, shutting down, read-only, disk full, out of memory.
            Some(mysql) => matches!(mysql.number(), 1021 | 1037..=1041 | 1053 | 1114 | 1203 | 1290 | 1836),
            None => database
                .code()
                .and_then(|code| code.parse::<i64>().ok())
                .is_some_and(|code| matches!(code & 0xff, 8 | 10 | 13 | 14)),
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
