//! The statements of a request, caught as the application itself sends them, and sent again by a connection that does
//! nothing else.

use super::EMAIL;
use anyhow::Context;
use persistence::{Db, DbOptions};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use testkit::{Browser, PASSWORD, TestApp, TestDb};

type Caught = Arc<Mutex<Vec<Statement>>>;

/// Cloop in this process, which tells what it asks the database.
pub struct Catcher {
    /// Stops when dropped.
    _app: TestApp,
    browser: Browser,
    caught: Caught,
}

impl Catcher {
    pub async fn new(db: &TestDb) -> anyhow::Result<Self> {
        let caught = Caught::default();
        let options = DbOptions { url: db.url.clone(), max_connections: 2 };
        let heard = Arc::clone(&caught);
        let watched = Db::connect(&options).await?.watched(move |statement| {
            heard.lock().unwrap_or_else(PoisonError::into_inner).push(statement.clone());
        });
        let app = TestApp::with_database(TestDb::around(watched, &db.url)).await;
        let mut browser = app.browser();
        browser.sign_in(EMAIL, PASSWORD).await;
        Ok(Self { _app: app, browser, caught })
    }

    /// What reading these pages asks the database.
    pub async fn statements(&self, paths: &[String]) -> Vec<Statement> {
        let take = || std::mem::take(&mut *self.caught.lock().unwrap_or_else(PoisonError::into_inner));
        take();
        for path in paths {
            self.browser.get(path).await.expect(200);
        }
        take()
    }
}

pub struct Direct(DatabaseConnection);

impl Direct {
    pub async fn connect(url: &str) -> anyhow::Result<Self> {
        let options = ConnectOptions::new(url).max_connections(1).sqlx_logging(false).to_owned();
        Ok(Self(Database::connect(options).await?))
    }

    /// How long they take, one after the other, with every row read.
    pub async fn time(&self, statements: &[Statement]) -> anyhow::Result<Duration> {
        let begun = Instant::now();
        for statement in statements {
            self.0.query_all_raw(statement.clone()).await.context("a statement")?;
        }
        Ok(begun.elapsed())
    }
}
