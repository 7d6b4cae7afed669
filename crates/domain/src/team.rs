//! Teams, and how far a member sees.

use crate::words::words;

pub const NAME_MAX: usize = 60;
pub const TEAMS_MAX: usize = 200;

words! {
    /// Which leads a member sees.
    LeadScope {
        /// Those they own.
        Own = "own",
        /// Also those of their teams, and of the colleagues in them.
        Team = "team",
        All = "all",
    }
}
