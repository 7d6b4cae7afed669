//! Leads as people work on them: who has them, where they stand, what they are worth, and the keys that lists are
//! sorted and searched by. An address is unique among the leads that live: one in the bin gives it back.

use crate::schema::{Schema, optional_id, optional_text, text};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const SORTS: [&[&str]; 9] = [
    &["workspace_id", "deleted_at", "id"],
    &["workspace_id", "deleted_at", "last_activity_at", "id"],
    &["workspace_id", "deleted_at", "display_name_key", "id"],
    &["workspace_id", "deleted_at", "company_key", "id"],
    &["workspace_id", "deleted_at", "score", "id"],
    &["workspace_id", "deleted_at", "value_minor", "id"],
    &["workspace_id", "deleted_at", "owner_id", "id"],
    &["workspace_id", "deleted_at", "status", "id"],
    &["workspace_id", "deleted_at", "stage_id", "id"],
];

const COLUMNS: [&str; 16] = [
    "team_id",
    "pipeline_id",
    "stage_id",
    "stage_since",
    "lost_reason",
    "score",
    "value_minor",
    "value_currency",
    "deleted_at",
    "deleted_by",
    "display_name_key",
    "first_name_key",
    "last_name_key",
    "company_key",
    "title_key",
    "source_detail_key",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::of(manager);
        let key = |name| optional_text(name, 191);
        let mut score = ColumnDef::new("score");
        let mut value = ColumnDef::new("value_minor");
        let columns = vec![
            optional_id("team_id"),
            optional_id("pipeline_id"),
            optional_id("stage_id"),
            schema.instant("stage_since"),
            optional_text("lost_reason", 255),
            score.integer().not_null().default(0).to_owned(),
            value.big_integer().to_owned(),
            optional_text("value_currency", 3),
            schema.instant("deleted_at"),
            optional_id("deleted_by"),
            text("display_name_key", 191).default("").to_owned(),
            key("first_name_key"),
            key("last_name_key"),
            key("company_key"),
            key("title_key"),
            key("source_detail_key"),
        ];
        schema.add("leads", columns).await?;
        for columns in SORTS {
            schema.index("leads", columns, false).await?;
        }
        schema.add("lead_emails", vec![optional_text("live_key", 254)]).await?;
        let fill = Query::update().table("lead_emails").value("live_key", Expr::col("normalized")).to_owned();
        manager.execute(fill).await?;
        schema.index("lead_emails", &["workspace_id", "live_key"], true).await?;
        schema.drop_index("lead_emails", &["workspace_id", "normalized"], true).await?;
        schema.index("lead_emails", &["workspace_id", "normalized"], false).await?;
        schema.add("lead_phones", vec![optional_text("e164", 16)]).await?;
        schema.index("lead_phones", &["workspace_id", "e164"], false).await?;
        // In the first pipeline, as those that come from now on; migrated workspaces have one and its first stage.
        let pipelines = Query::select()
            .column("id")
            .from("pipelines")
            .and_where(Expr::col(("pipelines", "workspace_id")).equals(("leads", "workspace_id")))
            .and_where(Expr::col(("pipelines", "position")).eq(0))
            .to_owned();
        let stages = Query::select()
            .column("id")
            .from("stages")
            .and_where(Expr::col(("stages", "workspace_id")).equals(("leads", "workspace_id")))
            .and_where(Expr::col(("stages", "position")).eq(0))
            .to_owned();
        let place = Query::update()
            .table("leads")
            .value("pipeline_id", Expr::SubQuery(None, Box::new(pipelines.into())))
            .value("stage_id", Expr::SubQuery(None, Box::new(stages.into())))
            .value("stage_since", Expr::col("created_at"))
            .and_where(Expr::col("stage_id").is_null())
            .to_owned();
        manager.execute(place).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::of(manager);
        schema.drop_index("lead_phones", &["workspace_id", "e164"], false).await?;
        schema.drop_columns("lead_phones", &["e164"]).await?;
        schema.drop_index("lead_emails", &["workspace_id", "normalized"], false).await?;
        schema.index("lead_emails", &["workspace_id", "normalized"], true).await?;
        schema.drop_index("lead_emails", &["workspace_id", "live_key"], true).await?;
        schema.drop_columns("lead_emails", &["live_key"]).await?;
        for columns in SORTS {
            schema.drop_index("leads", columns, false).await?;
        }
        schema.drop_columns("leads", &COLUMNS).await
    }
}
