//! What somebody means to do about a lead. `sort_at` is when an open one is due and when a done one was done, so that
//! one index answers both lists.

use crate::schema::{Schema, id, number, optional_id, references, text, word};
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
                    .table("tasks")
                    .col(id("workspace_id"))
                    .col(id("lead_id"))
                    .col(text("title", 200))
                    .col(schema.long_text("detail"))
                    .col(word("state"))
                    .col(schema.instant("sort_at").not_null())
                    .col(schema.instant("due_at"))
                    .col(schema.instant("remind_at"))
                    .col(optional_id("assignee_id"))
                    .col(word("priority"))
                    .col(schema.instant("completed_at"))
                    .col(optional_id("completed_by"))
                    .col(optional_id("created_by"))
                    .col(number("version"))
                    .col(schema.instant("created_at").not_null())
                    .col(schema.instant("updated_at").not_null())
                    .col(schema.instant("deleted_at"))
                    .foreign_key(&mut references("lead_id", "leads", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("assignee_id", "members", ForeignKeyAction::SetNull))
                    .foreign_key(&mut references("completed_by", "members", ForeignKeyAction::SetNull))
                    .foreign_key(&mut references("created_by", "members", ForeignKeyAction::SetNull)),
            )
            .await?;
        schema.index("tasks", &["workspace_id", "state", "sort_at", "id"], false).await?;
        schema.index("tasks", &["assignee_id", "state", "sort_at", "id"], false).await?;
        schema.index("tasks", &["lead_id", "state", "sort_at", "id"], false).await?;
        schema.index("tasks", &["deleted_at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["tasks"]).await
    }
}
