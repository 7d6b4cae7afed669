//! Who gets new leads. The row of a rule remembers whose turn it was last, and is what concurrent captures queue for.

use crate::schema::{Schema, id, number, optional_id, references, text, word};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::of(manager);
        let mut enabled = ColumnDef::new("enabled");
        schema
            .create(
                schema
                    .table("assignment_rules")
                    .col(id("workspace_id"))
                    .col(text("name", 60))
                    .col(number("position"))
                    .col(enabled.boolean().not_null())
                    .col(schema.long_text("filter"))
                    .col(word("mode"))
                    .col(optional_id("team_id"))
                    .col(optional_id("last_target_id"))
                    .col(number("version"))
                    .col(schema.instant("created_at").not_null())
                    .col(schema.instant("updated_at").not_null())
                    .foreign_key(&mut references("workspace_id", "workspaces", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("team_id", "teams", ForeignKeyAction::SetNull)),
            )
            .await?;
        schema.index("assignment_rules", &["workspace_id", "position", "id"], false).await?;
        let columns = vec![id("workspace_id"), id("rule_id"), id("member_id"), number("position")];
        schema
            .create(
                schema
                    .keyed_table("assignment_targets", columns, &["rule_id", "member_id"])
                    .foreign_key(&mut references("rule_id", "assignment_rules", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("member_id", "members", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("assignment_targets", &["workspace_id", "rule_id", "position"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["assignment_targets", "assignment_rules"]).await
    }
}
