//! A second connection, for what the repositories do not show.

use domain::ids::WorkspaceId;
use persistence::schema;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use std::collections::BTreeMap;
use testkit::{Engine, TestDb};

pub struct Outside {
    connection: DatabaseConnection,
    engine: Engine,
}

impl Outside {
    pub async fn of(db: &TestDb) -> Self {
        let connection = Database::connect(&db.url).await.expect("a second connection");
        Self { connection, engine: db.engine }
    }

    pub async fn run(&self, sql: &str) {
        self.connection.execute_unprepared(sql).await.expect(sql);
    }

    /// The first column of every row, which must be text.
    pub async fn column(&self, sql: &str) -> Vec<String> {
        let statement = Statement::from_string(self.connection.get_database_backend(), sql);
        let rows = self.connection.query_all_raw(statement).await.expect(sql);
        rows.iter().map(|row| row.try_get_by_index(0).expect(sql)).collect()
    }

    pub async fn one(&self, sql: &str) -> String {
        self.column(sql).await.pop().expect(sql)
    }

    /// `table column type` of every column.
    pub async fn catalog(&self) -> Vec<String> {
        self.column(match self.engine {
            Engine::MySql => {
                "SELECT CONCAT_WS(' ', table_name, column_name, column_type, collation_name) \
                 FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY 1"
            }
            Engine::Sqlite => {
                "SELECT m.name || ' ' || c.name || ' ' || c.type FROM sqlite_master m \
                 JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1"
            }
        })
        .await
    }

    /// `table index` of every index.
    pub async fn indexes(&self) -> Vec<String> {
        self.column(match self.engine {
            Engine::MySql => {
                "SELECT DISTINCT CONCAT_WS(' ', table_name, index_name, non_unique, column_name) \
                 FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY 1"
            }
            Engine::Sqlite => {
                "SELECT tbl_name || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master \
                 WHERE type = 'index' ORDER BY 1"
            }
        })
        .await
    }

    /// Every row that belongs to a workspace, and every row of tables that belong to none, value by value.
    pub async fn rows_of(&self, db: &TestDb, workspace: WorkspaceId) -> BTreeMap<String, Vec<String>> {
        let mut tables = BTreeMap::new();
        for (table, columns) in schema::columns(&db.db).await.expect("columns") {
            let hex = workspace.0.simple().to_string();
            let is_owned = match table.as_str() {
                "seaql_migrations" => continue,
                "workspaces" => format!("id = x'{hex}'"),
                _ if columns.contains("workspace_id") => format!("workspace_id = x'{hex}'"),
                _ => "1 = 1".to_owned(),
            };
            let values: Vec<String> =
                columns.iter().map(|column| format!("COALESCE(HEX({column}), 'NULL')")).collect();
            let row = match self.engine {
                Engine::MySql => format!("CONCAT_WS(',', {})", values.join(", ")),
                Engine::Sqlite => values.join(" || ',' || "),
            };
            let sql = format!("SELECT {row} FROM {table} WHERE {is_owned} ORDER BY 1");
            tables.insert(table, self.column(&sql).await);
        }
        tables
    }
}
