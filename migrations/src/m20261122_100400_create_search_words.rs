//! The inverted index behind the search: words of a lead, folded, each row a word of one lead. Stored by the
//! workspace and the word, so that a prefix is one range and no workspace meets another.

use crate::schema::{Schema, id, number, references, text};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::of(manager);
        let columns = vec![id("workspace_id"), text("word", 48), id("lead_id"), number("weight")];
        schema
            .create(
                schema
                    .keyed_table("search_words", columns, &["workspace_id", "word", "lead_id"])
                    .foreign_key(&mut references("lead_id", "leads", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("search_words", &["lead_id", "word"], false).await?;
        // Leads that are there already get their words by a job: folding is no work for SQL.
        schema.enqueue_for_leads(1, "index_leads").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["search_words"]).await
    }
}
