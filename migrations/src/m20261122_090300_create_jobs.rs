//! Work to do after a commit: the outbox. No foreign keys, for a job outlives what it speaks of.

use crate::schema::{Schema, number, optional_id, optional_text, text, word};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::of(manager);
        schema
            .create(
                schema
                    .table("jobs")
                    .col(optional_id("workspace_id"))
                    .col(text("kind", 64))
                    .col(schema.long_text("payload").not_null())
                    .col(word("state"))
                    .col(schema.instant("run_at").not_null())
                    .col(number("attempts"))
                    .col(number("max_attempts"))
                    .col(optional_text("last_error", 500))
                    .col(optional_id("locked_by"))
                    .col(schema.instant("locked_until"))
                    .col(optional_text("dedupe_key", 128))
                    .col(schema.instant("created_at").not_null()),
            )
            .await?;
        schema.index("jobs", &["dedupe_key"], true).await?;
        schema.index("jobs", &["state", "run_at", "id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["jobs"]).await
    }
}
