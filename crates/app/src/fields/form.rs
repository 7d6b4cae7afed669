//! What a client wants of a field.

use crate::{Ctx, failure::Result};
use domain::{
    field::{Field, FieldKind, FieldOption, OPTIONS_MAX, PrivacyClass, label},
    ids::{FieldId, OptionId},
    refusal::{Refusal, Violation},
};
use std::collections::HashSet;

/// What is left out stays; a new field needs name, kind and class.
#[derive(Clone, Debug, Default)]
pub struct FieldForm {
    pub name: Option<String>,
    pub kind: Option<FieldKind>,
    /// All of them, in their order. One without an id is new.
    pub options: Option<Vec<OptionForm>>,
    pub class: Option<PrivacyClass>,
    pub position: Option<i32>,
}

#[derive(Clone, Debug)]
pub struct OptionForm {
    pub id: Option<OptionId>,
    pub label: String,
}

impl FieldForm {
    pub(super) fn new_field(&self, ctx: &Ctx, id: FieldId) -> Result<Field> {
        let kind = self.kind.unwrap_or(FieldKind::Text);
        let empty = Field {
            id,
            key: String::new(),
            name: String::new(),
            kind,
            options: Vec::new(),
            class: PrivacyClass::Ordinary,
            basis: None,
            position: 0,
            version: 1,
        };
        let options = self.options.clone().or(kind.has_options().then(Vec::new));
        let named = Self { name: Some(self.name.clone().unwrap_or_default()), options, ..self.clone() };
        named.fill(ctx, empty)
    }

    /// The field as the form wants it, or everything that is wrong with the form.
    pub(super) fn fill(&self, ctx: &Ctx, mut field: Field) -> Result<Field> {
        let mut wrong = Vec::new();
        if let Some(name) = &self.name {
            match label(name) {
                Some(name) => field.name = name,
                None => wrong.push(Violation::new("/name", "required", "Give it a name.")),
            }
        }
        if let Some(options) = &self.options {
            field.options = parse_options(ctx, &field, options, &mut wrong);
        }
        field.class = self.class.unwrap_or(field.class);
        field.position = self.position.unwrap_or(field.position);
        if wrong.is_empty() { Ok(field) } else { Err(Refusal::invalid(wrong).into()) }
    }
}

fn parse_options(
    ctx: &Ctx,
    field: &Field,
    options: &[OptionForm],
    wrong: &mut Vec<Violation>,
) -> Vec<FieldOption> {
    if !field.kind.has_options() && !options.is_empty() {
        wrong.push(Violation::new("/options", "kind", "Only choices have options."));
        return Vec::new();
    }
    if field.kind.has_options() && !(1..=OPTIONS_MAX).contains(&options.len()) {
        let detail = format!("A choice has 1 to {OPTIONS_MAX} options.");
        wrong.push(Violation::new("/options", "length", detail));
        return Vec::new();
    }
    let (mut labels, mut ids, mut parsed) = (HashSet::new(), HashSet::new(), Vec::new());
    for (index, option) in options.iter().enumerate() {
        let mut refuse = |what: &str, code: &str, detail: &str| {
            wrong.push(Violation::new(&format!("/options/{index}{what}"), code, detail));
        };
        let Some(label) = label(&option.label) else {
            refuse("/label", "required", "Give it a name.");
            continue;
        };
        if !labels.insert(domain::fold::key(&label)) {
            refuse("/label", "twice", "Another option has this name.");
        }
        match option.id {
            Some(id) if !field.options.iter().any(|known| known.id == id) => {
                refuse("/id", "unknown", "The field has no such option.");
            }
            Some(id) if !ids.insert(id) => refuse("/id", "twice", "This option is there already."),
            id => parsed.push(FieldOption { id: id.unwrap_or_else(|| OptionId(ctx.new_uuid())), label }),
        }
    }
    parsed
}
