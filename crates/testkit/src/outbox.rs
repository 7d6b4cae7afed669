//! A mail server that keeps what it gets.

use domain::ports::{BoxFuture, Mail, MailError, Mailer};
use std::sync::{Mutex, PoisonError};

#[derive(Default)]
pub struct Outbox(Mutex<Vec<Mail>>);

impl Outbox {
    /// What was sent since the last time.
    pub fn take(&self) -> Vec<Mail> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Mailer for Outbox {
    fn send(&self, mail: Mail) -> BoxFuture<'_, Result<(), MailError>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(mail);
        Box::pin(async { Ok(()) })
    }
}
