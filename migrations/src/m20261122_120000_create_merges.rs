//! Leads that became part of another one, and what it takes to part them again.

use crate::schema::{Schema, id, optional_id, references};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::of(manager);
        schema.add("leads", vec![optional_id("merged_into")]).await?;
        schema.index("leads", &["merged_into"], false).await?;
        schema
            .create(
                schema
                    .table("merges")
                    .col(id("workspace_id"))
                    .col(id("lead_id"))
                    .col(id("merged_id"))
                    .col(optional_id("merged_by"))
                    .col(schema.instant("merged_at").not_null())
                    .col(schema.instant("undone_at"))
                    .col(schema.long_text("kept"))
                    .col(schema.long_text("journal"))
                    .foreign_key(&mut references("lead_id", "leads", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("merged_id", "leads", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("merges", &["lead_id", "id"], false).await?;
        schema.index("merges", &["merged_at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::of(manager);
        schema.drop(&["merges"]).await?;
        schema.drop_index("leads", &["merged_into"], false).await?;
        schema.drop_columns("leads", &["merged_into"]).await
    }
}
