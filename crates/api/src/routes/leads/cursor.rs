//! Places in lists of leads. A place belongs to one order: in another one it means nothing.

use crate::problem::Problem;
use app::leads::After;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use domain::{
    filter::SortValue,
    ids::LeadId,
    refusal::{Code, Refusal},
};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Place {
    sort: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<DateTime<Utc>>,
    id: LeadId,
}

pub(super) fn write(sort: Option<&str>, after: After) -> String {
    let mut place =
        Place { sort: sort.unwrap_or_default().to_owned(), text: None, number: None, at: None, id: after.id };
    match after.value {
        SortValue::Missing => {}
        SortValue::Text(text) => place.text = Some(text),
        SortValue::Number(number) => place.number = Some(number),
        SortValue::Time(at) => place.at = Some(at),
    }
    BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(&place).unwrap_or_default())
}

pub(super) fn read(sort: Option<&str>, cursor: Option<&str>) -> Result<Option<After>, Problem> {
    let Some(cursor) = cursor else { return Ok(None) };
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok();
    let place = bytes.and_then(|bytes| serde_json::from_slice::<Place>(&bytes).ok());
    let place = place.filter(|place| place.sort == sort.unwrap_or_default());
    let refuse =
        || Refusal::new(Code::MalformedQuery).detail("cursor is not one of ours, or of another order");
    let place = place.ok_or_else(refuse)?;
    let value = match (place.text, place.number, place.at) {
        (Some(text), _, _) => SortValue::Text(text),
        (_, Some(number), _) => SortValue::Number(number),
        (_, _, Some(at)) => SortValue::Time(at),
        _ => SortValue::Missing,
    };
    Ok(Some(After { value, id: place.id }))
}
