//! A fresh, migrated database for each test.

use persistence::{Db, DbOptions, Engine, schema};
use sea_orm::{ConnectionTrait, Database};
use std::collections::BTreeMap;
use tempfile::TempDir;
use uuid::Uuid;

/// The server for MySQL tests: `mysql://user:password@127.0.0.1:port/`. Absent, its tests are skipped; under `CI`
/// that is an error, so that a green run has run them.
pub fn mysql_url() -> Option<String> {
    match std::env::var("CLOOP_TEST_MYSQL_URL") {
        Ok(url) => Some(url),
        Err(_) if std::env::var_os("CI").is_some() => panic!("CLOOP_TEST_MYSQL_URL is not set"),
        Err(_) => None,
    }
}

/// Column → value in hex, or `NULL`.
pub type Row = BTreeMap<String, String>;

pub struct TestDb {
    pub db: Db,
    pub url: String,
    pub engine: Engine,
    /// Holds the SQLite file; deleted with the test.
    folder: TempDir,
}

impl TestDb {
    pub async fn new(engine: Engine) -> Self {
        let test = Self::empty(engine).await;
        schema::migrate(&test.db).await.expect("migrations");
        test
    }

    /// Without a schema: for tests of the migrations.
    pub async fn empty(engine: Engine) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let url = match engine {
            Engine::Sqlite => format!("sqlite://{}", folder.path().join("cloop.db").display()),
            Engine::MySql => create_mysql_database().await,
        };
        let db =
            Db::connect(&DbOptions { url: url.clone(), max_connections: 8 }).await.expect("a connection");
        Self { db, url, engine, folder }
    }

    /// A database that is there already, through connections of one's own.
    pub fn around(db: Db, url: &str) -> Self {
        let (engine, folder) = (db.engine(), TempDir::new().expect("a temporary folder"));
        Self { db, url: url.to_owned(), engine, folder }
    }

    /// Every byte that SQLite has on disk, the write-ahead log included; for MySQL every value of every row.
    pub async fn dump(&self) -> Vec<u8> {
        match self.engine {
            Engine::Sqlite => {
                let files = std::fs::read_dir(self.folder.path()).expect("the database's folder");
                files
                    .flat_map(|file| std::fs::read(file.expect("a file").path()).expect("its bytes"))
                    .collect()
            }
            Engine::MySql => self.mysql_rows().await,
        }
    }

    /// Every row of every table, each value in hex: table → rows → column → value.
    pub async fn rows(&self) -> BTreeMap<String, Vec<Row>> {
        let connection = Database::connect(&self.url).await.expect("a connection");
        let backend = connection.get_database_backend();
        let mut tables = BTreeMap::new();
        for (table, columns) in schema::columns(&self.db).await.expect("columns") {
            let values: Vec<String> = columns.iter().map(|column| value(column)).collect();
            let row = match self.engine {
                Engine::MySql => format!("CONCAT_WS(',', {})", values.join(", ")),
                Engine::Sqlite => values.join(" || ',' || "),
            };
            let sql = format!("SELECT {row} AS row_hex FROM `{table}` ORDER BY 1");
            let rows = connection.query_all_raw(sea_orm::Statement::from_string(backend, sql)).await;
            let row = |row: &sea_orm::QueryResult| {
                let hex: String = row.try_get("", "row_hex").expect("a row");
                columns.iter().cloned().zip(hex.split(',').map(ToOwned::to_owned)).collect()
            };
            tables.insert(table, rows.expect("rows").iter().map(row).collect());
        }
        tables
    }

    async fn mysql_rows(&self) -> Vec<u8> {
        let connection = Database::connect(&self.url).await.expect("a connection");
        let mut dump = Vec::new();
        for (table, columns) in schema::columns(&self.db).await.expect("columns") {
            let columns: Vec<String> =
                columns.iter().map(|column| format!("COALESCE(HEX(`{column}`), '')")).collect();
            let sql = format!("SELECT CONCAT_WS(',', {}) AS row_hex FROM `{table}`", columns.join(", "));
            let rows = connection
                .query_all_raw(sea_orm::Statement::from_string(sea_orm::DbBackend::MySql, sql))
                .await;
            for row in rows.expect("rows") {
                let hex: String = row.try_get("", "row_hex").expect("a row");
                for value in hex.split(',') {
                    let byte =
                        |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
                    dump.extend(value.as_bytes().chunks(2).map(byte));
                    dump.push(b'\n');
                }
            }
        }
        dump
    }
}

/// SQLite's hex of what is missing is empty, not missing.
fn value(column: &str) -> String {
    format!("CASE WHEN `{column}` IS NULL THEN 'NULL' ELSE HEX(`{column}`) END")
}

async fn create_mysql_database() -> String {
    let server = mysql_url().expect("CLOOP_TEST_MYSQL_URL");
    #[expect(clippy::disallowed_methods, reason = "a name that no other test has")]
    let name = format!("cloop_test_{}", Uuid::new_v4().simple());
    let connection = Database::connect(&server).await.expect("the MySQL server");
    connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database");
    connection.close().await.expect("closed");
    let (base, query) =
        server.split_once('?').map_or((server.as_str(), None), |(base, query)| (base, Some(query)));
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}/{name}{query}", base.trim_end_matches('/'))
}
