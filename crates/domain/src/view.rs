//! Saved views: a filter, an order and columns under a name.

use crate::words::words;

pub const NAME_MAX: usize = 40;
pub const VIEWS_MAX: usize = 200;
pub const COLUMNS_MAX: usize = 40;
pub const COLUMN_NAME_MAX: usize = 64;

words! {
    /// Who sees a view. What it lists is what the looker may see, whoever made it.
    Visibility {
        Private = "private",
        Workspace = "workspace",
    }
}
