//! Pipelines and their stages. A workspace that exists already gets the pipeline that a new one starts with.

use crate::schema::{Schema, id, number, references, text, word};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, FromQueryResult, prelude::Uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What a workspace starts with. The domain has a list of its own, which may change; this one is history.
const STAGES: [(&str, &str, i32); 6] = [
    ("New", "open", 0),
    ("Contacted", "open", 1),
    ("Qualified", "open", 2),
    ("Proposal", "open", 3),
    ("Won", "won", 4),
    ("Lost", "lost", 5),
];

#[derive(FromQueryResult)]
struct Workspace {
    id: Uuid,
    created_at: DateTimeUtc,
}

type DateTimeUtc = sea_orm_migration::sea_orm::prelude::DateTimeUtc;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::of(manager);
        schema
            .create(
                schema
                    .table("pipelines")
                    .col(id("workspace_id"))
                    .col(text("name", 120))
                    .col(text("name_key", 120))
                    .col(number("position"))
                    .col(number("version"))
                    .col(schema.instant("created_at").not_null())
                    .foreign_key(&mut references("workspace_id", "workspaces", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("pipelines", &["workspace_id", "name_key"], true).await?;
        let mut rotting = ColumnDef::new("rotting_days");
        schema
            .create(
                schema
                    .table("stages")
                    .col(id("workspace_id"))
                    .col(id("pipeline_id"))
                    .col(text("name", 120))
                    .col(word("kind"))
                    .col(number("position"))
                    .col(rotting.integer())
                    .col(schema.instant("created_at").not_null())
                    .foreign_key(&mut references("pipeline_id", "pipelines", ForeignKeyAction::Cascade)),
            )
            .await?;
        schema.index("stages", &["pipeline_id", "position"], false).await?;
        schema.index("stages", &["workspace_id"], false).await?;
        start_existing(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Schema::of(manager).drop(&["stages", "pipelines"]).await
    }
}

async fn start_existing(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let mut find = Query::select();
    find.columns(["id", "created_at"]).from("workspaces");
    let started = Query::select().column("workspace_id").from("pipelines").to_owned();
    find.and_where(Expr::col("id").not_in_subquery(started));
    for workspace in Workspace::find_by_statement(db.get_database_backend().build(&find)).all(db).await? {
        let at = workspace.created_at;
        // Ids are unique within their table, so the workspace's can serve again.
        let pipeline = workspace.id;
        let mut insert = Query::insert();
        insert
            .into_table("pipelines")
            .columns(["id", "workspace_id", "name", "name_key", "position", "version", "created_at"])
            .values_panic([
                pipeline.into(),
                workspace.id.into(),
                "Sales".into(),
                "sales".into(),
                0.into(),
                1.into(),
                at.into(),
            ]);
        db.execute(&insert).await?;
        let mut insert = Query::insert();
        insert.into_table("stages").columns([
            "id",
            "workspace_id",
            "pipeline_id",
            "name",
            "kind",
            "position",
            "created_at",
        ]);
        for (name, kind, position) in STAGES {
            let id = Uuid::from_u128(pipeline.as_u128() ^ u128::from(position.unsigned_abs()));
            insert.values_panic([
                id.into(),
                workspace.id.into(),
                pipeline.into(),
                name.into(),
                kind.into(),
                position.into(),
                at.into(),
            ]);
        }
        db.execute(&insert).await?;
    }
    Ok(())
}
