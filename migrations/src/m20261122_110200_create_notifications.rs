//! What members hear of, and how each of them wants to.

use crate::schema::{Schema, flag, id, optional_id, optional_text, references, word};
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
                    .table("notifications")
                    .col(id("workspace_id"))
                    .col(id("member_id"))
                    .col(word("kind"))
                    .col(id("lead_id"))
                    .col(optional_id("task_id"))
                    .col(optional_id("note_id"))
                    .col(optional_id("actor_id"))
                    .col(flag("is_shown"))
                    .col(optional_text("once_key", 80))
                    .col(schema.instant("created_at").not_null())
                    .col(schema.instant("read_at"))
                    .foreign_key(&mut references("member_id", "members", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("lead_id", "leads", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("task_id", "tasks", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("note_id", "notes", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("actor_id", "members", ForeignKeyAction::SetNull)),
            )
            .await?;
        schema.index("notifications", &["once_key"], true).await?;
        schema.index("notifications", &["member_id", "is_shown", "id"], false).await?;
        schema.index("notifications", &["member_id", "is_shown", "read_at"], false).await?;
        let choices = schema.keyed_table(
            "notification_choices",
            vec![id("member_id"), word("kind"), id("workspace_id"), flag("in_app"), flag("mail")],
            &["member_id", "kind"],
        );
        schema
            .create(choices.to_owned().foreign_key(&mut references(
                "member_id",
                "members",
                ForeignKeyAction::Cascade,
            )))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["notification_choices", "notifications"]).await
    }
}
