//! The outside world: providers' wire formats, signatures and HTTP. Nothing here knows the database or our API.

mod egress;
pub mod mail;
pub mod zoom;

pub use egress::Egress;
