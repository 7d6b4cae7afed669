//! Who may do what: the only place that knows the rules. The HTTP layer asks it about a kind of act, use cases
//! about a record.

use crate::{
    ids::{MemberId, TeamId},
    team::LeadScope,
    words::words,
    workspace::Role,
};

words! {
    Permission {
        /// See who changed what.
        AuditRead = "audit_read",
        /// See inbound deliveries and why one failed.
        DeliveriesRead = "deliveries_read",
        LeadsRead = "leads_read",
        /// Create, edit, move, tag, delete and restore the leads that one sees.
        LeadsWrite = "leads_write",
        /// Give colleagues roles, scopes and teams.
        MembersManage = "members_manage",
        /// Say why a special category of data may be kept.
        PrivacyManage = "privacy_manage",
        PrivacyRead = "privacy_read",
        /// One's own sign-in session.
        SessionManage = "session_manage",
        /// Pipelines, tags and everything else that a workspace works with.
        SettingsManage = "settings_manage",
        /// Link and unlink Zoom accounts.
        ZoomManage = "zoom_manage",
        ZoomRead = "zoom_read",
    }
}

/// May a member with `role` do this kind of thing at all?
pub fn allows(role: Role, permission: Permission) -> bool {
    match permission {
        Permission::LeadsRead
        | Permission::PrivacyRead
        | Permission::SessionManage
        | Permission::ZoomRead => true,
        Permission::LeadsWrite => role != Role::Viewer,
        Permission::PrivacyManage => role == Role::Owner,
        Permission::AuditRead
        | Permission::DeliveriesRead
        | Permission::MembersManage
        | Permission::SettingsManage
        | Permission::ZoomManage => matches!(role, Role::Owner | Role::Admin),
    }
}

/// Everything that `role` may do, for screens that show only what works.
pub fn permissions(role: Role) -> Vec<Permission> {
    Permission::ALL.iter().copied().filter(|permission| allows(role, *permission)).collect()
}

/// Which leads an actor may know of: the one rule behind every list, count, search, page, stream and job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
    /// What these people own, and what belongs to these teams.
    Limited {
        owners: Vec<MemberId>,
        teams: Vec<TeamId>,
    },
}

impl Reach {
    /// `teams` are the member's, `colleagues` the members of those.
    pub fn of(
        member: MemberId,
        role: Role,
        scope: LeadScope,
        teams: Vec<TeamId>,
        colleagues: Vec<MemberId>,
    ) -> Self {
        // Whoever can give themselves any scope sees everything anyway: better not to pretend.
        if matches!(role, Role::Owner | Role::Admin) {
            return Self::All;
        }
        match scope {
            LeadScope::All => Self::All,
            LeadScope::Own => Self::Limited { owners: vec![member], teams: Vec::new() },
            LeadScope::Team => {
                let mut owners = colleagues;
                owners.push(member);
                owners.sort_unstable();
                owners.dedup();
                Self::Limited { owners, teams }
            }
        }
    }

    pub fn includes(&self, owner: Option<MemberId>, team: Option<TeamId>) -> bool {
        match self {
            Self::All => true,
            Self::Limited { owners, teams } => {
                owner.is_some_and(|owner| owners.contains(&owner))
                    || team.is_some_and(|team| teams.contains(&team))
            }
        }
    }
}

words! {
    /// Why somebody can see a lead.
    Because {
        /// They own it.
        Owner = "owner",
        /// A colleague of one of their teams owns it.
        Colleague = "colleague",
        /// It belongs to one of their teams.
        Team = "team",
        /// Their role sees every lead.
        Role = "role",
        /// Their scope is every lead.
        Scope = "scope",
    }
}

/// Why a member can see a lead; `None` if they cannot.
pub fn because(
    member: MemberId,
    role: Role,
    reach: &Reach,
    owner: Option<MemberId>,
    team: Option<TeamId>,
) -> Option<Because> {
    if !reach.includes(owner, team) {
        return None;
    }
    Some(match reach {
        _ if owner == Some(member) => Because::Owner,
        Reach::All if matches!(role, Role::Owner | Role::Admin) => Because::Role,
        Reach::All => Because::Scope,
        Reach::Limited { owners, .. } if owner.is_some_and(|owner| owners.contains(&owner)) => {
            Because::Colleague
        }
        Reach::Limited { .. } => Because::Team,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_scope_reaches_as_far_as_it_says() {
        let member = |n| MemberId(Uuid::from_u128(n));
        let (me, mate, stranger, team) = (member(1), member(2), member(3), TeamId(Uuid::from_u128(9)));
        let reach = |role, scope| Reach::of(me, role, scope, vec![team], vec![me, mate]);
        let sees = |role, scope, owner, team| because(me, role, &reach(role, scope), owner, team);
        for role in [Role::Owner, Role::Admin] {
            assert_eq!(sees(role, LeadScope::Own, Some(stranger), None), Some(Because::Role));
        }
        for role in [Role::Member, Role::Viewer] {
            assert_eq!(sees(role, LeadScope::All, None, None), Some(Because::Scope));
            assert_eq!(sees(role, LeadScope::Own, Some(me), None), Some(Because::Owner));
            assert_eq!(sees(role, LeadScope::Own, Some(mate), Some(team)), None);
            assert_eq!(sees(role, LeadScope::Own, None, None), None);
            assert_eq!(sees(role, LeadScope::Team, Some(mate), None), Some(Because::Colleague));
            assert_eq!(sees(role, LeadScope::Team, Some(stranger), Some(team)), Some(Because::Team));
            assert_eq!(sees(role, LeadScope::Team, Some(stranger), None), None);
        }
    }
}
