//! Zoom: authorization, signed webhooks, and what their payloads mean.

mod app;
mod oauth;
mod payload;
mod registration;
mod signature;

pub use app::{ZoomApp, ZoomConfig};
