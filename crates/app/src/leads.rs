//! Leads, read. What fills them is `zoom::process`.

mod follow;
mod list;
mod timeline;
mod view;

pub use follow::{Event, follow};
pub use list::list;
pub use persistence::{
    leads::{Email, LeadRow, Origin},
    registrations::Registration,
};
pub use timeline::{TimelineEntry, timeline};
pub use view::{LeadPage, view};
