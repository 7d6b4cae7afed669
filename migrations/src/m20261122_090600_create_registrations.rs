//! Zoom meetings and who registered for them.

use crate::schema::{Schema, id, optional_text, references, text, word};
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
                    .table("meetings")
                    .col(id("workspace_id"))
                    .col(word("kind"))
                    .col(text("zoom_account_id", 64))
                    .col(ColumnDef::new("zoom_id").big_integer().not_null())
                    .col(text("host_id", 64))
                    .col(optional_text("uuid", 128))
                    .col(optional_text("topic", 255))
                    .col(schema.instant("starts_at"))
                    .col(ColumnDef::new("duration_minutes").integer())
                    .col(optional_text("time_zone", 64))
                    .col(schema.instant("as_of").not_null())
                    .col(schema.instant("created_at").not_null())
                    .foreign_key(&mut references("workspace_id", "workspaces", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("meetings", &["workspace_id", "zoom_account_id", "zoom_id"], true).await?;
        schema
            .create(
                schema
                    .table("registrations")
                    .col(id("workspace_id"))
                    .col(id("lead_id"))
                    .col(id("meeting_id"))
                    .col(text("registrant_key", 260))
                    .col(optional_text("first_name", 255))
                    .col(optional_text("last_name", 255))
                    .col(optional_text("email_raw", 320))
                    .col(word("status"))
                    .col(schema.long_text("answers").not_null())
                    .col(optional_text("tracking_source", 255))
                    .col(schema.instant("registered_at").not_null())
                    .col(schema.instant("as_of").not_null())
                    .col(schema.instant("created_at").not_null())
                    .foreign_key(&mut references("lead_id", "leads", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("meeting_id", "meetings", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("registrations", &["meeting_id", "registrant_key"], true).await?;
        schema.index("registrations", &["lead_id", "id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["registrations", "meetings"]).await
    }
}
