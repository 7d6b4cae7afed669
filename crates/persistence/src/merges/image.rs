//! A row as it was, whatever its table: what a journal keeps of it and an undo writes back.

use crate::{DbError, entities::leads};
use domain::{
    ids::{LeadId, WorkspaceId},
    lead::Lead,
};
use sea_orm::{
    ActiveModelTrait, EntityTrait, FromQueryResult, IdenStatic, Iterable, ModelTrait, QueryResult,
    TryIntoModel, Value,
    prelude::{DateTimeUtc, Uuid},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One value, with its type also where it is missing: engines want to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Cell {
    At(Option<DateTimeUtc>),
    BigInt(Option<i64>),
    Bool(Option<bool>),
    Bytes(Option<Vec<u8>>),
    Id(Option<Uuid>),
    Int(Option<i32>),
    Text(Option<String>),
}

impl Cell {
    fn of(value: Value) -> Result<Self, DbError> {
        Ok(match value {
            Value::ChronoDateTimeUtc(at) => Self::At(at),
            Value::BigInt(number) => Self::BigInt(number),
            Value::Bool(flag) => Self::Bool(flag),
            Value::Bytes(bytes) => Self::Bytes(bytes),
            Value::Uuid(id) => Self::Id(id),
            Value::Int(number) => Self::Int(number),
            Value::String(text) => Self::Text(text),
            _ => return Err(DbError::Corrupt("a column of a type that no journal keeps")),
        })
    }

    fn value(self) -> Value {
        match self {
            Self::At(at) => at.into(),
            Self::BigInt(number) => number.into(),
            Self::Bool(flag) => flag.into(),
            Self::Bytes(bytes) => bytes.into(),
            Self::Id(id) => id.into(),
            Self::Int(number) => number.into(),
            Self::Text(text) => text.into(),
        }
    }

    /// As a key among the rows of a lead; `None` where it is missing.
    fn key(&self) -> Option<String> {
        match self {
            Self::Text(text) => text.clone(),
            Self::Id(id) => id.map(|id| id.to_string()),
            Self::Int(number) => number.map(|number| number.to_string()),
            Self::BigInt(number) => number.map(|number| number.to_string()),
            Self::At(_) | Self::Bool(_) | Self::Bytes(_) => None,
        }
    }
}

/// Column → value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Image(BTreeMap<String, Cell>);

/// Reads a row of the entity's table.
pub(super) fn read<E: EntityTrait>(row: &QueryResult) -> Result<Image, DbError> {
    of::<E>(&E::Model::from_query_result(row, "")?)
}

pub(super) fn of<E: EntityTrait>(model: &E::Model) -> Result<Image, DbError> {
    let cell = |column: E::Column| Ok((column.as_str().to_owned(), Cell::of(model.get(column))?));
    Ok(Image(E::Column::iter().map(cell).collect::<Result<_, DbError>>()?))
}

impl Image {
    pub(super) fn lead(&self) -> Result<Lead, DbError> {
        let mut row = leads::ActiveModel { ..Default::default() };
        for column in leads::Column::iter() {
            if let Some(cell) = self.0.get(column.as_str()) {
                row.set(column, cell.clone().value());
            }
        }
        Ok(crate::leads::lead(row.try_into_model()?))
    }

    pub(super) fn into_columns(self) -> impl Iterator<Item = (String, Value)> {
        self.0.into_iter().map(|(column, cell)| (column, cell.value()))
    }

    /// The first of these columns that has a value.
    pub(super) fn key(&self, columns: &[&str]) -> String {
        columns.iter().find_map(|column| self.0.get(*column)?.key()).unwrap_or_default()
    }

    pub(super) fn says_the_same(&self, other: &Self, columns: &[&str]) -> bool {
        columns.iter().all(|column| self.0.get(*column) == other.0.get(*column))
    }

    pub(super) fn id(&self) -> Option<Uuid> {
        match self.0.get("id") {
            Some(Cell::Id(id)) => *id,
            _ => None,
        }
    }

    pub(super) fn set_id(&mut self, id: Uuid) {
        self.0.insert("id".to_owned(), Cell::Id(Some(id)));
    }

    /// Whose row it is: whatever the image says, a handle writes into its own workspace.
    pub(super) fn set_owner(&mut self, workspace: WorkspaceId, lead: LeadId) {
        self.0.insert("workspace_id".to_owned(), Cell::Id(Some(workspace.0)));
        self.0.insert("lead_id".to_owned(), Cell::Id(Some(lead.0)));
    }

    pub(super) fn position(&self) -> i32 {
        match self.0.get("position") {
            Some(Cell::Int(Some(position))) => *position,
            _ => 0,
        }
    }

    pub(super) fn set_position(&mut self, position: i32) {
        self.0.insert("position".to_owned(), Cell::Int(Some(position)));
    }
}
