//! The inverted index behind the search: words of a lead, folded, each row a word of one lead. Stored by the
//! workspace and the word, so that a prefix is one range and no workspace meets another.

use crate::schema::{Schema, id, number, references, text};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{
    ConnectionTrait,
    prelude::{DateTimeUtc, Uuid},
};

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
        index_existing(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["search_words"]).await
    }
}

/// Leads that are there already get their words by a job: folding is no work for SQL.
async fn index_existing(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let waiting = Query::select().column("id").from("leads").limit(1).to_owned();
    let enqueued = Query::select()
        .column("id")
        .from("jobs")
        .and_where(Expr::col("dedupe_key").eq("index_leads"))
        .to_owned();
    if db.query_one(&waiting).await?.is_none() || db.query_one(&enqueued).await?.is_some() {
        return Ok(());
    }
    let insert = Query::insert()
        .into_table("jobs")
        .columns([
            "id",
            "kind",
            "payload",
            "state",
            "run_at",
            "attempts",
            "max_attempts",
            "dedupe_key",
            "created_at",
        ])
        .values_panic([
            Uuid::from_u128(0x019a_aaaa_0000_7000_8000_0000_0000_0001).into(),
            "index_leads".into(),
            "{}".into(),
            "ready".into(),
            DateTimeUtc::UNIX_EPOCH.into(),
            0.into(),
            20.into(),
            "index_leads".into(),
            DateTimeUtc::UNIX_EPOCH.into(),
        ])
        .to_owned();
    db.execute(&insert).await?;
    Ok(())
}
