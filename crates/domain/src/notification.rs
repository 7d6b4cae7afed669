//! What a member hears of without looking for it.

use crate::words::words;

/// How long one is kept.
pub const DAYS: i64 = 90;

words! {
    NotificationKind {
        /// A lead was given to them.
        Assigned = "assigned",
        /// Somebody registered and is theirs.
        Captured = "captured",
        /// A note calls them.
        Mentioned = "mentioned",
        TaskAssigned = "task_assigned",
        /// A task of theirs is due, or wanted to be remembered now.
        TaskDue = "task_due",
    }
}

impl NotificationKind {
    /// What somebody who never chose hears by mail: what another person wants of them.
    pub fn is_mailed_by_default(self) -> bool {
        matches!(self, Self::Assigned | Self::Mentioned | Self::TaskAssigned | Self::TaskDue)
    }
}
