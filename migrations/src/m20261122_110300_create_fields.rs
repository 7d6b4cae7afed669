//! Fields that a workspace adds to its leads, and what they hold. A value is in the column that its kind is compared by; a
//! multiple choice has a row for each option. The slot says which field, and of those which option: what is alike when leads
//! are merged.

use crate::schema::{Schema, flag, id, number, optional_id, optional_text, references, text, word};
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
                    .table("custom_fields")
                    .col(id("workspace_id"))
                    .col(text("slug", 40))
                    .col(text("name", 60))
                    .col(word("kind"))
                    .col(word("class"))
                    .col(ColumnDef::new("basis").string_len(32))
                    .col(schema.long_text("basis_note"))
                    .col(optional_id("basis_by"))
                    .col(schema.instant("basis_at"))
                    .col(number("position"))
                    .col(flag("is_dropped"))
                    .col(number("version"))
                    .col(schema.instant("created_at").not_null())
                    .foreign_key(&mut references("workspace_id", "workspaces", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("basis_by", "members", ForeignKeyAction::SetNull)),
            )
            .await?;
        schema.index("custom_fields", &["workspace_id", "slug"], true).await?;
        schema
            .create(
                schema
                    .table("field_options")
                    .col(id("workspace_id"))
                    .col(id("field_id"))
                    .col(text("label", 60))
                    .col(number("position"))
                    .foreign_key(&mut references("field_id", "custom_fields", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("field_options", &["field_id", "position"], false).await?;
        let columns = vec![
            id("lead_id"),
            text("slot", 80),
            id("field_id"),
            id("workspace_id"),
            schema.long_text("text_value"),
            optional_text("text_key", 191),
            ColumnDef::new("number_value").big_integer().take(),
            optional_text("currency", 3),
            schema.instant("time_value"),
            optional_id("ref_value"),
            word("origin"),
            schema.instant("set_at").not_null().take(),
        ];
        let values = schema
            .keyed_table("field_values", columns, &["lead_id", "slot"])
            .foreign_key(&mut references("lead_id", "leads", ForeignKeyAction::Cascade))
            .foreign_key(&mut references("field_id", "custom_fields", ForeignKeyAction::Cascade))
            .to_owned();
        schema.create(&values).await?;
        for compared_by in ["text_key", "number_value", "time_value", "ref_value"] {
            schema.index("field_values", &["field_id", compared_by, "lead_id"], false).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["field_values", "field_options", "custom_fields"]).await
    }
}
