//! What custom fields hold: as clients write it, checked against the fields as they are.

use crate::{Ctx, failure::Result};
use chrono::{Datelike, NaiveDate};
use domain::{
    clock::{Instant, latest},
    field::{Field, FieldKind, FieldValue, PrivacyClass, Wrong},
    ids::{LeadId, MemberId, OptionId},
    lead::FieldOriginKind,
    money::Money,
    refusal::{Refusal, Violation},
};
use persistence::{WorkspaceTx, fields, fields::Held, members, teams};
use serde_json::{Map, Value, json};

/// One field's new value; `None` takes it away.
type Parsed = (Field, Option<FieldValue>);

/// Everything that is wrong is said at once, at `/custom/<key>`.
async fn parse(tx: &WorkspaceTx, given: &Map<String, Value>, country: Option<&str>) -> Result<Vec<Parsed>> {
    let known = fields::list(tx).await?;
    let (mut parsed, mut wrong) = (Vec::new(), Vec::new());
    for (key, raw) in given {
        let mut refuse = |code: &str, detail: &str| {
            let key = key.chars().take(100).collect::<String>().replace('~', "~0").replace('/', "~1");
            wrong.push(Violation::new(&format!("/custom/{key}"), code, detail));
        };
        let Some(field) = known.iter().find(|field| field.key == *key) else {
            refuse("unknown", "There is no such field.");
            continue;
        };
        if !field.is_active() {
            refuse("field_quarantined", "This field is in quarantine until an owner records a lawful basis.");
            continue;
        }
        match value(field, raw, country) {
            Ok(Some(FieldValue::Member(member))) if !teams::is_member(tx, member).await? => {
                refuse("unknown", "There is no such member.");
            }
            Ok(value) => parsed.push((field.clone(), value)),
            Err(detail) => refuse("value", detail),
        }
    }
    if wrong.is_empty() { Ok(parsed) } else { Err(Refusal::invalid(wrong).into()) }
}

fn value(field: &Field, raw: &Value, country: Option<&str>) -> Result<Option<FieldValue>, Wrong> {
    if raw.is_null() {
        return Ok(None);
    }
    let some = |value: FieldValue| Ok(Some(value));
    let text = raw.as_str();
    let option = |raw: &Value| raw.as_str().and_then(|id| id.parse::<OptionId>().ok());
    match field.kind {
        kind if kind.is_text() => FieldValue::text(kind, text.ok_or("This is a text.")?, country),
        FieldKind::Number => some(FieldValue::number(raw.as_f64().ok_or("This is a number.")?)?),
        FieldKind::Checkbox => some(FieldValue::Checkbox(raw.as_bool().ok_or("This is true or false.")?)),
        FieldKind::Date => {
            let date = text.and_then(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok());
            let date = date.filter(|date| (1..=9_999).contains(&date.year()));
            some(FieldValue::Date(date.ok_or("This is a date (2026-11-22).")?))
        }
        FieldKind::DateTime => {
            let at = text.and_then(|text| chrono::DateTime::parse_from_rfc3339(text).ok());
            let at = at.map(|at| at.to_utc()).filter(|at| (Instant::UNIX_EPOCH..latest()).contains(at));
            some(FieldValue::DateTime(
                at.ok_or("This is a time with its zone (2026-11-22T09:00:00Z), from 1970 to 2037.")?,
            ))
        }
        FieldKind::Member => {
            let member = text.and_then(|id| id.parse::<MemberId>().ok());
            some(FieldValue::Member(member.ok_or("This is a member's id.")?))
        }
        FieldKind::Money => {
            let amount = raw.get("amount_minor").and_then(Value::as_i64);
            let currency = raw.get("currency").and_then(Value::as_str);
            let money = amount.zip(currency).and_then(|(amount, currency)| Money::new(amount, currency));
            some(FieldValue::Money(
                money.ok_or("This is an amount in minor units and an ISO 4217 currency.")?,
            ))
        }
        FieldKind::Choice => FieldValue::options(field, &[option(raw).ok_or("This is an option's id.")?]),
        _ => {
            let chosen: Option<Vec<OptionId>> =
                raw.as_array().and_then(|list| list.iter().map(option).collect());
            FieldValue::options(field, &chosen.ok_or("These are ids of options.")?)
        }
    }
}

/// Writes what is new. Returns the changes as the timeline tells them.
pub(super) async fn write(
    ctx: &Ctx,
    tx: &WorkspaceTx,
    lead: LeadId,
    before: &[Held],
    given: &Map<String, Value>,
    country: Option<&str>,
) -> Result<Vec<Value>> {
    let mut changes = Vec::new();
    for (field, new) in parse(tx, given, country).await? {
        let old = before.iter().find(|held| held.key == field.key).map(|held| &held.value);
        if old == new.as_ref() {
            continue;
        }
        fields::set(tx, lead, field.id, new.as_ref(), FieldOriginKind::Member, ctx.now()).await?;
        // A timeline outlives the field; what needed a basis must not stay behind in it.
        let tells = field.class != PrivacyClass::Special && field.suspicion().is_none();
        let (from, to) = if tells {
            (readable(tx, &field, old).await?, readable(tx, &field, new.as_ref()).await?)
        } else {
            (None, None)
        };
        let name = format!("custom.{}", field.key);
        changes.push(json!({"field": name, "label": field.name, "from": from, "to": to}));
    }
    if !changes.is_empty() {
        persistence::leads::index(tx, &[lead]).await?;
    }
    Ok(changes)
}

async fn readable(tx: &WorkspaceTx, field: &Field, value: Option<&FieldValue>) -> Result<Option<String>> {
    let Some(value) = value else { return Ok(None) };
    let names = match value {
        FieldValue::Member(id) => members::cards(tx, [*id]).await?,
        _ => std::collections::HashMap::new(),
    };
    Ok(Some(value.readable(field, |id| names.get(&id).map(|card| card.name.clone()))))
}
