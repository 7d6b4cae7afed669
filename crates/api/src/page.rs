//! Lists: a page of items and an opaque word for the place after it.

use crate::problem::Problem;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use domain::refusal::{Code, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

const DEFAULT_LIMIT: u64 = 50;
const MAX_LIMIT: u64 = 100;

#[derive(Serialize, ToSchema)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    /// Give this as `cursor` for the next page; `null` on the last one.
    pub(crate) next_cursor: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageQuery {
    /// `next_cursor` of the page before. Opaque.
    #[param(nullable = false)]
    cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 100, default = 50, nullable = false)]
    limit: Option<u64>,
}

impl PageQuery {
    pub(crate) fn limit(&self) -> Result<u64, Problem> {
        limit(self.limit)
    }

    pub(crate) fn after<Id>(&self, id: impl Fn(Uuid) -> Id) -> Result<Option<Id>, Problem> {
        after(self.cursor.as_deref(), id)
    }
}

pub(crate) fn limit(limit: Option<u64>) -> Result<u64, Problem> {
    let limit = limit.unwrap_or(DEFAULT_LIMIT);
    if (1..=MAX_LIMIT).contains(&limit) {
        return Ok(limit);
    }
    Err(Refusal::new(Code::MalformedQuery).detail(format!("limit must be 1 to {MAX_LIMIT}")).into())
}

pub(crate) fn after<Id>(cursor: Option<&str>, id: impl Fn(Uuid) -> Id) -> Result<Option<Id>, Problem> {
    let Some(cursor) = cursor else { return Ok(None) };
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok();
    let place = bytes.and_then(|bytes| Uuid::from_slice(&bytes).ok());
    let place =
        place.ok_or_else(|| Refusal::new(Code::MalformedQuery).detail("cursor is not one of ours"))?;
    Ok(Some(id(place)))
}

/// A place in a list that is ordered by a moment.
#[derive(Serialize, Deserialize)]
struct TimePlace(DateTime<Utc>, Uuid);

pub(crate) fn write_time_place(at: DateTime<Utc>, id: Uuid) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(&TimePlace(at, id)).unwrap_or_default())
}

pub(crate) fn read_time_place<Id>(
    cursor: Option<&str>,
    id: impl Fn(Uuid) -> Id,
) -> Result<Option<(DateTime<Utc>, Id)>, Problem> {
    let Some(cursor) = cursor else { return Ok(None) };
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok();
    let place = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let refuse = || Refusal::new(Code::MalformedQuery).detail("cursor is not one of ours");
    let TimePlace(at, place) = place.ok_or_else(refuse)?;
    Ok(Some((at, id(place))))
}

/// A page of views, from a use case's page.
pub(crate) fn page<T, V, Id>(
    found: app::Page<T, Id>,
    view: impl Fn(T) -> V,
    id: impl Fn(Id) -> Uuid,
) -> Page<V> {
    Page {
        items: found.items.into_iter().map(view).collect(),
        next_cursor: found.next.map(|next| BASE64_URL_SAFE_NO_PAD.encode(id(next))),
    }
}
