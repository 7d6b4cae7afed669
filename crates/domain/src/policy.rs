//! Who may do what: the only place that knows the rules. The HTTP layer asks it about a kind of act, use cases
//! about a record.

use crate::words::words;
use crate::workspace::Role;

words! {
    Permission {
        /// See inbound deliveries and why one failed.
        DeliveriesRead = "deliveries_read",
        LeadsRead = "leads_read",
        PrivacyRead = "privacy_read",
        /// One's own sign-in session.
        SessionManage = "session_manage",
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
        Permission::DeliveriesRead | Permission::ZoomManage => matches!(role, Role::Owner | Role::Admin),
    }
}

/// Everything that `role` may do, for screens that show only what works.
pub fn permissions(role: Role) -> Vec<Permission> {
    Permission::ALL.iter().copied().filter(|permission| allows(role, *permission)).collect()
}
