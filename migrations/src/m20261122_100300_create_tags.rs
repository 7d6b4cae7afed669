//! Tags, and which lead has which.

use crate::schema::{Schema, id, references, text, word};
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
                    .table("tags")
                    .col(id("workspace_id"))
                    .col(text("name", 60))
                    .col(text("name_key", 60))
                    .col(word("color"))
                    .col(schema.instant("created_at").not_null())
                    .foreign_key(&mut references("workspace_id", "workspaces", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("tags", &["workspace_id", "name_key"], true).await?;
        let columns = vec![
            id("workspace_id"),
            id("lead_id"),
            id("tag_id"),
            schema.instant("tagged_at").not_null().to_owned(),
        ];
        schema
            .create(
                schema
                    .keyed_table("lead_tags", columns, &["lead_id", "tag_id"])
                    .foreign_key(&mut references("lead_id", "leads", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("tag_id", "tags", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("lead_tags", &["tag_id", "lead_id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["lead_tags", "tags"]).await
    }
}
