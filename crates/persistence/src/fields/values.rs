//! What custom fields hold for leads. Quarantined fields hold nothing as far as readers can tell.

use crate::{DbError, WorkspaceDb, WorkspaceTx, entities::field_values};
use chrono::{Datelike, NaiveDate};
use domain::{
    clock::Instant,
    field::{Field, FieldKind, FieldValue},
    fold,
    ids::{FieldId, LeadId, MemberId, OptionId},
    lead::FieldOriginKind,
    money::Money,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, HashMap};

/// A value under its field's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub key: String,
    pub value: FieldValue,
    pub origin: FieldOriginKind,
    pub set_at: Instant,
}

/// Each lead's values, in the order of the fields.
pub async fn of_leads(
    db: &WorkspaceDb,
    fields: &[Field],
    leads: impl IntoIterator<Item = LeadId>,
) -> Result<HashMap<LeadId, Vec<Held>>, DbError> {
    let active: Vec<&Field> = fields.iter().filter(|field| field.is_active()).collect();
    if active.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = field_values::Entity::find()
        .filter(field_values::Column::WorkspaceId.eq(db.workspace()))
        .filter(field_values::Column::LeadId.is_in(leads))
        .filter(field_values::Column::FieldId.is_in(active.iter().map(|field| field.id)))
        .all(&db.on())
        .await?;
    let mut parts: HashMap<(LeadId, FieldId), Vec<field_values::Model>> = HashMap::new();
    for row in rows {
        parts.entry((row.lead_id, row.field_id)).or_default().push(row);
    }
    let mut held: HashMap<LeadId, BTreeMap<usize, Held>> = HashMap::new();
    for ((lead, id), rows) in parts {
        let place = active.iter().position(|field| field.id == id);
        let Some((place, field)) = place.and_then(|place| Some((place, active.get(place)?))) else {
            continue;
        };
        if let Some(first) = rows.first()
            && let Some(value) = read(field, first, &rows)
        {
            let value = Held { key: field.key.clone(), value, origin: first.origin, set_at: first.set_at };
            held.entry(lead).or_default().insert(place, value);
        }
    }
    Ok(held.into_iter().map(|(lead, held)| (lead, held.into_values().collect())).collect())
}

fn read(field: &Field, first: &field_values::Model, rows: &[field_values::Model]) -> Option<FieldValue> {
    match field.kind {
        FieldKind::Checkbox => first.number_value.map(|number| FieldValue::Checkbox(number != 0)),
        FieldKind::Choice => first.ref_value.map(|id| FieldValue::Choice(OptionId(id))),
        FieldKind::MultiChoice => {
            let is_chosen = |option: &OptionId| rows.iter().any(|row| row.ref_value == Some(option.0));
            let options = field.options.iter().map(|option| option.id);
            let chosen: Vec<OptionId> = options.filter(is_chosen).collect();
            (!chosen.is_empty()).then_some(FieldValue::Options(chosen))
        }
        FieldKind::Date => {
            let days = i32::try_from(first.number_value?).ok()?;
            NaiveDate::from_num_days_from_ce_opt(days).map(FieldValue::Date)
        }
        FieldKind::DateTime => first.time_value.map(FieldValue::DateTime),
        FieldKind::Member => first.ref_value.map(|id| FieldValue::Member(MemberId(id))),
        FieldKind::Money => {
            Money::new(first.number_value?, first.currency.as_deref()?).map(FieldValue::Money)
        }
        FieldKind::Number => first.number_value.map(FieldValue::Number),
        FieldKind::Email | FieldKind::LongText | FieldKind::Phone | FieldKind::Text | FieldKind::Url => {
            first.text_value.clone().map(FieldValue::Text)
        }
    }
}

/// Replaces what the field holds for the lead. Both must be of this workspace.
pub async fn set(
    tx: &WorkspaceTx,
    lead: LeadId,
    field: FieldId,
    value: Option<&FieldValue>,
    origin: FieldOriginKind,
    now: Instant,
) -> Result<(), DbError> {
    field_values::Entity::delete_many()
        .filter(field_values::Column::WorkspaceId.eq(tx.workspace()))
        .filter(field_values::Column::LeadId.eq(lead))
        .filter(field_values::Column::FieldId.eq(field))
        .exec(&tx.on())
        .await?;
    let Some(value) = value else { return Ok(()) };
    let row = |slot: String| field_values::ActiveModel {
        lead_id: Set(lead),
        slot: Set(slot),
        field_id: Set(field),
        workspace_id: Set(tx.workspace()),
        text_value: Set(None),
        text_key: Set(None),
        number_value: Set(None),
        currency: Set(None),
        time_value: Set(None),
        ref_value: Set(None),
        origin: Set(origin),
        set_at: Set(now),
    };
    let single = row(field.to_string());
    let rows = match value {
        FieldValue::Text(text) => vec![field_values::ActiveModel {
            text_value: Set(Some(text.clone())),
            text_key: Set(Some(fold::key(text))),
            ..single
        }],
        FieldValue::Number(number) => {
            vec![field_values::ActiveModel { number_value: Set(Some(*number)), ..single }]
        }
        FieldValue::Checkbox(checked) => {
            vec![field_values::ActiveModel { number_value: Set(Some(i64::from(*checked))), ..single }]
        }
        FieldValue::Money(money) => vec![field_values::ActiveModel {
            number_value: Set(Some(money.amount_minor)),
            currency: Set(Some(money.currency().to_owned())),
            ..single
        }],
        FieldValue::Date(date) => {
            let days = i64::from(date.num_days_from_ce());
            vec![field_values::ActiveModel { number_value: Set(Some(days)), ..single }]
        }
        FieldValue::DateTime(at) => vec![field_values::ActiveModel { time_value: Set(Some(*at)), ..single }],
        FieldValue::Choice(id) => vec![field_values::ActiveModel { ref_value: Set(Some(id.0)), ..single }],
        FieldValue::Member(id) => vec![field_values::ActiveModel { ref_value: Set(Some(id.0)), ..single }],
        FieldValue::Options(chosen) => {
            let option = |id: &OptionId| {
                let slot = row(format!("{field}/{id}"));
                field_values::ActiveModel { ref_value: Set(Some(id.0)), ..slot }
            };
            chosen.iter().map(option).collect()
        }
    };
    if !rows.is_empty() {
        field_values::Entity::insert_many(rows).exec_without_returning(&tx.on()).await?;
    }
    Ok(())
}

/// The texts that leads are found by.
pub async fn texts(
    db: &WorkspaceDb,
    leads: impl IntoIterator<Item = LeadId>,
) -> Result<HashMap<LeadId, Vec<String>>, DbError> {
    let fields = super::list(db).await?;
    let text = |held: Held| match held.value {
        FieldValue::Text(text) => Some(text),
        _ => None,
    };
    let of_leads = of_leads(db, &fields, leads).await?.into_iter();
    Ok(of_leads.map(|(lead, held)| (lead, held.into_iter().filter_map(text).collect())).collect())
}

pub async fn has_values(db: &WorkspaceDb, field: FieldId) -> Result<bool, DbError> {
    Ok(!holders(db, field, None, 1).await?.is_empty())
}

/// Leads for which the field holds something, by id.
pub async fn holders(
    db: &WorkspaceDb,
    field: FieldId,
    after: Option<LeadId>,
    limit: u64,
) -> Result<Vec<LeadId>, DbError> {
    let mut query = field_values::Entity::find()
        .select_only()
        .column(field_values::Column::LeadId)
        .distinct()
        .filter(field_values::Column::WorkspaceId.eq(db.workspace()))
        .filter(field_values::Column::FieldId.eq(field));
    if let Some(after) = after {
        query = query.filter(field_values::Column::LeadId.gt(after));
    }
    let query = query.order_by_asc(field_values::Column::LeadId).limit(limit);
    Ok(query.into_tuple().all(&db.on()).await?)
}

/// Takes the field's values away from these leads.
pub async fn clear(tx: &WorkspaceTx, field: FieldId, leads: &[LeadId]) -> Result<(), DbError> {
    field_values::Entity::delete_many()
        .filter(field_values::Column::WorkspaceId.eq(tx.workspace()))
        .filter(field_values::Column::FieldId.eq(field))
        .filter(field_values::Column::LeadId.is_in(leads.iter().copied()))
        .exec(&tx.on())
        .await?;
    Ok(())
}

/// Nobody has chosen it any more.
pub async fn forget_option(tx: &WorkspaceTx, field: FieldId, option: OptionId) -> Result<(), DbError> {
    field_values::Entity::delete_many()
        .filter(field_values::Column::WorkspaceId.eq(tx.workspace()))
        .filter(field_values::Column::FieldId.eq(field))
        .filter(field_values::Column::RefValue.eq(option.0))
        .exec(&tx.on())
        .await?;
    Ok(())
}
