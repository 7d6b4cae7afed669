//! One SeaORM entity per table: columns and their privacy declarations, no behaviour. Never exported.

use domain::privacy::{Declared, TablePrivacy};

pub(crate) mod activities;
pub(crate) mod assignment_rules;
pub(crate) mod assignment_targets;
pub(crate) mod audit_entries;
pub(crate) mod bulk_items;
pub(crate) mod bulk_operations;
pub(crate) mod custom_fields;
pub(crate) mod deliveries;
pub(crate) mod duplicates;
pub(crate) mod field_options;
pub(crate) mod field_origins;
pub(crate) mod field_values;
pub(crate) mod idempotency_keys;
pub(crate) mod jobs;
pub(crate) mod lead_emails;
pub(crate) mod lead_phones;
pub(crate) mod lead_tags;
pub(crate) mod leads;
pub(crate) mod match_keys;
pub(crate) mod meetings;
pub(crate) mod members;
pub(crate) mod merges;
pub(crate) mod notes;
pub(crate) mod notification_choices;
pub(crate) mod notifications;
pub(crate) mod pipelines;
pub(crate) mod registrations;
pub(crate) mod saved_views;
pub(crate) mod scoring_rules;
pub(crate) mod search_words;
pub(crate) mod sign_in_sessions;
pub(crate) mod stage_stays;
pub(crate) mod stages;
pub(crate) mod tags;
pub(crate) mod tasks;
pub(crate) mod team_members;
pub(crate) mod teams;
pub(crate) mod users;
pub(crate) mod workspaces;
pub(crate) mod zoom_authorizations;
pub(crate) mod zoom_connections;

/// What every table declares about its columns, by table name.
pub const PRIVACY: &[TablePrivacy] = &[
    activities::Model::PRIVACY,
    custom_fields::Model::PRIVACY,
    assignment_rules::Model::PRIVACY,
    assignment_targets::Model::PRIVACY,
    audit_entries::Model::PRIVACY,
    bulk_items::Model::PRIVACY,
    bulk_operations::Model::PRIVACY,
    deliveries::Model::PRIVACY,
    field_options::Model::PRIVACY,
    duplicates::Model::PRIVACY,
    field_origins::Model::PRIVACY,
    field_values::Model::PRIVACY,
    idempotency_keys::Model::PRIVACY,
    jobs::Model::PRIVACY,
    lead_emails::Model::PRIVACY,
    lead_phones::Model::PRIVACY,
    lead_tags::Model::PRIVACY,
    leads::Model::PRIVACY,
    match_keys::Model::PRIVACY,
    meetings::Model::PRIVACY,
    members::Model::PRIVACY,
    notes::Model::PRIVACY,
    notification_choices::Model::PRIVACY,
    notifications::Model::PRIVACY,
    merges::Model::PRIVACY,
    pipelines::Model::PRIVACY,
    registrations::Model::PRIVACY,
    saved_views::Model::PRIVACY,
    scoring_rules::Model::PRIVACY,
    search_words::Model::PRIVACY,
    sign_in_sessions::Model::PRIVACY,
    stage_stays::Model::PRIVACY,
    stages::Model::PRIVACY,
    tags::Model::PRIVACY,
    tasks::Model::PRIVACY,
    team_members::Model::PRIVACY,
    teams::Model::PRIVACY,
    users::Model::PRIVACY,
    workspaces::Model::PRIVACY,
    zoom_authorizations::Model::PRIVACY,
    zoom_connections::Model::PRIVACY,
];
