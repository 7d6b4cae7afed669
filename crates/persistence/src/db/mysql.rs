//! MySQL and MariaDB: strict mode, UTC, READ COMMITTED, and a verified server unless it is on this machine.

use anyhow::{Context, bail};
use sea_orm::{ConnectOptions, sqlx, sqlx::mysql::MySqlSslMode};
use std::net::IpAddr;
use url::Url;

/// Once per connection: a transaction then needs no statement of its own for its isolation level.
const SESSION: [&str; 3] = [
    // Below the patience of a webhook, of a lease, and of people.
    "SET SESSION innodb_lock_wait_timeout = 2",
    "SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO')",
    "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
];

/// More than a connection ever meets. A statement that falls out of the cache is closed by a packet that nobody answers,
/// and the next packet then waits 40 ms for an acknowledgement (Nagle's algorithm; the driver leaves it on).
const STATEMENTS: usize = 384;

pub(super) fn pool(url: &str, max_connections: u32) -> anyhow::Result<ConnectOptions> {
    let is_local = is_local_or_verified(url)?;
    // SeaORM knows only one of the two names.
    let url = url.strip_prefix("mariadb://").map_or_else(|| url.to_owned(), |rest| format!("mysql://{rest}"));
    let mut options = super::pool_options(&url, max_connections);
    options.map_sqlx_mysql_opts(move |mysql| {
        let mysql = mysql.charset("utf8mb4").timezone(Some("+00:00".to_owned()));
        let mysql = mysql.statement_cache_capacity(STATEMENTS);
        if is_local { mysql } else { mysql.ssl_mode(MySqlSslMode::VerifyIdentity) }
    });
    options.map_sqlx_mysql_pool_opts(|pool| {
        pool.after_connect(|connection, _| {
            Box::pin(async move {
                for statement in SESSION {
                    sqlx::query(statement).execute(&mut *connection).await?;
                }
                Ok(())
            })
        })
    });
    Ok(options)
}

/// `true` for this machine, where TLS is the operator's choice. Elsewhere the server's name is verified, and a
/// URL that asks for less is refused instead of silently raised.
fn is_local_or_verified(url: &str) -> anyhow::Result<bool> {
    let url = Url::parse(url).context("CLOOP_DATABASE_URL is not a URL")?;
    if !matches!(url.scheme(), "mysql" | "mariadb") {
        bail!("CLOOP_DATABASE_URL must start with sqlite:// or mysql://");
    }
    let parameter =
        |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.to_uppercase());
    let is_local = parameter("socket").is_some() || url.host_str().is_none_or(is_loopback);
    let mode = parameter("ssl-mode").or_else(|| parameter("sslmode"));
    match mode.as_deref() {
        Some(mode) if !is_local && mode != "VERIFY_IDENTITY" => {
            bail!(
                "CLOOP_DATABASE_URL asks for ssl-mode={mode}; a database on another machine needs VERIFY_IDENTITY"
            )
        }
        _ => Ok(is_local),
    }
}

/// By text, for the URL standard knows addresses only in web schemes.
fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::{is_local_or_verified, pool};
    use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
    use std::collections::BTreeMap;

    #[tokio::test]
    async fn every_session_has_the_settings() {
        let Some(url) = testkit::mysql_url() else { return };
        let connection = Database::connect(pool(&url, 1).unwrap()).await.unwrap();
        let rows =
            connection.query_all_raw(Statement::from_string(DbBackend::MySql, "SHOW SESSION VARIABLES"));
        let settings: BTreeMap<String, String> = rows
            .await
            .unwrap()
            .iter()
            .map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap()))
            .collect();
        let modes: Vec<&str> = settings["sql_mode"].split(',').collect();
        for mode in ["STRICT_ALL_TABLES", "ONLY_FULL_GROUP_BY", "NO_ZERO_DATE", "NO_ENGINE_SUBSTITUTION"] {
            assert!(modes.contains(&mode), "{modes:?}");
        }
        let isolation = settings.get("transaction_isolation").or_else(|| settings.get("tx_isolation"));
        assert_eq!(isolation.map(String::as_str), Some("READ-COMMITTED"));
        assert_eq!(settings["time_zone"], "+00:00");
        for side in ["client", "connection", "results"] {
            assert_eq!(settings[&format!("character_set_{side}")], "utf8mb4");
        }
    }

    #[test]
    fn another_machine_is_always_verified() {
        assert!(is_local_or_verified("mysql://u@127.0.0.1/cloop").unwrap());
        assert!(is_local_or_verified("mysql://u@[::1]:3307/cloop?ssl-mode=DISABLED").unwrap());
        assert!(!is_local_or_verified("mysql://u:p@db.example.com/cloop").unwrap());
        assert!(!is_local_or_verified("mysql://u@db.example.com/cloop?ssl-mode=verify_identity").unwrap());
        assert!(is_local_or_verified("mysql://u@db.example.com/cloop?ssl-mode=REQUIRED").is_err());
        assert!(is_local_or_verified("mysql://u@10.0.0.5/cloop?ssl-mode=DISABLED").is_err());
        assert!(is_local_or_verified("postgres://u@127.0.0.1/cloop").is_err());
    }
}
