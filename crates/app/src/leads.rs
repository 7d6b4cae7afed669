//! Leads as people work on them. What captures them is `zoom::process`.

mod access;
mod bin;
mod create;
mod custom;
pub(crate) mod filter;
mod follow;
pub(crate) mod form;
mod list;
mod merge;
mod tag;
mod timeline;
mod undo_merge;
mod update;
mod view;
pub(crate) mod write;

pub(crate) use access::sees;
pub use access::{Access, access};
pub use bin::{delete, restore};
pub use create::create;
pub use follow::{Event, follow};
pub use form::{Change, LeadForm};
pub use list::{Count, Query, count, list, search};
pub(crate) use list::{calendar, selection};
pub use merge::{Merge, MergeForm, merge, merges};
pub use persistence::{
    fields::Held,
    leads::{After, Email, LeadRow, Origin},
    registrations::Registration,
};
pub use tag::{tag, untag};
pub use timeline::{TimelineEntry, timeline};
pub use undo_merge::{Undone, undo_merge};
pub use update::update;
pub use view::{LeadPage, view};
