//! Actix's own rejections of paths and queries, as problems.

use crate::problem::Problem;
use actix_web::web::{PathConfig, QueryConfig};
use domain::refusal::{Code, Refusal};

/// An id that is none names nothing.
pub(crate) fn path_config() -> PathConfig {
    PathConfig::default().error_handler(|_, _| Problem::code(Code::NotFound).into())
}

pub(crate) fn query_config() -> QueryConfig {
    QueryConfig::default().error_handler(|error, _| {
        Problem::from(Refusal::new(Code::MalformedQuery).detail(error.to_string())).into()
    })
}
