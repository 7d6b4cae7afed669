//! Pairs of leads that may be one person, and the keys that leads meet by.

use crate::schema::{Schema, id, number, optional_id, references, text};
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
        match_existing(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["match_keys", "duplicates"]).await
    }
}

/// Leads that are there already are compared by a job: folding is no work for SQL.
async fn match_existing(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let waiting = Query::select().column("id").from("leads").limit(1).to_owned();
    let enqueued = Query::select()
        .column("id")
        .from("jobs")
        .and_where(Expr::col("dedupe_key").eq("match_all_leads"))
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
            Uuid::from_u128(0x019a_aaaa_0000_7000_8000_0000_0000_0002).into(),
            "match_all_leads".into(),
            "{}".into(),
            "ready".into(),
            DateTimeUtc::UNIX_EPOCH.into(),
            0.into(),
            20.into(),
            "match_all_leads".into(),
            DateTimeUtc::UNIX_EPOCH.into(),
        ])
        .to_owned();
    db.execute(&insert).await?;
    Ok(())
}
