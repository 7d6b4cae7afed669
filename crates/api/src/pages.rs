//! The SPA, inside the binary: hashed assets that browsers keep for ever, and one page that they always ask for.

use crate::problem::Problem;
use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    http::header::{
        ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, ETAG, EntityTag, HeaderValue, IF_NONE_MATCH, VARY,
    },
};
use domain::refusal::Code;
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../frontend/dist"]
#[allow_missing = true]
struct Dist;

/// Compressed at build time; the better one first.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// A file of the build, or nothing.
pub(crate) fn asset(request: &HttpRequest) -> Option<HttpResponse> {
    let path = request.path().trim_start_matches('/');
    // The build's own notes are not for browsers.
    if path.starts_with('.')
        || path.is_empty()
        || path == "index.html"
        || ENCODINGS.iter().any(|(_, suffix)| path.ends_with(suffix))
    {
        return None;
    }
    let is_hashed = path.starts_with("assets/");
    let cache = if is_hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
    file(request, path, cache)
}

/// The page that every address of the SPA shows.
pub(crate) fn index(request: &HttpRequest) -> HttpResponse {
    file(request, "index.html", "no-cache").unwrap_or_else(|| Problem::code(Code::NotFound).error_response())
}

fn file(request: &HttpRequest, path: &str, cache: &'static str) -> Option<HttpResponse> {
    let plain = Dist::get(path)?;
    let accepted =
        request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let encoded = ENCODINGS.iter().find_map(|(name, suffix)| {
        let is_accepted = accepted.split(',').any(|word| word.trim().split(';').next() == Some(name));
        if is_accepted { Dist::get(&format!("{path}{suffix}")).map(|file| (*name, file)) } else { None }
    });
    let (encoding, file) = encoded.map_or((None, plain), |(name, file)| (Some(name), file));

    let etag = etag(&file, encoding).to_string();
    let is_known =
        request.headers().get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes());
    let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((CACHE_CONTROL, HeaderValue::from_static(cache)))
        .insert_header((VARY, HeaderValue::from_static("accept-encoding")))
        .insert_header((ETAG, etag));
    if is_known {
        return Some(response.finish());
    }
    if let Some(encoding) = encoding {
        response.insert_header((CONTENT_ENCODING, encoding));
    }
    let media_type = mime_guess::from_path(path).first_or_octet_stream();
    Some(response.content_type(media_type.essence_str()).body(file.data.into_owned()))
}

fn etag(file: &EmbeddedFile, encoding: Option<&str>) -> EntityTag {
    let digest: String =
        file.metadata.sha256_hash().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    EntityTag::new_strong(format!("{digest}-{}", encoding.unwrap_or("plain")))
}
