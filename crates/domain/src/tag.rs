//! Tags: words of a workspace's own, with a colour.

use crate::words::words;

pub const NAME_MAX: usize = 40;
pub const TAGS_MAX: usize = 500;

words! {
    TagColor {
        Gray = "gray",
        Red = "red",
        Orange = "orange",
        Yellow = "yellow",
        Green = "green",
        Teal = "teal",
        Blue = "blue",
        Purple = "purple",
        Pink = "pink",
    }
}
