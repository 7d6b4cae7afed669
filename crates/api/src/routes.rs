//! Every route. Bodies and views live beside their handler.

mod deliveries;
mod events;
mod health;
mod hooks;
mod leads;
mod people;
mod privacy;
mod session;
mod zoom;

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
                .service(leads::get_lead)
                .service(leads::list_lead_activities)
                .service(events::stream_events)
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
