//! Leads, how to reach them, and where each fact came from.

use crate::schema::{Schema, id, number, optional_id, optional_text, references, text, word};
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
                    .table("leads")
                    .col(id("workspace_id"))
                    .col(text("display_name", 512))
                    .col(optional_text("first_name", 255))
                    .col(optional_text("last_name", 255))
                    .col(optional_text("company", 255))
                    .col(optional_text("title", 255))
                    .col(optional_text("country", 64))
                    .col(word("status"))
                    .col(word("source"))
                    .col(optional_text("source_detail", 255))
                    .col(optional_id("owner_id"))
                    .col(number("version"))
                    .col(schema.instant("created_at").not_null())
                    .col(schema.instant("updated_at").not_null())
                    .col(schema.instant("last_activity_at").not_null())
                    .foreign_key(&mut references("workspace_id", "workspaces", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("owner_id", "members", ForeignKeyAction::SetNull)),
            )
            .await?;
        schema.index("leads", &["workspace_id", "id"], false).await?;
        schema
            .create(
                schema
                    .table("lead_emails")
                    .col(id("workspace_id"))
                    .col(id("lead_id"))
                    .col(text("raw", 254))
                    .col(text("normalized", 254))
                    .col(number("position"))
                    .foreign_key(&mut references("lead_id", "leads", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("lead_emails", &["workspace_id", "normalized"], true).await?;
        schema.index("lead_emails", &["lead_id", "position"], false).await?;
        schema
            .create(
                schema
                    .table("lead_phones")
                    .col(id("workspace_id"))
                    .col(id("lead_id"))
                    .col(text("raw", 255))
                    .col(number("position"))
                    .foreign_key(&mut references("lead_id", "leads", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("lead_phones", &["lead_id", "position"], false).await?;
        schema
            .create(
                schema
                    .table("field_origins")
                    .col(id("workspace_id"))
                    .col(id("lead_id"))
                    .col(word("field"))
                    .col(word("origin"))
                    .col(optional_text("detail", 255))
                    .col(schema.instant("at").not_null())
                    .foreign_key(&mut references("lead_id", "leads", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("field_origins", &["lead_id", "field"], true).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["field_origins", "lead_phones", "lead_emails", "leads"]).await
    }
}
