//! How a colleague appears in other resources.

use app::MemberCard;
use domain::ids::MemberId;
use serde::Serialize;
use utoipa::ToSchema;

/// A member of the workspace.
#[derive(Serialize, ToSchema)]
pub(crate) struct MemberRef {
    id: MemberId,
    name: String,
}

impl From<MemberCard> for MemberRef {
    fn from(card: MemberCard) -> Self {
        Self { id: card.id, name: card.name }
    }
}
