//! How colleagues, teams and leads appear in other resources.

use app::{
    MemberCard,
    people::{Colleague, Team},
};
use domain::ids::{LeadId, MemberId, TeamId};
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

impl From<Colleague> for MemberRef {
    fn from(colleague: Colleague) -> Self {
        Self { id: colleague.id, name: colleague.name }
    }
}

pub(crate) fn refs(cards: Vec<MemberCard>) -> Vec<MemberRef> {
    cards.into_iter().map(MemberRef::from).collect()
}

/// A lead, by what it is called.
#[derive(Serialize, ToSchema)]
pub(crate) struct LeadRef {
    pub(crate) id: LeadId,
    pub(crate) display_name: String,
}

/// A team of the workspace.
#[derive(Serialize, ToSchema)]
pub(crate) struct TeamRef {
    id: TeamId,
    name: String,
}

impl From<Team> for TeamRef {
    fn from(team: Team) -> Self {
        Self { id: team.id, name: team.name }
    }
}
