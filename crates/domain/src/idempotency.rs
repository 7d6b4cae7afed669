//! Creating once, however often a client asks.

use crate::words::words;

/// Longer keys are refused.
pub const KEY_MAX: usize = 255;
/// How long a key is remembered.
pub const HOURS: i64 = 24;

words! {
    /// What a key was given for: the same key for something else is something else.
    Operation {
        CreateField = "create_field",
        CreateBulk = "create_bulk",
        CreateAssignmentRule = "create_assignment_rule",
        CreateLead = "create_lead",
        CreateNote = "create_note",
        CreatePipeline = "create_pipeline",
        CreateScoringRule = "create_scoring_rule",
        CreateStage = "create_stage",
        CreateTag = "create_tag",
        CreateTask = "create_task",
        CreateView = "create_view",
    }
}
