//! What SQLite is told of its indexes. It guesses that any first column finds a handful of rows, so without statistics it
//! reads a whole workspace where a lead's few rows are asked for. `ANALYZE` would measure, at some moment, a table that has
//! just begun to grow; these are assumptions that hold for a table of any size, so plans are the same from the first row on.

use crate::{Db, DbError};
use sea_orm::{ConnectionTrait, DbErr, Statement, TransactionTrait};
use std::collections::BTreeMap;

const ROWS: u64 = 1_000_000;
const IN_A_WORKSPACE: u64 = 100_000;
const OF_A_LEAD: u64 = 5;

/// How many of `rows` are left when this column is known, too.
fn left(column: &str, rows: u64) -> u64 {
    match column {
        "id" => 1,
        "workspace_id" => rows.min(IN_A_WORKSPACE),
        "lead_id" | "merged_id" | "other_id" | "bulk_id" => rows.min(OF_A_LEAD),
        // Missing nearly everywhere, which is what lists ask for.
        "deleted_at" | "left_at" | "read_at" | "merged_into" => rows,
        _ if column.ends_with("_at") || column.ends_with("_key") || column.ends_with("_value") => {
            rows / 5_000
        }
        "normalized" | "raw" | "e164" | "word" | "slug" | "name" => rows / 5_000,
        _ if column.ends_with("_id") => rows / 10,
        _ => rows / 4,
    }
    .max(1)
}

/// `rows of the table, rows for its first column, for its first two, …`
fn stat(columns: &[String], is_unique: bool) -> String {
    let mut rows = ROWS;
    let mut numbers = vec![rows];
    for (number, column) in columns.iter().enumerate() {
        rows = if is_unique && number + 1 == columns.len() { 1 } else { left(column, rows) };
        numbers.push(rows);
    }
    numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(" ")
}

/// Writes them where SQLite looks for statistics. Connections that are open hear of it through the schema's version.
pub(super) async fn declare(db: &Db) -> Result<(), DbError> {
    let backend = db.writer().get_database_backend();
    let sql = "SELECT m.name AS t, l.name AS i, l.\"unique\" AS u, c.name AS c FROM sqlite_master m \
               JOIN pragma_index_list(m.name) l JOIN pragma_index_info(l.name) c \
               WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, l.name, c.seqno";
    let mut indexes: BTreeMap<(String, String), (bool, Vec<String>)> = BTreeMap::new();
    for row in db.writer().query_all_raw(Statement::from_string(backend, sql)).await? {
        let key = (row.try_get("", "t")?, row.try_get("", "i")?);
        let (is_unique, columns) = indexes.entry(key).or_default();
        *is_unique = row.try_get::<i64>("", "u")? != 0;
        columns.push(row.try_get("", "c")?);
    }
    let wanted: BTreeMap<(String, String), String> =
        indexes.into_iter().map(|(key, (is_unique, columns))| (key, stat(&columns, is_unique))).collect();
    let known = "SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'";
    if db.writer().query_one_raw(Statement::from_string(backend, known)).await?.is_some() {
        let sql = "SELECT tbl, idx, stat FROM sqlite_stat1 WHERE idx IS NOT NULL";
        let rows = db.writer().query_all_raw(Statement::from_string(backend, sql)).await?;
        let declared = rows.iter().map(|row| {
            Ok::<_, DbErr>(((row.try_get("", "tbl")?, row.try_get("", "idx")?), row.try_get("", "stat")?))
        });
        if declared.collect::<Result<BTreeMap<_, _>, _>>()? == wanted {
            return Ok(());
        }
    }
    let tx = db.writer().begin().await?;
    // The only way to make its table.
    tx.execute_unprepared("ANALYZE sqlite_schema").await?;
    tx.execute_unprepared("DELETE FROM sqlite_stat1").await?;
    for ((table, index), stat) in wanted {
        let insert = "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)";
        let values = [table.into(), index.into(), stat.into()];
        tx.execute_raw(Statement::from_sql_and_values(backend, insert, values)).await?;
    }
    tx.execute_unprepared("CREATE TABLE schema_changes (id INTEGER)").await?;
    tx.execute_unprepared("DROP TABLE schema_changes").await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_narrows_and_a_unique_key_finds_one() {
        let columns = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(stat(&columns(&["workspace_id", "normalized"]), false), "1000000 100000 20");
        assert_eq!(stat(&columns(&["lead_id", "position"]), false), "1000000 5 1");
        assert_eq!(stat(&columns(&["workspace_id", "live_key"]), true), "1000000 100000 1");
        assert_eq!(stat(&columns(&["workspace_id", "deleted_at", "id"]), false), "1000000 100000 100000 1");
    }
}
