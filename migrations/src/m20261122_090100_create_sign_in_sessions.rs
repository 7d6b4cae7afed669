//! Signed-in browsers. Signing out deletes the row.

use crate::schema::{Schema, id, references};
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
                    .table("sign_in_sessions")
                    .col(id("member_id"))
                    .col(schema.instant("created_at").not_null())
                    .col(schema.instant("last_seen_at").not_null())
                    .col(schema.instant("expires_at").not_null())
                    .foreign_key(&mut references("member_id", "members", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("sign_in_sessions", &["member_id"], false).await?;
        schema.index("sign_in_sessions", &["expires_at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["sign_in_sessions"]).await
    }
}
