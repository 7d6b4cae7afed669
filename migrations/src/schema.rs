//! The column types and table options that differ between the engines, in one place, so that a migration reads
//! the same for both.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{
    ConnectionTrait, DatabaseBackend,
    prelude::{DateTimeUtc, Uuid},
};

pub(crate) struct Schema<'a> {
    manager: &'a SchemaManager<'a>,
}

impl<'a> Schema<'a> {
    pub(crate) fn of(manager: &'a SchemaManager<'a>) -> Self {
        Self { manager }
    }

    fn is_mysql(&self) -> bool {
        self.manager.get_connection().get_database_backend() == DatabaseBackend::MySql
    }

    /// A table with a UUIDv7 key. On MySQL text compares byte by byte (`utf8mb4_bin`): what counts as equal is
    /// decided by the domain's normal forms, not by a collation that differs between server versions.
    pub(crate) fn table(&self, name: &'static str) -> TableCreateStatement {
        let mut table = Table::create();
        table.table(name).if_not_exists().col(id("id").primary_key());
        if self.is_mysql() {
            table.engine("InnoDB").character_set("utf8mb4").collate("utf8mb4_bin");
        }
        table
    }

    pub(crate) async fn create(&self, table: &TableCreateStatement) -> Result<(), DbErr> {
        self.manager.create_table(table.to_owned()).await
    }

    pub(crate) async fn drop(&self, tables: &[&'static str]) -> Result<(), DbErr> {
        for name in tables {
            self.manager.drop_table(Table::drop().table(*name).if_exists().to_owned()).await?;
        }
        Ok(())
    }

    /// As [`Schema::table`], with a key of several columns that the rows are stored by.
    pub(crate) fn keyed_table(
        &self,
        name: &'static str,
        columns: Vec<ColumnDef>,
        key: &[&'static str],
    ) -> TableCreateStatement {
        let mut table = Table::create();
        table.table(name).if_not_exists();
        for column in columns {
            table.col(column);
        }
        let mut primary = Index::create();
        for column in key {
            primary.col(*column);
        }
        table.primary_key(&mut primary);
        if self.is_mysql() {
            table.engine("InnoDB").character_set("utf8mb4").collate("utf8mb4_bin");
        }
        table
    }

    /// Adds columns that are not there yet. None of them can be a foreign key: SQLite adds no constraint to a table
    /// that exists.
    pub(crate) async fn add(&self, table: &'static str, columns: Vec<ColumnDef>) -> Result<(), DbErr> {
        for column in columns {
            let name = column.get_column_name();
            if !self.manager.has_column(table, &name).await? {
                self.manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
            }
        }
        Ok(())
    }

    pub(crate) async fn drop_columns(
        &self,
        table: &'static str,
        columns: &[&'static str],
    ) -> Result<(), DbErr> {
        for column in columns {
            if self.manager.has_column(table, *column).await? {
                self.manager.alter_table(Table::alter().table(table).drop_column(*column).to_owned()).await?;
            }
        }
        Ok(())
    }

    pub(crate) async fn drop_index(
        &self,
        table: &'static str,
        columns: &[&'static str],
        unique: bool,
    ) -> Result<(), DbErr> {
        let name = index_name(table, columns, unique);
        if self.manager.has_index(table, &name).await? {
            self.manager.drop_index(Index::drop().name(&name).table(table).to_owned()).await?;
        }
        Ok(())
    }

    pub(crate) async fn index(
        &self,
        table: &'static str,
        columns: &[&'static str],
        unique: bool,
    ) -> Result<(), DbErr> {
        let name = index_name(table, columns, unique);
        if self.manager.has_index(table, &name).await? {
            return Ok(());
        }
        let mut index = Index::create();
        index.name(&name).table(table);
        for column in columns {
            index.col(*column);
        }
        if unique {
            index.unique();
        }
        self.manager.create_index(index).await
    }

    /// Has the program go over the leads that are there already, once. `number` tells the schema's jobs apart.
    pub(crate) async fn enqueue_for_leads(&self, number: u128, kind: &'static str) -> Result<(), DbErr> {
        let db = self.manager.get_connection();
        let lead = Query::select().column("id").from("leads").limit(1).to_owned();
        let waiting =
            Query::select().column("id").from("jobs").and_where(Expr::col("dedupe_key").eq(kind)).to_owned();
        if db.query_one(&lead).await?.is_none() || db.query_one(&waiting).await?.is_some() {
            return Ok(());
        }
        let job = Query::insert()
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
                Uuid::from_u128(0x019a_aaaa_0000_7000_8000_0000_0000_0000 + number).into(),
                kind.into(),
                "{}".into(),
                "ready".into(),
                DateTimeUtc::UNIX_EPOCH.into(),
                0.into(),
                20.into(),
                kind.into(),
                DateTimeUtc::UNIX_EPOCH.into(),
            ])
            .to_owned();
        db.execute(&job).await?;
        Ok(())
    }

    /// A moment in UTC with microseconds. MySQL's own `TIMESTAMP` ends in 2038 and both its types lose the
    /// fraction unless told otherwise; SQLite keeps sortable RFC 3339 text.
    pub(crate) fn instant(&self, name: &'static str) -> ColumnDef {
        let mut column = ColumnDef::new(name);
        column.custom(if self.is_mysql() { "datetime(6)" } else { "timestamp_with_timezone_text" });
        column
    }

    /// Text without a limit of its own (MySQL's plain `TEXT` ends at 64 KiB). JSON documents live here too: the
    /// engines' JSON types have nothing in common.
    pub(crate) fn long_text(&self, name: &'static str) -> ColumnDef {
        let mut column = ColumnDef::new(name);
        column.custom(if self.is_mysql() { "longtext" } else { "text" });
        column
    }

    pub(crate) fn bytes(&self, name: &'static str) -> ColumnDef {
        let mut column = ColumnDef::new(name);
        column.custom(if self.is_mysql() { "longblob" } else { "blob" });
        column
    }
}

/// MySQL takes names of up to 64 characters.
fn index_name(table: &str, columns: &[&str], unique: bool) -> String {
    let mut name = format!("{}_{}_{}", if unique { "uq" } else { "ix" }, table, columns.join("_"));
    name.truncate(64);
    name
}

/// A UUID: 16 bytes on MySQL, a 16-byte blob on SQLite.
pub(crate) fn id(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.uuid().not_null();
    column
}

pub(crate) fn optional_id(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.uuid();
    column
}

pub(crate) fn text(name: &'static str, length: u32) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.string_len(length).not_null();
    column
}

pub(crate) fn optional_text(name: &'static str, length: u32) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.string_len(length);
    column
}

/// One word of a closed list of the domain.
pub(crate) fn word(name: &'static str) -> ColumnDef {
    text(name, 32)
}

pub(crate) fn number(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.integer().not_null();
    column
}

pub(crate) fn flag(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.boolean().not_null();
    column
}

/// A SHA-256 digest.
pub(crate) fn digest(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.binary_len(32).not_null();
    column
}

pub(crate) fn references(
    column: &'static str,
    table: &'static str,
    on_delete: ForeignKeyAction,
) -> ForeignKeyCreateStatement {
    let mut key = ForeignKey::create();
    key.from_col(column).to(table, "id").on_delete(on_delete);
    key
}
