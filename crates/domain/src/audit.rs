//! The audit: who changed what a workspace works with, and which leads were taken away or brought back.

use crate::words::words;

/// How long an entry is kept; the `days(…)` that its columns declare.
pub const DAYS: i64 = 365;

words! {
    AuditAction {
        /// A member to a team.
        Added = "added",
        Changed = "changed",
        Connected = "connected",
        Created = "created",
        Deleted = "deleted",
        Disconnected = "disconnected",
        /// Another lead became part of it.
        Merged = "merged",
        /// And came out of it again.
        Parted = "parted",
        /// A member from a team.
        Removed = "removed",
        Restored = "restored",
        Undone = "undone",
    }
}

words! {
    /// What was acted on.
    AuditObject {
        AssignmentRule = "assignment_rule",
        /// One act on many leads.
        Bulk = "bulk",
        Field = "field",
        Lead = "lead",
        Member = "member",
        Pipeline = "pipeline",
        ScoringRule = "scoring_rule",
        Stage = "stage",
        Tag = "tag",
        Team = "team",
        /// A shared one: others are nobody else's business.
        View = "view",
        ZoomConnection = "zoom_connection",
    }
}
