//! A body that makes something, and the key under which it makes it once.

use super::json;
use crate::problem::Problem;
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use app::IdempotencyKey;
use domain::{
    idempotency::{KEY_MAX, Operation},
    refusal::{Code, Refusal},
};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use validator::Validate;

const HEADER: &str = "idempotency-key";

pub(crate) struct Creating<T> {
    pub(crate) body: T,
    key: Option<String>,
    request_hash: [u8; 32],
}

impl<T> Creating<T> {
    pub(crate) fn key(&self, operation: Operation) -> Option<IdempotencyKey> {
        let key = self.key.clone()?;
        Some(IdempotencyKey { operation, key, request_hash: self.request_hash })
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Creating<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let key = key(request);
        let body = json::read(request, payload);
        Box::pin(async move {
            let (key, bytes) = (key?, body.await?);
            Ok(Self { body: json::parse(&bytes)?, key, request_hash: app::digest(&bytes) })
        })
    }
}

fn key(request: &HttpRequest) -> Result<Option<String>, Problem> {
    let Some(value) = request.headers().get(HEADER) else { return Ok(None) };
    let key = value.to_str().ok().filter(|key| (1..=KEY_MAX).contains(&key.len()));
    let wrong =
        || Refusal::new(Code::MalformedQuery).detail("Idempotency-Key is 1 to 255 visible ASCII characters");
    Ok(Some(key.ok_or_else(wrong)?.to_owned()))
}
