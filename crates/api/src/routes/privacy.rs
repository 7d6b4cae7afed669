//! `/privacy`: what is stored about people.

use crate::{
    extract::{Actor, PrivacyRead},
    problem::Problem,
};
use actix_web::{get, web};
use domain::privacy::{ColumnPrivacy, TablePrivacy};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(crate) struct DataMap {
    tables: Vec<TableView>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct TableView {
    name: String,
    columns: Vec<ColumnView>,
}

/// What a column holds, about whom, why, for how long, and what becomes of it on erasure and export.
#[derive(Serialize, ToSchema)]
pub(crate) struct ColumnView {
    name: String,
    subject: String,
    category: String,
    purposes: Vec<String>,
    retention: String,
    erase: String,
    export: String,
    origin: String,
}

impl From<&ColumnPrivacy> for ColumnView {
    fn from(column: &ColumnPrivacy) -> Self {
        Self {
            name: column.column.to_owned(),
            subject: column.subject.to_string(),
            category: column.category.to_string(),
            purposes: column.purposes.iter().map(ToString::to_string).collect(),
            retention: column.retention.to_string(),
            erase: column.erase.to_string(),
            export: column.export.to_string(),
            origin: column.origin.to_string(),
        }
    }
}

impl From<&TablePrivacy> for TableView {
    fn from(table: &TablePrivacy) -> Self {
        Self { name: table.table.to_owned(), columns: table.columns.iter().map(ColumnView::from).collect() }
    }
}

/// Every stored column and what it declares
#[utoipa::path(
    tag = "privacy", operation_id = "get_data_map", security(("session" = [])),
    responses((status = 200, description = "The data map", body = DataMap))
)]
#[get("/privacy/data-map")]
pub(crate) async fn get_data_map(actor: Actor<PrivacyRead>) -> Result<web::Json<DataMap>, Problem> {
    let tables = app::privacy::data_map(&actor).iter().map(TableView::from).collect();
    Ok(web::Json(DataMap { tables }))
}
