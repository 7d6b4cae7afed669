//! People, tenants, and who belongs where.

use crate::schema::{Schema, id, number, references, text, word};
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
                    .table("users")
                    .col(text("email", 254))
                    .col(text("email_normalized", 254))
                    .col(text("name", 255))
                    .col(text("password_hash", 255))
                    .col(schema.instant("created_at").not_null())
                    .col(schema.instant("updated_at").not_null()),
            )
            .await?;
        schema.index("users", &["email_normalized"], true).await?;
        schema
            .create(
                schema
                    .table("workspaces")
                    .col(text("slug", 64))
                    .col(text("name", 255))
                    .col(text("locale", 16))
                    .col(text("time_zone", 64))
                    .col(text("currency", 3))
                    .col(number("version"))
                    .col(schema.instant("created_at").not_null())
                    .col(schema.instant("updated_at").not_null()),
            )
            .await?;
        schema.index("workspaces", &["slug"], true).await?;
        schema
            .create(
                schema
                    .table("members")
                    .col(id("workspace_id"))
                    .col(id("user_id"))
                    .col(word("role"))
                    .col(schema.instant("created_at").not_null())
                    .foreign_key(&mut references("workspace_id", "workspaces", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("user_id", "users", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("members", &["workspace_id", "user_id"], true).await?;
        schema.index("members", &["user_id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["members", "workspaces", "users"]).await
    }
}
