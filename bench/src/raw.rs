//! What the database itself can do: single rows like those of the inbox, each one its own commit.

use anyhow::Context;
use sqlx::{
    Connection, Executor, MySqlConnection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{
    str::FromStr,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};
use testkit::{Engine, TestDb};
use tokio::{task::JoinSet, time::sleep};

const CONNECTIONS: u64 = 32;
const INSERT: &str = "INSERT INTO raw_deliveries (id, workspace_id, connection_id, provider, request_key, body_hash, \
                      event, body, headers, state, attempts, error, received_at, processed_at) \
                      VALUES (?, ?, ?, 'zoom', ?, ?, 'meeting.registration_created', ?, ?, 'received', 0, NULL, ?, NULL)";
/// As the inbox keeps them: tracing headers as JSON.
const HEADERS: usize = 290;
const SEAL: usize = 28;
/// Transactions that InnoDB may still have to clean up after: what is left of an idle server.
const HISTORY: i64 = 200;

/// Distinct rows, whatever task and round they come from.
static NEXT: AtomicU64 = AtomicU64::new(1);

struct Row {
    id: [u8; 16],
    request_key: String,
    body_hash: [u8; 32],
}

/// Ids grow as those of version 7 do.
fn row() -> Row {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let mut id = [7; 16];
    for (byte, digit) in id.iter_mut().zip(number.to_be_bytes()) {
        *byte = digit;
    }
    // Hashes and request ids come in no order.
    let mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut body_hash = [1; 32];
    for (byte, digit) in body_hash.iter_mut().zip(mixed.to_be_bytes()) {
        *byte = digit;
    }
    Row { id, request_key: format!("zoom:{mixed:016x}_0000_0000_0000_{mixed:016x}"), body_hash }
}

/// Commits a second.
pub async fn inserts_per_second(db: &TestDb, body: usize, limit: Duration) -> anyhow::Result<f64> {
    match db.engine {
        Engine::MySql => mysql(&db.url, body, limit).await,
        Engine::Sqlite => {
            let alone = sqlite(&db.url, body, limit, 1).await?;
            let queueing = sqlite(&db.url, body, limit, CONNECTIONS).await?;
            Ok(alone.max(queueing))
        }
    }
}

/// Waits until InnoDB has cleaned up after the commits before: its purge takes a processor for seconds after a burst,
/// and would charge one measurement with the work of another.
pub async fn settled(db: &TestDb) -> anyhow::Result<()> {
    if db.engine == Engine::Sqlite {
        return Ok(());
    }
    let mut connection = MySqlConnection::connect(&db.url).await?;
    let history = "SELECT CAST(`COUNT` AS SIGNED) FROM information_schema.INNODB_METRICS WHERE NAME = 'trx_rseg_history_len'";
    let deadline = Instant::now() + Duration::from_secs(60);
    while sqlx::query_scalar::<_, i64>(history).fetch_one(&mut connection).await? > HISTORY {
        anyhow::ensure!(Instant::now() < deadline, "the purge does not end");
        sleep(Duration::from_millis(200)).await;
    }
    Ok(connection.close().await?)
}

/// Deliveries in the inbox.
pub async fn count(db: &TestDb, condition: &str) -> anyhow::Result<u64> {
    let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM deliveries {condition}"));
    let count: i64 = match db.engine {
        Engine::MySql => {
            sqlx::query_scalar(sql).fetch_one(&mut MySqlConnection::connect(&db.url).await?).await?
        }
        Engine::Sqlite => {
            sqlx::query_scalar(sql).fetch_one(&mut SqliteConnection::connect(&db.url).await?).await?
        }
    };
    Ok(u64::try_from(count)?)
}

async fn mysql(url: &str, body: usize, limit: Duration) -> anyhow::Result<f64> {
    let mut setup = MySqlConnection::connect(url).await?;
    setup.execute("DROP TABLE IF EXISTS raw_deliveries").await?;
    setup.execute("CREATE TABLE raw_deliveries LIKE deliveries").await?;
    let mut tasks = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let mut connection = MySqlConnection::connect(url).await?;
        tasks.spawn(async move {
            let (body, headers, end) = (vec![0x5A; body + SEAL], "h".repeat(HEADERS), Instant::now() + limit);
            let mut count = 0_u32;
            while Instant::now() < end {
                let row = row();
                let id = row.id.as_slice();
                let insert = sqlx::query(INSERT).bind(id).bind(id).bind(id).bind(row.request_key);
                let insert = insert
                    .bind(row.body_hash.as_slice())
                    .bind(&body)
                    .bind(&headers)
                    .bind("2026-11-22 09:00:00.123456");
                insert.execute(&mut connection).await?;
                count += 1;
            }
            connection.close().await?;
            anyhow::Ok(count)
        });
    }
    let rate = total(tasks, limit).await?;
    setup.execute("DROP TABLE raw_deliveries").await?;
    Ok(rate)
}

async fn sqlite(url: &str, body: usize, limit: Duration, connections: u64) -> anyhow::Result<f64> {
    let options = SqliteConnectOptions::from_str(url)?
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(30));
    let mut setup = SqliteConnection::connect_with(&options).await?;
    create_like_deliveries(&mut setup).await?;
    let mut tasks = JoinSet::new();
    for _ in 0..connections {
        let mut connection = SqliteConnection::connect_with(&options).await?;
        tasks.spawn(async move {
            let (body, headers, end) = (vec![0x5A; body + SEAL], "h".repeat(HEADERS), Instant::now() + limit);
            let mut count = 0_u32;
            while Instant::now() < end {
                let row = row();
                let id = row.id.as_slice();
                let insert = sqlx::query(INSERT).bind(id).bind(id).bind(id).bind(row.request_key);
                let insert = insert
                    .bind(row.body_hash.as_slice())
                    .bind(&body)
                    .bind(&headers)
                    .bind("2026-11-22T09:00:00.123456+00:00");
                insert.execute(&mut connection).await?;
                count += 1;
            }
            connection.close().await?;
            anyhow::Ok(count)
        });
    }
    let rate = total(tasks, limit).await?;
    setup.execute("DROP TABLE raw_deliveries").await?;
    Ok(rate)
}

/// The same columns and indexes under another name.
async fn create_like_deliveries(connection: &mut SqliteConnection) -> anyhow::Result<()> {
    let made: Vec<(String,)> =
        sqlx::query_as("SELECT sql FROM sqlite_master WHERE tbl_name = 'deliveries' AND sql IS NOT NULL")
            .fetch_all(&mut *connection)
            .await?;
    anyhow::ensure!(made.len() > 1, "a table and its indexes");
    for (sql,) in made {
        let sql = sql.replace("deliveries", "raw_deliveries");
        connection.execute(sqlx::AssertSqlSafe(sql)).await?;
    }
    Ok(())
}

async fn total(mut tasks: JoinSet<anyhow::Result<u32>>, limit: Duration) -> anyhow::Result<f64> {
    let mut sum = 0.0;
    while let Some(count) = tasks.join_next().await {
        sum += f64::from(count.context("a task")??);
    }
    Ok(sum / limit.as_secs_f64())
}
