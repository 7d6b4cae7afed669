//! Stand-ins for the outside world, for development and tests only: a Zoom that speaks its OAuth, REST and webhook
//! contract, and a mailbox that catches every mail. They listen on loopback addresses and nowhere else.

pub mod demo;
pub mod mailbox;
pub mod zoom;

mod loopback;
mod outside;
mod page;
mod random;

pub use outside::{Clock, now, seed_from_os};
