//! A mailbox that accepts every mail over SMTP, keeps it in memory and shows it on a page. It never passes mail on.

mod mail;
mod server;
mod smtp;
mod store;
mod web;

pub use mail::Mail;
pub use server::Mailbox;
