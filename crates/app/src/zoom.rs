//! Everything between Zoom and a workspace's leads.

mod authorize;
mod connect;
mod deliveries;
mod disconnect;
pub(crate) mod inbox;
mod overview;
pub(crate) mod process;
mod receive;

pub use authorize::{Authorization, authorize};
pub use connect::connect;
pub use deliveries::deliveries;
pub use disconnect::disconnect;
pub use overview::{ConnectionCard, EVENTS, Overview, overview};
pub use persistence::deliveries::Delivery;
pub use receive::{InboundRequest, Receipt, receive};
