//! What leads get points for.

use crate::schema::{Schema, id, number, references, text, word};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::of(manager);
        let (mut enabled, mut half_life) = (ColumnDef::new("enabled"), ColumnDef::new("half_life_days"));
        schema
            .create(
                schema
                    .table("scoring_rules")
                    .col(id("workspace_id"))
                    .col(text("name", 60))
                    .col(enabled.boolean().not_null())
                    .col(schema.long_text("filter"))
                    .col(number("points"))
                    .col(half_life.integer())
                    .col(word("since"))
                    .col(schema.instant("applied_at"))
                    .col(number("version"))
                    .col(schema.instant("created_at").not_null())
                    .col(schema.instant("updated_at").not_null())
                    .foreign_key(&mut references("workspace_id", "workspaces", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("scoring_rules", &["workspace_id", "id"], false).await?;
        schema.index("scoring_rules", &["enabled", "applied_at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["scoring_rules"]).await
    }
}
