//! Acts on many leads, and what it takes to take them back.

use crate::schema::{Schema, id, number, optional_id, optional_text, references, word};
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
                    .table("bulk_operations")
                    .col(id("workspace_id"))
                    .col(id("member_id"))
                    .col(optional_id("undone_by"))
                    .col(word("kind"))
                    .col(word("state"))
                    .col(schema.long_text("selection").not_null())
                    .col(schema.long_text("act").not_null())
                    .col(optional_id("after_id"))
                    .col(number("total"))
                    .col(number("done"))
                    .col(number("changed"))
                    .col(number("skipped"))
                    .col(optional_text("failure", 500))
                    .col(schema.instant("created_at").not_null())
                    .col(schema.instant("updated_at").not_null())
                    .col(schema.instant("finished_at")),
            )
            .await?;
        schema.index("bulk_operations", &["workspace_id", "id"], false).await?;
        schema.index("bulk_operations", &["updated_at"], false).await?;
        let columns = vec![
            id("bulk_id"),
            id("lead_id"),
            id("workspace_id"),
            schema.long_text("made").not_null().to_owned(),
        ];
        schema
            .create(
                schema
                    .keyed_table("bulk_items", columns, &["bulk_id", "lead_id"])
                    .foreign_key(&mut references("bulk_id", "bulk_operations", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("lead_id", "leads", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("bulk_items", &["lead_id"], false).await?;
        schema.add("notifications", vec![number("others").default(0).to_owned()]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::of(manager);
        schema.drop_columns("notifications", &["others"]).await?;
        schema.drop(&["bulk_items", "bulk_operations"]).await
    }
}
