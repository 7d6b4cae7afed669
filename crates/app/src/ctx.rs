//! An actor's reach: the only handle through which a handler gets at data, and it has a member in it.

use crate::{
    failure::{Failure, Result},
    rules,
    state::{App, State},
};
use domain::{actor::Member, clock::Instant, policy::Reach};
use persistence::{WorkspaceDb, WorkspaceTx};
use uuid::Uuid;

pub struct Ctx {
    app: App,
    pub member: Member,
    reach: Reach,
}

impl Ctx {
    /// Only signing in and authenticating make one.
    pub(crate) fn new(app: App, member: Member, reach: Reach) -> Self {
        Self { app, member, reach }
    }

    pub(crate) fn state(&self) -> &State {
        &self.app.0
    }

    pub(crate) fn now(&self) -> Instant {
        self.state().clock.now()
    }

    pub(crate) fn new_uuid(&self) -> Uuid {
        self.state().new_uuid()
    }

    pub(crate) fn reach(&self) -> &Reach {
        &self.reach
    }

    pub(crate) fn read(&self) -> WorkspaceDb {
        self.state().db.read_as(self.member.workspace_id, self.reach.clone())
    }

    pub(crate) async fn write<T>(&self, work: impl AsyncFn(&WorkspaceTx) -> Result<T, Failure>) -> Result<T> {
        let state = self.state();
        let work = async |tx: &WorkspaceTx| {
            let value = work(tx).await?;
            rules::rescore(state, tx).await?;
            Ok(value)
        };
        state.db.write_as(self.member.workspace_id, self.reach.clone(), work).await
    }
}
