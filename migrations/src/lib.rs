//! The history of the schema, one engine-neutral step per file. See `README.md` before adding one.

use sea_orm_migration::{MigrationTrait, async_trait};
pub use sea_orm_migration::{MigratorTrait, SchemaManager};

mod m20261122_090000_create_workspaces;
mod m20261122_090100_create_sign_in_sessions;
mod m20261122_090200_create_zoom_connections;
mod m20261122_090300_create_jobs;
mod m20261122_090400_create_deliveries;
mod m20261122_090500_create_leads;
mod m20261122_090600_create_registrations;
mod m20261122_090700_create_activities;
mod m20261122_100000_create_teams;
mod m20261122_100100_create_pipelines;
mod m20261122_100200_extend_leads;
mod m20261122_100300_create_tags;
mod m20261122_100400_create_search_words;
mod m20261122_100500_create_idempotency_keys;
mod m20261122_100600_create_saved_views;
mod m20261122_110000_create_notes;
mod m20261122_110100_create_tasks;
mod m20261122_110200_create_notifications;
mod m20261122_110300_create_fields;
mod m20261122_120000_create_merges;
mod m20261122_120100_create_duplicates;
mod m20261122_130000_create_assignment_rules;
mod m20261122_130100_create_scoring_rules;
mod m20261122_130200_create_stage_stays;
mod m20261122_130300_create_audit_entries;
mod m20261122_140000_create_bulk_operations;
mod schema;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_090000_create_workspaces::Migration),
            Box::new(m20261122_090100_create_sign_in_sessions::Migration),
            Box::new(m20261122_090200_create_zoom_connections::Migration),
            Box::new(m20261122_090300_create_jobs::Migration),
            Box::new(m20261122_090400_create_deliveries::Migration),
            Box::new(m20261122_090500_create_leads::Migration),
            Box::new(m20261122_090600_create_registrations::Migration),
            Box::new(m20261122_090700_create_activities::Migration),
            Box::new(m20261122_100000_create_teams::Migration),
            Box::new(m20261122_100100_create_pipelines::Migration),
            Box::new(m20261122_100200_extend_leads::Migration),
            Box::new(m20261122_100300_create_tags::Migration),
            Box::new(m20261122_100400_create_search_words::Migration),
            Box::new(m20261122_100500_create_idempotency_keys::Migration),
            Box::new(m20261122_100600_create_saved_views::Migration),
            Box::new(m20261122_110000_create_notes::Migration),
            Box::new(m20261122_110100_create_tasks::Migration),
            Box::new(m20261122_110200_create_notifications::Migration),
            Box::new(m20261122_110300_create_fields::Migration),
            Box::new(m20261122_120000_create_merges::Migration),
            Box::new(m20261122_120100_create_duplicates::Migration),
            Box::new(m20261122_130000_create_assignment_rules::Migration),
            Box::new(m20261122_130100_create_scoring_rules::Migration),
            Box::new(m20261122_130200_create_stage_stays::Migration),
            Box::new(m20261122_130300_create_audit_entries::Migration),
            Box::new(m20261122_140000_create_bulk_operations::Migration),
        ]
    }
}
