//! The schema's version, and its live columns.

mod selectivity;

use crate::{Db, DbError, Engine};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbErr, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// How the database's schema relates to what this build knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemaState {
    /// Steps this build knows and the database has not taken.
    pub pending: Vec<String>,
    /// Steps the database has taken and this build does not know: a newer build has been here.
    pub unknown: Vec<String>,
}

pub async fn state(db: &Db) -> Result<SchemaState, DbError> {
    let known: Vec<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    let applied: BTreeSet<String> = if columns(db).await?.contains_key("seaql_migrations") {
        let rows = query(db, "SELECT version FROM seaql_migrations").await?;
        rows.iter().map(|row| row.try_get("", "version")).collect::<Result<_, DbErr>>()?
    } else {
        BTreeSet::new()
    };
    Ok(SchemaState {
        pending: known.iter().filter(|name| !applied.contains(*name)).cloned().collect(),
        unknown: applied.into_iter().filter(|name| !known.contains(name)).collect(),
    })
}

/// Takes every pending step. One process at a time: neither engine guards against two.
pub async fn migrate(db: &Db) -> Result<(), DbError> {
    Migrator::up(db.writer(), None).await?;
    match db.engine() {
        Engine::Sqlite => selectivity::declare(db).await,
        // InnoDB keeps its own statistics.
        Engine::MySql => Ok(()),
    }
}

/// Takes every step back: for the tests of the steps themselves.
pub async fn unmigrate(db: &Db) -> Result<(), DbError> {
    Ok(Migrator::down(db.writer(), None).await?)
}

/// Columns of the database that no entity declares, and declared ones that it does not have: `table.column`, sorted.
pub async fn undeclared(db: &Db) -> Result<Vec<String>, DbError> {
    let name = |(table, column): (&str, &str)| format!("{table}.{column}");
    let live = columns(db).await?;
    let live: BTreeSet<String> = live
        .iter()
        .filter(|(table, _)| *table != "seaql_migrations")
        .flat_map(|(table, columns)| columns.iter().map(move |column| name((table, column))))
        .collect();
    let declared: BTreeSet<String> = crate::PRIVACY
        .iter()
        .flat_map(|table| table.columns.iter().map(move |column| name((table.table, column.column))))
        .collect();
    Ok(live.symmetric_difference(&declared).cloned().collect())
}

/// Table → columns, as the database has them now.
pub async fn columns(db: &Db) -> Result<BTreeMap<String, BTreeSet<String>>, DbError> {
    let sql = match db.engine() {
        Engine::MySql => {
            "SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = DATABASE()"
        }
        Engine::Sqlite => {
            "SELECT m.name AS t, c.name AS c FROM sqlite_master m JOIN pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
        }
    };
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in query(db, sql).await? {
        tables.entry(row.try_get("", "t")?).or_default().insert(row.try_get("", "c")?);
    }
    Ok(tables)
}

async fn query(db: &Db, sql: &str) -> Result<Vec<sea_orm::QueryResult>, DbError> {
    let statement = Statement::from_string(db.writer().get_database_backend(), sql);
    Ok(db.writer().query_all_raw(statement).await?)
}
