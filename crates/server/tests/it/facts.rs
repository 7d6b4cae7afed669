//! What the database holds, asked past the program.

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use std::collections::BTreeMap;

pub struct Facts(DatabaseConnection);

impl Facts {
    pub async fn of(url: &str) -> Self {
        Self(Database::connect(url).await.expect("a connection"))
    }

    pub async fn execute(&self, sql: &str) {
        self.0.execute_unprepared(sql).await.expect(sql);
    }

    pub async fn count(&self, what: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) AS n FROM {what}");
        let row = self.0.query_one_raw(Statement::from_string(self.0.get_database_backend(), sql)).await;
        row.expect(what).expect("a row").try_get("", "n").expect("a number")
    }

    /// How often each value of a text column occurs.
    pub async fn tally(&self, table: &str, column: &str) -> BTreeMap<String, i64> {
        let sql = format!("SELECT {column} AS word, COUNT(*) AS n FROM {table} GROUP BY {column}");
        let rows = self.0.query_all_raw(Statement::from_string(self.0.get_database_backend(), sql)).await;
        let rows = rows.expect("rows");
        let pair =
            |row: &sea_orm::QueryResult| Some((row.try_get("", "word").ok()?, row.try_get("", "n").ok()?));
        rows.iter().map(|row| pair(row).expect("a word and a number")).collect()
    }

    pub async fn close(self) {
        self.0.close().await.expect("closed");
    }
}
