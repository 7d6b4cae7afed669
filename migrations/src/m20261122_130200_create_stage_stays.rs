//! What reports count: how long each lead stood in each stage, and when somebody first did something about it.

use crate::schema::{Schema, id, references};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const CREATED: [&str; 4] = ["workspace_id", "deleted_at", "created_at", "source"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::of(manager);
        let columns = vec![
            id("workspace_id"),
            id("lead_id"),
            id("pipeline_id"),
            id("stage_id"),
            schema.instant("entered_at").not_null().to_owned(),
            schema.instant("left_at"),
        ];
        schema
            .create(
                schema
                    .keyed_table("stage_stays", columns, &["lead_id", "entered_at", "stage_id"])
                    .foreign_key(&mut references("lead_id", "leads", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("stage_stays", &["workspace_id", "stage_id", "entered_at", "lead_id"], false).await?;
        // Where leads stand is known; where they stood before is not.
        let known = Query::select()
            .columns(["lead_id", "entered_at"])
            .from("stage_stays")
            .and_where(Expr::col("left_at").is_null())
            .to_owned();
        let standing = Query::select()
            .columns(["workspace_id", "id", "pipeline_id", "stage_id", "stage_since"])
            .from("leads")
            .and_where(Expr::col("pipeline_id").is_not_null())
            .and_where(Expr::col("stage_id").is_not_null())
            .and_where(Expr::col("stage_since").is_not_null())
            .and_where(Expr::tuple([Expr::col("id"), Expr::col("stage_since")]).in_subquery(known).not())
            .to_owned();
        let mut fill = Query::insert();
        fill.into_table("stage_stays")
            .columns(["workspace_id", "lead_id", "pipeline_id", "stage_id", "entered_at"])
            .select_from(standing)
            .map_err(|error| DbErr::Migration(error.to_string()))?;
        manager.execute(fill).await?;
        schema.add("leads", vec![schema.instant("first_response_at")]).await?;
        schema.index("leads", &CREATED, false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::of(manager);
        schema.drop_index("leads", &CREATED, false).await?;
        schema.drop_columns("leads", &["first_response_at"]).await?;
        schema.drop(&["stage_stays"]).await
    }
}
