//! The inbox: every acknowledged webhook request. No foreign keys, for it must take what comes at full speed.

use crate::schema::{Schema, digest, number, optional_id, optional_text, text, word};
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
                    .table("deliveries")
                    .col(optional_id("workspace_id"))
                    .col(optional_id("connection_id"))
                    .col(word("provider"))
                    .col(optional_text("request_key", 128))
                    .col(digest("body_hash"))
                    .col(text("event", 64))
                    .col(schema.bytes("body"))
                    .col(schema.long_text("headers").not_null())
                    .col(word("state"))
                    .col(number("attempts"))
                    .col(optional_text("error", 500))
                    .col(schema.instant("received_at").not_null())
                    .col(schema.instant("processed_at")),
            )
            .await?;
        schema.index("deliveries", &["request_key"], true).await?;
        schema.index("deliveries", &["body_hash"], true).await?;
        schema.index("deliveries", &["workspace_id", "state", "id"], false).await?;
        schema.index("deliveries", &["connection_id", "id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["deliveries"]).await
    }
}
