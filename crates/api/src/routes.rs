//! Every route. Bodies and views live beside their handler.

mod audit;
mod bulk;
mod deliveries;
mod duplicates;
mod events;
mod fields;
mod health;
mod hooks;
mod leads;
mod members;
mod money;
mod notes;
mod notifications;
mod people;
mod pipelines;
mod privacy;
mod reports;
mod rules;
mod session;
mod tags;
mod tasks;
mod views;
mod zoom;

use actix_web::{HttpResponse, HttpResponseBuilder, http::header};
use serde::Serialize;
use utoipa_actix_web::{scope, service_config::ServiceConfig};

pub(crate) fn configure(config: &mut ServiceConfig) {
    config
        .service(
            scope("/api/v1")
                .service(session::sign_up)
                .service(session::sign_in)
                .service(session::get_session)
                .service(session::sign_out)
                .service(leads::list_leads)
                .service(leads::count_leads)
                .service(leads::search_leads)
                .service(leads::create_lead)
                .service(leads::get_lead)
                .service(leads::update_lead)
                .service(leads::delete_lead)
                .service(leads::restore_lead)
                .service(leads::tag_lead)
                .service(leads::untag_lead)
                .service(leads::get_lead_score)
                .service(leads::list_lead_access)
                .service(audit::list_lead_audit)
                .service(leads::list_lead_activities)
                .service(notes::list_lead_notes)
                .service(notes::create_note)
                .service(notes::update_note)
                .service(notes::delete_note)
                .service(notes::restore_note)
                .service(tasks::list_tasks)
                .service(tasks::get_task_summary)
                .service(tasks::create_task)
                .service(tasks::get_task)
                .service(tasks::update_task)
                .service(tasks::delete_task)
                .service(tasks::restore_task)
                .service(notifications::list_notifications)
                .service(notifications::count_unread_notifications)
                .service(notifications::read_notifications)
                .service(notifications::read_notification)
                .service(notifications::unread_notification)
                .service(notifications::list_notification_settings)
                .service(notifications::update_notification_settings)
                .service(leads::merge_lead)
                .service(leads::list_lead_merges)
                .service(leads::undo_merge)
                .service(bulk::create_bulk)
                .service(bulk::list_bulks)
                .service(bulk::get_bulk)
                .service(bulk::cancel_bulk)
                .service(bulk::undo_bulk)
                .service(duplicates::list_duplicates)
                .service(duplicates::count_duplicates)
                .service(duplicates::list_lead_duplicates)
                .service(duplicates::dismiss_duplicate)
                .service(duplicates::restore_duplicate)
                .service(events::stream_events)
                .service(views::list_views)
                .service(views::create_view)
                .service(views::update_view)
                .service(views::delete_view)
                .service(tags::list_tags)
                .service(tags::create_tag)
                .service(tags::update_tag)
                .service(tags::delete_tag)
                .service(fields::list_fields)
                .service(fields::create_field)
                .service(fields::update_field)
                .service(fields::delete_field)
                .service(fields::record_field_basis)
                .service(fields::withdraw_field_basis)
                .service(pipelines::list_pipelines)
                .service(pipelines::create_pipeline)
                .service(pipelines::update_pipeline)
                .service(pipelines::delete_pipeline)
                .service(pipelines::get_pipeline_totals)
                .service(pipelines::create_stage)
                .service(pipelines::update_stage)
                .service(pipelines::delete_stage)
                .service(members::list_members)
                .service(members::update_member)
                .service(members::list_teams)
                .service(members::create_team)
                .service(members::update_team)
                .service(members::delete_team)
                .service(members::add_team_member)
                .service(members::remove_team_member)
                .service(rules::list_assignment_rules)
                .service(rules::create_assignment_rule)
                .service(rules::try_assignment_rules)
                .service(rules::update_assignment_rule)
                .service(rules::delete_assignment_rule)
                .service(rules::list_scoring_rules)
                .service(rules::create_scoring_rule)
                .service(rules::try_scoring_rules)
                .service(rules::update_scoring_rule)
                .service(rules::delete_scoring_rule)
                .service(reports::get_report)
                .service(audit::list_audit_entries)
                .service(zoom::get_zoom)
                .service(zoom::start_zoom_authorization)
                .service(zoom::connect_zoom)
                .service(zoom::disconnect_zoom)
                .service(deliveries::list_deliveries)
                .service(privacy::get_data_map),
        )
        .service(hooks::receive_zoom_delivery)
        .service(health::get_health)
        .service(health::get_readiness);
}

/// A record with its version as the ETag, which `If-Match` names later.
fn versioned(mut response: HttpResponseBuilder, version: i32, view: impl Serialize) -> HttpResponse {
    response.insert_header((header::ETAG, format!("\"{version}\""))).json(view)
}
