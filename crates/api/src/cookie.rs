//! The one cookie: strictly for signing in, bound to this host, unreadable to scripts, gone with the browser session.

use actix_web::{
    HttpMessage, HttpRequest,
    cookie::{Cookie, SameSite},
    http::header::{HeaderMap, HeaderValue, SET_COOKIE},
};

const NAME: &str = "__Host-session";

/// A cookie that the answer to this request will carry.
struct Renewed(String);

pub(crate) fn read(request: &HttpRequest) -> Option<String> {
    request.cookie(NAME).map(|cookie| cookie.value().to_owned())
}

pub(crate) fn session(token: String) -> Cookie<'static> {
    Cookie::build(NAME, token).path("/").secure(true).http_only(true).same_site(SameSite::Lax).finish()
}

pub(crate) fn removal() -> Cookie<'static> {
    let mut cookie = session(String::new());
    cookie.make_removal();
    cookie
}

pub(crate) fn renew(request: &HttpRequest, token: String) {
    request.extensions_mut().insert(Renewed(token));
}

pub(crate) fn put_renewed(request: &HttpRequest, headers: &mut HeaderMap) {
    let Some(Renewed(token)) = request.extensions_mut().remove::<Renewed>() else { return };
    // Signing out has the last word.
    if headers.contains_key(SET_COOKIE) {
        return;
    }
    if let Ok(value) = HeaderValue::from_str(&session(token).to_string()) {
        headers.append(SET_COOKIE, value);
    }
}
