//! Lists that somebody looks at again: a filter, an order and columns under a name.

use crate::schema::{Schema, id, number, optional_text, references, text, word};
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
                    .table("saved_views")
                    .col(id("workspace_id"))
                    .col(id("owner_id"))
                    .col(text("name", 60))
                    .col(word("visibility"))
                    .col(schema.long_text("filter").not_null())
                    .col(schema.long_text("columns").not_null())
                    .col(optional_text("sort", 64))
                    .col(number("position"))
                    .col(number("version"))
                    .col(schema.instant("created_at").not_null())
                    .col(schema.instant("updated_at").not_null())
                    .foreign_key(&mut references("workspace_id", "workspaces", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("owner_id", "members", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("saved_views", &["workspace_id", "position"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["saved_views"]).await
    }
}
