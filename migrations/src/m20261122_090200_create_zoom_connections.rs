//! Linked Zoom accounts, and the authorizations on their way to become one.

use crate::schema::{Schema, digest, id, optional_id, references, text};
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
                    .table("zoom_authorizations")
                    .col(id("workspace_id"))
                    .col(id("session_id"))
                    .col(digest("state_hash"))
                    .col(schema.instant("created_at").not_null())
                    .col(schema.instant("expires_at").not_null())
                    .foreign_key(&mut references("workspace_id", "workspaces", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references(
                        "session_id",
                        "sign_in_sessions",
                        ForeignKeyAction::Cascade,
                    )),
            )
            .await?;
        schema.index("zoom_authorizations", &["state_hash"], true).await?;
        schema.index("zoom_authorizations", &["expires_at"], false).await?;
        schema
            .create(
                schema
                    .table("zoom_connections")
                    .col(id("workspace_id"))
                    .col(text("zoom_account_id", 64))
                    .col(text("zoom_user_id", 64))
                    .col(text("name", 255))
                    .col(text("email", 254))
                    .col(optional_id("linked_by"))
                    .col(schema.instant("linked_at").not_null())
                    .foreign_key(&mut references("workspace_id", "workspaces", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("linked_by", "members", ForeignKeyAction::SetNull)),
            )
            .await?;
        schema.index("zoom_connections", &["zoom_account_id", "zoom_user_id"], true).await?;
        schema.index("zoom_connections", &["workspace_id", "id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["zoom_connections", "zoom_authorizations"]).await
    }
}
