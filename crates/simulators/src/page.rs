//! What the two web pages share: the style sheet, response headers, escaping. Pages load nothing from elsewhere.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      frame-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

pub(crate) fn html(status: StatusCode, body: String) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header(("content-security-policy", POLICY))
        .insert_header(("cache-control", "no-store"))
        .insert_header(("referrer-policy", "no-referrer"))
        .insert_header(("x-content-type-options", "nosniff"))
        .content_type("text/html; charset=utf-8")
        .body(body)
}

pub(crate) async fn style() -> HttpResponse {
    HttpResponse::Ok().content_type("text/css; charset=utf-8").body(include_str!("../pages/style.css"))
}

pub(crate) fn script(source: &'static str) -> HttpResponse {
    HttpResponse::Ok().content_type("text/javascript; charset=utf-8").body(source)
}

pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
