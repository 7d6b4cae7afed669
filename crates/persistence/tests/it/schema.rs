//! The steps of the schema, and the rule that every column is declared.

use crate::outside::Outside;
use persistence::{merges, schema};
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use testkit::{Engine, TestDb, both_engines};

/// A database without a schema.
struct Empty(TestDb);

impl Empty {
    async fn new(engine: Engine) -> Self {
        Self(TestDb::empty(engine).await)
    }
}

both_engines! {
    async fn the_steps_go_up_and_down_and_up_to_the_same_schema(given: Empty) {
        let db = &given.0;
        let state = schema::state(&db.db).await.unwrap();
        assert!(state.pending.len() > 5 && state.unknown.is_empty(), "{state:?}");
        schema::migrate(&db.db).await.unwrap();
        let outside = Outside::of(db).await;
        let first = (outside.catalog().await, outside.indexes().await);
        assert_eq!(schema::state(&db.db).await.unwrap(), schema::SchemaState::default());
        schema::unmigrate(&db.db).await.unwrap();
        let left: Vec<String> = schema::columns(&db.db).await.unwrap().into_keys().collect();
        assert_eq!(left, ["seaql_migrations"]);
        assert_eq!(schema::state(&db.db).await.unwrap(), state);
        schema::migrate(&db.db).await.unwrap();
        let outside = Outside::of(db).await;
        assert_eq!((outside.catalog().await, outside.indexes().await), first);
    }

    async fn a_step_that_broke_off_runs_again(db: TestDb) {
        let outside = Outside::of(&db).await;
        let whole = (outside.catalog().await, outside.indexes().await);
        outside.run(match db.engine {
            Engine::MySql => "DROP INDEX ix_jobs_state_run_at_id ON jobs",
            Engine::Sqlite => "DROP INDEX ix_jobs_state_run_at_id",
        }).await;
        outside.run("DROP TABLE activities").await;
        outside.run("DELETE FROM seaql_migrations").await;
        assert_ne!((outside.catalog().await, outside.indexes().await), whole);
        schema::migrate(&db.db).await.unwrap();
        schema::migrate(&db.db).await.unwrap();
        assert_eq!((outside.catalog().await, outside.indexes().await), whole);
    }

    async fn a_newer_builds_step_is_recognised(db: TestDb) {
        let step = "m29991231_235959_add_teleporters";
        let insert = format!("INSERT INTO seaql_migrations (version, applied_at) VALUES ('{step}', 0)");
        Outside::of(&db).await.run(&insert).await;
        let state = schema::state(&db.db).await.unwrap();
        assert_eq!((state.pending, state.unknown), (Vec::<String>::new(), vec![step.to_owned()]));
    }

    async fn every_column_is_declared_and_every_declaration_has_its_column(db: TestDb) {
        assert_eq!(schema::undeclared(&db.db).await.unwrap(), Vec::<String>::new());
        let outside = Outside::of(&db).await;
        outside.run("ALTER TABLE leads ADD COLUMN shoe_size INTEGER").await;
        assert_eq!(schema::undeclared(&db.db).await.unwrap(), ["leads.shoe_size"]);
        outside.run("CREATE TABLE diary (id INTEGER PRIMARY KEY, secret VARCHAR(10))").await;
        outside.run("ALTER TABLE leads DROP COLUMN country").await;
        let wrong = ["diary.id", "diary.secret", "leads.country", "leads.shoe_size"];
        assert_eq!(schema::undeclared(&db.db).await.unwrap(), wrong);
    }

    async fn every_table_that_refers_to_a_lead_says_what_a_merge_does_with_its_rows(db: TestDb) {
        let columns = schema::columns(&db.db).await.unwrap();
        let refer = columns.iter().filter(|(_, columns)| columns.contains("lead_id")).map(|(table, _)| table.as_str());
        assert_eq!(merges::tables().collect::<Vec<_>>(), refer.collect::<Vec<_>>());
    }
}

/// Without statistics SQLite would read whole workspaces here.
#[tokio::test]
async fn sqlite_asks_for_what_a_lead_has_by_the_lead() {
    let db = TestDb::new(Engine::Sqlite).await;
    let connection = Database::connect(&db.url).await.unwrap();
    let of_leads = "workspace_id = x'01' AND lead_id IN (x'01', x'02', x'03')";
    for which in [
        format!("lead_emails WHERE {of_leads} AND position = 0"),
        format!("tasks WHERE {of_leads} AND state = 'open' AND deleted_at IS NULL ORDER BY sort_at, id"),
        format!("field_values WHERE {of_leads} AND field_id IN (x'01', x'02')"),
        format!("search_words WHERE {of_leads}"),
        format!("stage_stays WHERE {of_leads} AND left_at IS NULL"),
        "activities WHERE workspace_id = x'01' AND lead_id = x'01' ORDER BY id DESC LIMIT 51".to_owned(),
        "notes WHERE workspace_id = x'01' AND lead_id = x'01' AND deleted_at IS NULL".to_owned(),
    ] {
        let sql = format!("EXPLAIN QUERY PLAN SELECT * FROM {which}");
        let plan = connection.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
        let plan: Vec<String> = plan.iter().map(|row| row.try_get("", "detail").unwrap()).collect();
        assert!(plan[0].contains("lead_id=?"), "{which}: {plan:?}");
    }
}
