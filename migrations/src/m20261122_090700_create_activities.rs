//! The timeline. Its newest rows are also what live screens follow.

use crate::schema::{Schema, id, optional_id, references, word};
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
                    .table("activities")
                    .col(id("workspace_id"))
                    .col(id("lead_id"))
                    .col(word("kind"))
                    .col(word("actor_kind"))
                    .col(optional_id("actor_id"))
                    .col(schema.long_text("detail").not_null())
                    .col(schema.instant("occurred_at").not_null())
                    .col(schema.instant("created_at").not_null())
                    .foreign_key(&mut references("lead_id", "leads", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("activities", &["lead_id", "id"], false).await?;
        schema.index("activities", &["workspace_id", "id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["activities"]).await
    }
}
