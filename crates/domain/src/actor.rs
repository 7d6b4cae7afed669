//! Who acts. Every timeline entry and every audit line names one.

use crate::{
    ids::{MemberId, SessionId, UserId, WorkspaceId},
    team::LeadScope,
    words::words,
    workspace::Role,
};

/// A member in a signed-in browser, as the session row says at this request.
#[derive(Clone, Debug)]
pub struct Member {
    pub id: MemberId,
    pub user_id: UserId,
    pub workspace_id: WorkspaceId,
    pub session_id: SessionId,
    pub role: Role,
    pub lead_scope: LeadScope,
}

words! {
    /// The kind of actor that an activity records.
    ActorKind {
        Member = "member",
        System = "system",
        Zoom = "zoom",
    }
}
