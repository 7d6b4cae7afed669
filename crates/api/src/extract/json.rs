//! A JSON body: the right media type, a sane size, the right shape, and valid fields. Each failure says where.

use crate::{extract::inbound, problem::Problem};
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web::BytesMut};
use domain::refusal::{Code, Refusal, Violation};
use futures_util::future::LocalBoxFuture;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_path_to_error::{Path, Segment};
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

const BODY_MAX: usize = 64 << 10;

pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = read(request, payload);
        Box::pin(async move { parse(&body.await?).map(Self).map_err(Problem::from) })
    }
}

/// The bytes of a body that says it is JSON.
pub(super) fn read(
    request: &HttpRequest,
    payload: &mut Payload,
) -> impl Future<Output = Result<BytesMut, Problem>> + 'static {
    // A merge patch (RFC 7396) is what our patches are.
    let is_json = ["application/json", "application/merge-patch+json"]
        .iter()
        .any(|kind| request.content_type().eq_ignore_ascii_case(kind));
    let payload = payload.take();
    async move {
        if is_json {
            inbound::read(payload, BODY_MAX).await
        } else {
            Err(Problem::code(Code::UnsupportedMediaType))
        }
    }
}

/// For a field of a patch: `null` takes the value away, which is not the same as leaving it out.
pub(crate) fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

pub(super) fn parse<T: DeserializeOwned + Validate>(body: &[u8]) -> Result<T, Refusal> {
    // A list would be taken for an object's values in their order.
    if body.trim_ascii_start().starts_with(b"[") {
        return Err(Refusal::invalid(vec![Violation::new("", "type", "The body must be an object.")]));
    }
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value: T = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let pointer = pointer(error.path());
        let cause = error.into_inner();
        if let Some(name) = missing_field(&cause) {
            let pointer = format!("{pointer}/{}", escape(&name));
            Refusal::invalid(vec![Violation::new(&pointer, "required", "This is needed.")])
        } else if cause.is_data() {
            Refusal::invalid(vec![Violation::new(&pointer, "type", cause.to_string())])
        } else {
            Refusal::new(Code::MalformedBody).detail(cause.to_string())
        }
    })?;
    deserializer.end().map_err(|error| Refusal::new(Code::MalformedBody).detail(error.to_string()))?;
    value.validate().map_err(|errors| {
        let mut violations = Vec::new();
        collect("", &errors, &mut violations);
        violations.sort_by(|a, b| a.pointer.cmp(&b.pointer));
        Refusal::invalid(violations)
    })?;
    Ok(value)
}

/// Serde says it in words only.
fn missing_field(error: &serde_json::Error) -> Option<String> {
    let text = error.to_string();
    let (name, _) = text.strip_prefix("missing field `")?.split_once('`')?;
    Some(name.to_owned())
}

/// RFC 6901: `~` and `/` inside a name are escaped.
fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn pointer(path: &Path) -> String {
    let segment = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", escape(key)),
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    };
    path.iter().map(segment).collect()
}

fn collect(prefix: &str, errors: &ValidationErrors, violations: &mut Vec<Violation>) {
    for (field, kind) in errors.errors() {
        let pointer = format!("{prefix}/{}", escape(field));
        match kind {
            ValidationErrorsKind::Field(errors) => violations.extend(errors.iter().map(|error| {
                let detail = error.message.as_ref().map_or("This value is not allowed.", AsRef::as_ref);
                Violation::new(&pointer, &error.code, detail)
            })),
            ValidationErrorsKind::Struct(inner) => collect(&pointer, inner, violations),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(&format!("{pointer}/{index}"), inner, violations);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[validate(nested)]
        inner: Vec<Inner>,
    }

    #[derive(Debug, Deserialize, Validate)]
    struct Inner {
        #[validate(length(min = 2))]
        name: String,
    }

    fn refusal(body: &str) -> (Code, Vec<String>) {
        let refusal = parse::<Outer>(body.as_bytes()).unwrap_err();
        (refusal.code, refusal.violations.into_iter().map(|violation| violation.pointer).collect())
    }

    #[test]
    fn a_wrong_field_is_pointed_at() {
        assert_eq!(
            refusal(r#"{"inner":[{"name":"ok"},{"name":7}]}"#),
            (Code::Invalid, vec!["/inner/1/name".into()])
        );
        assert_eq!(refusal(r#"{"inner":[{"name":"x"}]}"#), (Code::Invalid, vec!["/inner/0/name".into()]));
        assert_eq!(refusal(r#"{"inner":[],"a/b~c":1}"#), (Code::Invalid, vec!["/a~1b~0c".into()]));
        assert_eq!(refusal("{}"), (Code::Invalid, vec!["/inner".into()]));
        assert_eq!(refusal(r#"{"inner":[{}]}"#), (Code::Invalid, vec!["/inner/0/name".into()]));
        for malformed in ["", "{", "nonsense", r#"{"inner":[]} x"#, "\u{0}"] {
            assert_eq!(refusal(malformed).0, Code::MalformedBody, "{malformed:?}");
        }
        assert_eq!(parse::<Outer>(br#"{"inner":[{"name":"ok"}]}"#).unwrap().inner[0].name, "ok");
    }
}
