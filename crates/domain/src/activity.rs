//! The timeline of a lead: append-only entries, each with a kind and a detail of its own.

use crate::words::words;

words! {
    ActivityKind {
        AssignedByRule = "assigned_by_rule",
        FieldsChanged = "fields_changed",
        LeadCreated = "lead_created",
        LeadDeleted = "lead_deleted",
        LeadRestored = "lead_restored",
        NoteAdded = "note_added",
        /// Another lead became part of this one.
        Merged = "merged",
        /// This lead became part of another one.
        MergedAway = "merged_away",
        /// Two leads are two again.
        MergeUndone = "merge_undone",
        OwnerChanged = "owner_changed",
        Registered = "registered",
        StageChanged = "stage_changed",
        Tagged = "tagged",
        TaskAdded = "task_added",
        TaskCompleted = "task_completed",
        TaskDeleted = "task_deleted",
        TaskReopened = "task_reopened",
        Untagged = "untagged",
    }
}

impl ActivityKind {
    /// Whether a member who does this has answered the person, and not only kept the record in order.
    pub fn is_response(self) -> bool {
        !matches!(self, Self::LeadCreated | Self::MergeUndone | Self::Merged | Self::MergedAway)
    }
}
