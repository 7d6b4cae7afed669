//! The page of the mailbox and its JSON. The HTML of a mail is shown in a sandboxed frame under a policy that loads
//! nothing: a mail must not be able to touch the page or to call home.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Json, Path, ServiceConfig, get, post};
use serde_json::Value;

use super::store::Store;
use crate::page;

const MAIL_POLICY: &str =
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

pub(super) fn routes(service: &mut ServiceConfig) {
    service
        .route("/", get().to(show))
        .route("/sim/style.css", get().to(page::style))
        .route("/sim/mailbox.js", get().to(script))
        .route("/sim/messages", get().to(messages))
        .route("/sim/messages/{id}/html", get().to(html))
        .route("/sim/messages/{id}/raw", get().to(raw))
        .route("/sim/clear", post().to(clear));
}

async fn show() -> HttpResponse {
    page::html(StatusCode::OK, include_str!("../../pages/mailbox.html").to_owned())
}

async fn script() -> HttpResponse {
    page::script(include_str!("../../pages/mailbox.js"))
}

async fn messages(store: Data<Arc<Store>>) -> HttpResponse {
    HttpResponse::Ok().json(store.all())
}

async fn html(store: Data<Arc<Store>>, id: Path<u64>) -> HttpResponse {
    let Some(html) = store.get(*id).and_then(|mail| mail.html) else {
        return HttpResponse::NotFound().finish();
    };
    HttpResponse::Ok()
        .insert_header(("content-security-policy", MAIL_POLICY))
        .insert_header(("referrer-policy", "no-referrer"))
        .insert_header(("x-content-type-options", "nosniff"))
        .content_type("text/html; charset=utf-8")
        .body(html)
}

async fn raw(store: Data<Arc<Store>>, id: Path<u64>) -> HttpResponse {
    let Some(mail) = store.get(*id) else {
        return HttpResponse::NotFound().finish();
    };
    HttpResponse::Ok()
        .insert_header(("x-content-type-options", "nosniff"))
        .content_type("text/plain; charset=utf-8")
        .body(mail.raw)
}

async fn clear(store: Data<Arc<Store>>, _body: Json<Value>) -> HttpResponse {
    store.clear();
    HttpResponse::Ok().json(serde_json::json!({}))
}
