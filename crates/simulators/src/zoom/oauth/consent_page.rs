//! The page on which a person picks a Zoom user and allows or declines.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::authorize::{AuthorizationRequest, Consent};
use crate::page::{escape, html};
use crate::zoom::account::Zoom;

/// What the form adds to the request, which stays in the query.
#[derive(Deserialize)]
pub(super) struct Decision {
    decision: String,
    user_id: String,
}

pub(super) async fn show(
    zoom: Data<Zoom>,
    request: HttpRequest,
    query: Query<AuthorizationRequest>,
) -> HttpResponse {
    if let Err(error) = zoom.check(&query) {
        return refused(&error);
    }
    let auto_consent = zoom.known.lock().auto_consent.clone();
    match auto_consent {
        Some(consent) => redirect(&zoom, &query, &consent),
        None => html(StatusCode::OK, page(&zoom, request.query_string(), &query)),
    }
}

pub(super) async fn decide(
    zoom: Data<Zoom>,
    query: Query<AuthorizationRequest>,
    form: Form<Decision>,
) -> HttpResponse {
    let Decision { decision, user_id } = form.into_inner();
    let consent = if decision == "allow" { Consent::Allow { user_id } } else { Consent::Decline };
    redirect(&zoom, &query, &consent)
}

fn redirect(zoom: &Zoom, request: &AuthorizationRequest, consent: &Consent) -> HttpResponse {
    match zoom.conclude(request, consent) {
        Ok(target) => HttpResponse::Found()
            .insert_header(("location", target))
            .insert_header(("referrer-policy", "no-referrer"))
            .insert_header(("cache-control", "no-store"))
            .finish(),
        Err(error) => refused(&error),
    }
}

fn refused(error: &anyhow::Error) -> HttpResponse {
    let message = escape(&error.to_string());
    let body = include_str!("../../../pages/refused.html").replace("{{message}}", &message);
    html(StatusCode::BAD_REQUEST, body)
}

fn page(zoom: &Zoom, query: &str, request: &AuthorizationRequest) -> String {
    let users = zoom.users().into_iter().enumerate().map(|(place, user)| {
        format!(
            r#"<label class="choice"><input type="radio" name="user_id" value="{}"{}>
               <span><strong>{}</strong><small>{} · account {}</small></span></label>"#,
            escape(&user.id),
            if place == 0 { " checked" } else { "" },
            escape(&user.display_name),
            escape(&user.email),
            escape(&user.account_id),
        )
    });
    let scopes = zoom.config.scopes.iter().map(|scope| format!("<li><code>{}</code></li>", escape(scope)));
    include_str!("../../../pages/consent.html")
        .replace("{{action}}", &escape(&format!("/oauth/authorize?{query}")))
        .replace("{{app}}", &escape(&zoom.config.app_name))
        .replace("{{redirect}}", &escape(request.redirect_uri.as_deref().unwrap_or_default()))
        .replace("{{scopes}}", &scopes.collect::<String>())
        .replace("{{users}}", &users.collect::<String>())
}
