//! People who sign in.

use crate::{email::Email, refusal::Violation, text};

pub const NAME_MAX: usize = 120;
pub const PASSWORD_MIN: usize = 12;
pub const PASSWORD_MAX: usize = 256;

/// Checks the shape of a new password: length only. No composition rules; whether it is guessable is asked of
/// an estimator in the use case.
pub fn check_password_length(pointer: &str, password: &str) -> Result<(), Violation> {
    let length = password.chars().count();
    if (PASSWORD_MIN..=PASSWORD_MAX).contains(&length) {
        return Ok(());
    }
    Err(Violation::new(pointer, "length", format!("Use {PASSWORD_MIN} to {PASSWORD_MAX} characters.")))
}

/// What a person gives to sign up, parsed.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub name: String,
    pub email: Email,
}

impl NewUser {
    pub fn parse(name: &str, email: &str) -> Result<Self, Vec<Violation>> {
        let name = text::line(name, NAME_MAX)
            .ok_or_else(|| Violation::new("/name", "required", "Tell us your name."));
        let email = Email::parse(email)
            .map_err(|_| Violation::new("/email", "email", "This does not look like an email address."));
        match (name, email) {
            (Ok(name), Ok(email)) => Ok(Self { name, email }),
            (name, email) => Err([name.err(), email.err()].into_iter().flatten().collect()),
        }
    }
}
