//! What people write about a lead.

use crate::schema::{Schema, flag, id, number, optional_id, references};
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
                    .table("notes")
                    .col(id("workspace_id"))
                    .col(id("lead_id"))
                    .col(optional_id("author_id"))
                    .col(schema.long_text("body").not_null())
                    .col(flag("pinned"))
                    .col(number("version"))
                    .col(schema.instant("created_at").not_null())
                    .col(schema.instant("edited_at"))
                    .col(schema.instant("deleted_at"))
                    .foreign_key(&mut references("lead_id", "leads", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("author_id", "members", ForeignKeyAction::SetNull)),
            )
            .await?;
        schema.index("notes", &["lead_id", "id"], false).await?;
        schema.index("notes", &["deleted_at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["notes"]).await
    }
}
