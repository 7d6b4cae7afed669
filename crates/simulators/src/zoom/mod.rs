//! A simulated Zoom: OAuth, the REST calls an integration needs, and signed webhook deliveries with Zoom's retries.
//! It keeps everything in memory and forgets it when it stops.

mod account;
mod config;
mod control;
mod delivery;
mod event;
mod fault;
mod installation;
mod invent;
mod meeting;
mod oauth;
mod registrant;
mod registration;
mod rest;
mod send;
mod server;
mod signature;
mod user;

pub use account::Zoom;
pub use config::{DeliverySettings, DuplicateIds, Mint, TokenKind, ZoomSimConfig};
pub use delivery::{Attempt, AttemptOutcome, Counts, Delivery, DeliveryState};
pub use fault::{Endpoint, Fault, RateLimit, RateWindow};
pub use meeting::{
    Approval, DEFAULT_MEETING, DEFAULT_WEBINAR, Meeting, MeetingKind, Occurrence, TrackingSource,
};
pub use oauth::Consent;
pub use registrant::{Answer, CancelledBy, Registrant, Registration, RegistrationStatus};
pub use send::UrlValidation;
pub use server::ZoomSim;
pub use signature::WebhookSecret;
pub use user::{COLLEAGUE, DEFAULT_HOST, STRANGER, ZoomUser};
