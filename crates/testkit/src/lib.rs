//! What tests stand on: a database of their own on either engine, an application behind a real port, a simulated
//! Zoom, and people who use it. Dev-only. Helpers act through public surfaces and leave the database alone, except
//! where no surface exists yet.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod answer;
mod app;
mod browser;
mod database;
mod events;
mod outbox;

pub use answer::Answer;
pub use app::{PASSWORD, TestApp};
pub use browser::{Browser, set_cookie};
pub use database::{Row, TestDb, mysql_url};
pub use events::{Event, Events};
pub use outbox::Outbox;
pub use persistence::Engine;
pub use simulators::zoom as sim;

/// One test function, run on SQLite and on MySQL: `name::sqlite` and `name::mysql`.
///
/// Without `CLOOP_TEST_MYSQL_URL` the second one says so and passes, except under `CI`, where it fails.
#[macro_export]
macro_rules! both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($given:ident: $kind:ty) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports, clippy::allow_attributes, reason = "a test may need nothing from around it")]
            use super::*;

            $(#[$meta])*
            #[tokio::test]
            async fn sqlite() {
                run(<$kind>::new($crate::Engine::Sqlite).await).await;
            }

            $(#[$meta])*
            #[tokio::test]
            async fn mysql() {
                if $crate::mysql_url().is_some() {
                    run(<$kind>::new($crate::Engine::MySql).await).await;
                }
            }

            async fn run($given: $kind) $body
        }
    )+};
}
