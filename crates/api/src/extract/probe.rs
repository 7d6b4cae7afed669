//! Somebody who asks whether the service is well, and may do nothing else with it.

use crate::{extract::shared, problem::Problem};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use app::App;
use std::future::{Ready, ready};

pub(crate) struct Probe(App);

impl Probe {
    pub(crate) async fn is_ready(&self) -> Result<(), Problem> {
        Ok(self.0.ready().await?)
    }
}

impl FromRequest for Probe {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(shared(request).map(|shared| Self(shared.app.clone())))
    }
}
