//! What a client created under which key, so that asking twice makes one.

use crate::schema::{Schema, digest, id, references, text, word};
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
                    .table("idempotency_keys")
                    .col(id("workspace_id"))
                    .col(id("member_id"))
                    .col(word("operation"))
                    .col(text("idempotency_key", 255))
                    .col(digest("request_hash"))
                    .col(id("created_id"))
                    .col(schema.instant("created_at").not_null())
                    .foreign_key(&mut references("member_id", "members", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("idempotency_keys", &["member_id", "operation", "idempotency_key"], true).await?;
        schema.index("idempotency_keys", &["created_at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["idempotency_keys"]).await
    }
}
