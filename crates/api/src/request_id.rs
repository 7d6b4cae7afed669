//! The request's id: in the answer's header, in every problem, and in every log line written on its behalf.

use std::{future::Future, rc::Rc};
use tokio::task_local;

task_local! {
    static CURRENT: Rc<str>;
}

/// The id of the request that this task serves, if it serves one.
pub fn current() -> Option<String> {
    CURRENT.try_with(|id| id.to_string()).ok()
}

pub(crate) async fn scope<F: Future>(id: &str, work: F) -> F::Output {
    CURRENT.scope(Rc::from(id), work).await
}
