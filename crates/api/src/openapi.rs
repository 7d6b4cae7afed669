//! The OpenAPI document: collected from the handlers, without a database, and the same for every caller.

use crate::{problem, routes};
use actix_web::{App, HttpResponse, Responder, get, http::header::CACHE_CONTROL};
use std::sync::LazyLock;
use utoipa::{
    OpenApi,
    openapi::{
        ContentBuilder, Ref, RefOr, ResponseBuilder, Schema,
        path::{Operation, PathItem},
        security::{ApiKey, ApiKeyValue, SecurityScheme},
    },
};
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::{Config, SwaggerUi};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Cloop",
        version = "1",
        description = "Lead management with capture from Zoom. Errors are RFC 9457 problems; lists are `{items, next_cursor}`.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    tags(
        (name = "session", description = "Signing up, in and out"),
        (name = "leads", description = "Leads and their timelines"),
        (name = "tasks", description = "What people mean to do about leads"),
        (name = "notifications", description = "What you hear of without looking for it"),
        (name = "settings", description = "What a workspace works with: pipelines, tags, people"),
        (name = "zoom", description = "Linked Zoom accounts and what they send"),
        (name = "privacy", description = "What is stored, and why"),
        (name = "system", description = "Health, and inbound webhooks"),
    ),
    components(schemas(problem::Body))
)]
struct Doc;

/// The document, ready to print.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let (_, mut document) =
        App::new().into_utoipa_app().openapi(Doc::openapi()).configure(routes::configure).split_for_parts();
    let components = document.components.get_or_insert_default();
    let cookie = ApiKeyValue::with_description(
        "__Host-session",
        "Set by signing up or in. Unsafe methods also need the header `X-Csrf`.",
    );
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    for (name, schema) in &mut components.schemas {
        if let RefOr::T(schema) = schema {
            refer_to_items(name, schema);
            // A view carries every field, `null` included; a body says itself what may be left out.
            if !name.ends_with("Body") {
                require_everything(schema);
            }
        }
    }
    for item in document.paths.paths.values_mut() {
        for (_, operation) in operations(item) {
            operation.responses.responses.insert("default".to_owned(), any_problem());
        }
    }
    document
}

/// Every operation can end in a problem; saying so once here, no handler can forget it.
fn any_problem() -> RefOr<utoipa::openapi::Response> {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let response = ResponseBuilder::new().description("A problem").content(problem::CONTENT_TYPE, content);
    RefOr::T(response.build())
}

/// The derive writes the item's schema into the page's; a reference gives clients one type for both.
fn refer_to_items(name: &str, schema: &mut Schema) {
    let (Some(item), Schema::Object(page)) = (name.strip_prefix("Page_"), schema) else { return };
    page.properties.insert("items".to_owned(), Ref::from_schema_name(item).to_array_builder().into());
}

fn require_everything(schema: &mut Schema) {
    match schema {
        Schema::Object(object) => object.required = object.properties.keys().cloned().collect(),
        Schema::AllOf(parts) => {
            for part in &mut parts.items {
                if let RefOr::T(part) = part {
                    require_everything(part);
                }
            }
        }
        _ => {}
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let methods = [
        ("DELETE", &mut item.delete),
        ("GET", &mut item.get),
        ("PATCH", &mut item.patch),
        ("POST", &mut item.post),
        ("PUT", &mut item.put),
    ];
    methods.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

static TEXT: LazyLock<String> = LazyLock::new(|| openapi().to_json().unwrap_or_default());

/// Path template → methods, for telling a wrong method from a wrong path.
static METHODS: LazyLock<Vec<(String, Vec<&'static str>)>> = LazyLock::new(|| {
    let paths = openapi().paths.paths;
    let methods = |mut item: PathItem| operations(&mut item).map(|(method, _)| method).collect();
    paths.into_iter().map(|(path, item)| (path, methods(item))).collect()
});

/// The methods that the document gives this path; none if it does not know the path.
pub(crate) fn methods_of(path: &str) -> &'static [&'static str] {
    let fits = |template: &str| {
        let (mut a, mut b) = (template.split('/'), path.split('/'));
        loop {
            match (a.next(), b.next()) {
                (None, None) => return true,
                (Some(a), Some(b)) if a == b || (a.starts_with('{') && !b.is_empty()) => {}
                _ => return false,
            }
        }
    };
    METHODS.iter().find(|(template, _)| fits(template)).map_or(&[], |(_, methods)| methods)
}

#[get("/openapi.json")]
pub(crate) async fn get_openapi() -> impl Responder {
    HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((CACHE_CONTROL, "no-cache"))
        .body(TEXT.as_str())
}

/// The reference for people, from our own origin.
pub(crate) fn reference() -> SwaggerUi {
    SwaggerUi::new("/docs/{_:.*}").config(Config::from("/openapi.json").validator_url("none"))
}
