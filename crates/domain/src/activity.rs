//! The timeline of a lead: append-only entries, each with a kind and a detail of its own.

use crate::words::words;

words! {
    ActivityKind {
        AssignedByRule = "assigned_by_rule",
        FieldsChanged = "fields_changed",
        LeadCreated = "lead_created",
        LeadDeleted = "lead_deleted",
        LeadRestored = "lead_restored",
        OwnerChanged = "owner_changed",
        Registered = "registered",
        StageChanged = "stage_changed",
        Tagged = "tagged",
        Untagged = "untagged",
    }
}
