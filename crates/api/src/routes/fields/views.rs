//! What clients see of custom fields and of what they hold.

use crate::routes::{money::MoneyValue, people::MemberRef};
use app::{fields, leads::Held};
use chrono::{DateTime, Utc};
use domain::{
    field::{FieldKind, FieldState, FieldValue, LawfulBasis, PrivacyClass},
    ids::{FieldId, OptionId},
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// A field that the workspace has added to its leads.
#[derive(Serialize, ToSchema)]
#[schema(as = Field)]
pub(crate) struct FieldView {
    id: FieldId,
    /// Grows with every change; also the ETag.
    version: i32,
    /// Its name in `custom` of a lead, and in filters as `custom.<key>`. Never changes.
    key: String,
    name: String,
    kind: FieldKind,
    /// What a choice offers, in its order.
    options: Vec<FieldOptionView>,
    privacy_class: PrivacyClass,
    /// In quarantine a field holds nothing as far as anybody can tell, and takes nothing.
    state: FieldState,
    /// Why it needs a lawful basis.
    quarantine_reason: Option<String>,
    basis: Option<BasisView>,
    position: i32,
}

#[derive(Serialize, ToSchema)]
#[schema(as = FieldOption)]
pub(crate) struct FieldOptionView {
    id: OptionId,
    label: String,
}

/// Why a special category may be kept (Art. 9(2) GDPR), as an owner has recorded it.
#[derive(Serialize, ToSchema)]
#[schema(as = FieldBasis)]
pub(crate) struct BasisView {
    kind: LawfulBasis,
    note: Option<String>,
    recorded_by: Option<MemberRef>,
    recorded_at: DateTime<Utc>,
}

impl From<fields::FieldView> for FieldView {
    fn from(view: fields::FieldView) -> Self {
        let field = view.field;
        let option =
            |option: domain::field::FieldOption| FieldOptionView { id: option.id, label: option.label };
        Self {
            state: field.state(),
            quarantine_reason: field.suspicion(),
            basis: field.basis.map(|basis| BasisView {
                kind: basis.kind,
                note: basis.note,
                recorded_by: view.basis_by.map(MemberRef::from),
                recorded_at: basis.recorded_at,
            }),
            id: field.id,
            version: field.version,
            key: field.key,
            name: field.name,
            kind: field.kind,
            options: field.options.into_iter().map(option).collect(),
            privacy_class: field.class,
            position: field.position,
        }
    }
}

/// Values by their fields' keys.
pub(crate) fn custom(held: Vec<Held>) -> Map<String, Value> {
    held.into_iter().map(|held| (held.key, value(held.value))).collect()
}

/// As clients write it, too.
fn value(value: FieldValue) -> Value {
    match value {
        FieldValue::Text(text) => Value::from(text),
        FieldValue::Number(micros) => number(micros),
        FieldValue::Money(money) => json!(MoneyValue::from(money)),
        FieldValue::Date(date) => Value::from(date.to_string()),
        FieldValue::DateTime(at) => json!(at),
        FieldValue::Choice(id) => json!(id),
        FieldValue::Options(chosen) => json!(chosen),
        FieldValue::Checkbox(checked) => Value::from(checked),
        FieldValue::Member(id) => json!(id),
    }
}

#[expect(clippy::cast_precision_loss, reason = "its range was checked when it came in")]
fn number(micros: i64) -> Value {
    if micros % 1_000_000 == 0 { Value::from(micros / 1_000_000) } else { Value::from(micros as f64 / 1e6) }
}
