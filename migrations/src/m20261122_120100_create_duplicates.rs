//! Pairs of leads that may be one person, and the keys that leads meet by.

use crate::schema::{Schema, id, number, optional_id, references, text};
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
                    .table("duplicates")
                    .col(id("workspace_id"))
                    .col(id("low_id"))
                    .col(id("high_id"))
                    .col(schema.long_text("signals").not_null())
                    .col(number("score"))
                    .col(schema.instant("dismissed_at"))
                    .col(optional_id("dismissed_by"))
                    .col(schema.instant("created_at").not_null())
                    .foreign_key(&mut references("low_id", "leads", ForeignKeyAction::Cascade))
                    .foreign_key(&mut references("high_id", "leads", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("duplicates", &["low_id", "high_id"], true).await?;
        schema.index("duplicates", &["high_id"], false).await?;
        schema.index("duplicates", &["workspace_id", "dismissed_at", "score", "id"], false).await?;
        let columns = vec![id("workspace_id"), text("match_key", 191), id("lead_id")];
        schema
            .create(
                schema
                    .keyed_table("match_keys", columns, &["workspace_id", "match_key", "lead_id"])
                    .foreign_key(&mut references("lead_id", "leads", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("match_keys", &["lead_id"], false).await?;
        // Leads that are there already are compared by a job: folding is no work for SQL.
        schema.enqueue_for_leads(2, "match_all_leads").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["match_keys", "duplicates"]).await
    }
}
