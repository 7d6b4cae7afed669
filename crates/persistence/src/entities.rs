//! One SeaORM entity per table: columns and their privacy declarations, no behaviour. Never exported.

use domain::privacy::{Declared, TablePrivacy};

pub(crate) mod activities;
pub(crate) mod deliveries;
pub(crate) mod field_origins;
pub(crate) mod jobs;
pub(crate) mod lead_emails;
pub(crate) mod lead_phones;
pub(crate) mod leads;
pub(crate) mod meetings;
pub(crate) mod members;
pub(crate) mod registrations;
pub(crate) mod sign_in_sessions;
pub(crate) mod users;
pub(crate) mod workspaces;
pub(crate) mod zoom_authorizations;
pub(crate) mod zoom_connections;

/// What every table declares about its columns, by table name.
pub const PRIVACY: &[TablePrivacy] = &[
    activities::Model::PRIVACY,
    deliveries::Model::PRIVACY,
    field_origins::Model::PRIVACY,
    jobs::Model::PRIVACY,
    lead_emails::Model::PRIVACY,
    lead_phones::Model::PRIVACY,
    leads::Model::PRIVACY,
    meetings::Model::PRIVACY,
    members::Model::PRIVACY,
    registrations::Model::PRIVACY,
    sign_in_sessions::Model::PRIVACY,
    users::Model::PRIVACY,
    workspaces::Model::PRIVACY,
    zoom_authorizations::Model::PRIVACY,
    zoom_connections::Model::PRIVACY,
];
