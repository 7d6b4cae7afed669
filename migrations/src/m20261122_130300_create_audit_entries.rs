//! Who changed what a workspace works with.

use crate::schema::{Schema, id, optional_id, optional_text, references, word};
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
                    .table("audit_entries")
                    .col(id("workspace_id"))
                    .col(optional_id("actor_id"))
                    .col(word("action"))
                    .col(word("object_kind"))
                    .col(id("object_id"))
                    .col(optional_text("label", 120))
                    .col(schema.instant("at").not_null())
                    .foreign_key(&mut references("workspace_id", "workspaces", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("audit_entries", &["workspace_id", "id"], false).await?;
        schema.index("audit_entries", &["workspace_id", "object_kind", "id"], false).await?;
        schema.index("audit_entries", &["workspace_id", "object_id", "id"], false).await?;
        schema.index("audit_entries", &["workspace_id", "actor_id", "id"], false).await?;
        schema.index("audit_entries", &["at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["audit_entries"]).await
    }
}
