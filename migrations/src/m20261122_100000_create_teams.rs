//! Teams, how far a member sees, and the country that phone numbers without a prefix belong to.

use crate::schema::{Schema, id, optional_text, references, text, word};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::of(manager);
        schema.add("workspaces", vec![optional_text("country", 2)]).await?;
        let mut scope = word("lead_scope");
        schema.add("members", vec![scope.default("all").to_owned()]).await?;
        schema
            .create(
                schema
                    .table("teams")
                    .col(id("workspace_id"))
                    .col(text("name", 120))
                    .col(text("name_key", 120))
                    .col(schema.instant("created_at").not_null())
                    .foreign_key(&mut references("workspace_id", "workspaces", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("teams", &["workspace_id", "name_key"], true).await?;
        schema
            .create(
                schema
                    .table("team_members")
                    .col(id("workspace_id"))
                    .col(id("team_id"))
                    .col(id("member_id"))
                    .foreign_key(&mut references("team_id", "teams", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("member_id", "members", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("team_members", &["team_id", "member_id"], true).await?;
        schema.index("team_members", &["member_id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::of(manager);
        schema.drop(&["team_members", "teams"]).await?;
        schema.drop_columns("members", &["lead_scope"]).await?;
        schema.drop_columns("workspaces", &["country"]).await
    }
}
