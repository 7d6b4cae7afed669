//! Every table that refers to a lead, and what a merge does with its rows. A new table with a `lead_id` gets its line here;
//! a test compares the list with the live schema.

use super::image::{self, Image};
use crate::{
    DbError,
    entities::{field_origins, field_values, lead_emails, lead_phones, lead_tags},
};
use sea_orm::{EntityTrait, QueryResult};

pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) rule: Rule,
    /// What an undo that left something of it as it was calls it; `None` where the fields themselves say so.
    pub(super) called: Option<&'static str>,
}

pub(super) enum Rule {
    /// Its rows go to the survivor and come back, by their `id`.
    Moves,
    /// Rows of both leads that are alike become one: the survivor's, unless the other one's was chosen. The one that
    /// nobody needs waits at the lead that is gone.
    United(Likeness),
    /// Written anew from the lead.
    Rebuilt,
    /// About the lead itself, wherever it is.
    Stays,
}

pub(super) struct Likeness {
    /// Rows with the same value here are alike; where it is missing, the next column counts.
    pub(super) by: &'static [&'static str],
    /// Whoever changes these has edited the row. Without any, a row is only there or not.
    pub(super) facts: &'static [&'static str],
    /// The rows of a lead are in an order, which `position` says.
    pub(super) is_placed: bool,
    /// What the row needs: a row of this table, by this column.
    pub(super) needs: Option<(&'static str, &'static str)>,
    /// No two living rows of a workspace have the same value here.
    pub(super) unique: Option<&'static str>,
    pub(super) read: fn(&QueryResult) -> Result<Image, DbError>,
}

const fn like<E: EntityTrait>(by: &'static [&'static str]) -> Likeness {
    Likeness { by, facts: &[], is_placed: false, needs: None, unique: None, read: image::read::<E> }
}

const fn table(name: &'static str, rule: Rule) -> Table {
    Table { name, rule, called: None }
}

const fn named(name: &'static str, called: &'static str, rule: Rule) -> Table {
    Table { name, rule, called: Some(called) }
}

pub(super) const TABLES: &[Table] = &[
    table("activities", Rule::Moves),
    // An act on many leads is taken back from those that it was done to.
    table("bulk_items", Rule::Stays),
    table(
        "field_origins",
        Rule::United(Likeness {
            facts: &["origin", "detail", "at"],
            ..like::<field_origins::Entity>(&["field"])
        }),
    ),
    table(
        "field_values",
        Rule::United(Likeness {
            facts: &["text_value", "number_value", "currency", "time_value", "ref_value"],
            needs: Some(("custom_fields", "field_id")),
            ..like::<field_values::Entity>(&["slot"])
        }),
    ),
    named(
        "lead_emails",
        "emails",
        Rule::United(Likeness {
            is_placed: true,
            unique: Some("live_key"),
            ..like::<lead_emails::Entity>(&["normalized"])
        }),
    ),
    named(
        "lead_phones",
        "phones",
        Rule::United(Likeness { is_placed: true, ..like::<lead_phones::Entity>(&["e164", "raw"]) }),
    ),
    named(
        "lead_tags",
        "tags",
        Rule::United(Likeness { needs: Some(("tags", "tag_id")), ..like::<lead_tags::Entity>(&["tag_id"]) }),
    ),
    table("match_keys", Rule::Rebuilt),
    table("merges", Rule::Stays),
    named("notes", "notes", Rule::Moves),
    table("notifications", Rule::Moves),
    named("registrations", "registrations", Rule::Moves),
    table("search_words", Rule::Rebuilt),
    table("stage_stays", Rule::Stays),
    named("tasks", "tasks", Rule::Moves),
];
