//! Pipelines: ordered stages that a lead moves through, each open, won or lost.

use crate::words::words;

pub const NAME_MAX: usize = 60;
pub const STAGES_MAX: usize = 30;
pub const PIPELINES_MAX: usize = 20;
pub const LOST_REASON_MAX: usize = 255;
pub const ROTTING_MAX: i32 = 365;

words! {
    /// What it means for a lead to stand in a stage.
    StageKind {
        Open = "open",
        Won = "won",
        Lost = "lost",
    }
}

/// A stage about to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStage {
    pub name: String,
    pub kind: StageKind,
    /// After how many days without a move a lead in it is marked as rotting.
    pub rotting_days: Option<i32>,
}

/// What a workspace starts with.
pub const FIRST_PIPELINE: &str = "Sales";

pub fn first_stages() -> Vec<NewStage> {
    let stage = |name: &str, kind| NewStage { name: name.to_owned(), kind, rotting_days: None };
    vec![
        stage("New", StageKind::Open),
        stage("Contacted", StageKind::Open),
        stage("Qualified", StageKind::Open),
        stage("Proposal", StageKind::Open),
        stage("Won", StageKind::Won),
        stage("Lost", StageKind::Lost),
    ]
}
