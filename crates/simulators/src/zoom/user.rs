//! The people of the simulated Zoom: two of one account, one of another.

use anyhow::Context;
use serde_json::{Map, Value, json};

const PROFILE: &str = include_str!("../../../../fixtures/zoom/oauth/users_me.json");

/// Somebody with a Zoom account who may add the app and host meetings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoomUser {
    pub id: String,
    pub account_id: String,
    pub display_name: String,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
}

impl ZoomUser {
    pub fn new(id: &str, account_id: &str, first_name: &str, last_name: &str, email: &str) -> Self {
        Self {
            id: id.to_owned(),
            account_id: account_id.to_owned(),
            display_name: format!("{first_name} {last_name}"),
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            email: email.to_owned(),
        }
    }

    /// The answer of `GET /v2/users/me`: the recorded profile with this user's own values.
    pub(crate) fn profile(&self) -> anyhow::Result<Value> {
        let mut profile: Map<String, Value> =
            serde_json::from_str(PROFILE).context("users_me.json is broken")?;
        let own = [
            ("id", &self.id),
            ("account_id", &self.account_id),
            ("display_name", &self.display_name),
            ("first_name", &self.first_name),
            ("last_name", &self.last_name),
            ("email", &self.email),
        ];
        for (field, value) in own {
            profile.insert(field.to_owned(), json!(value));
        }
        Ok(Value::Object(profile))
    }
}

/// The host of all default meetings.
pub const DEFAULT_HOST: &str = "hi0U7g8cds5hnsn4teUJzQ";
/// Another host of the same Zoom account.
pub const COLLEAGUE: &str = "Yt8VqzRkT2mXw4nBcD6eFg";
/// A host of a different Zoom account.
pub const STRANGER: &str = "pL3sKd9fQ0aZx7cVbN1mWw";

pub(crate) fn default_users() -> Vec<ZoomUser> {
    let account = "lQyxNqOX6NeFicw5AjGBOg";
    let other_account = "aT5rGh2jKl8wEr4tYuI0oP";
    vec![
        ZoomUser::new(DEFAULT_HOST, account, "Maren", "Ostrow", "maren.host@example.com"),
        ZoomUser::new(COLLEAGUE, account, "Tobiah", "Lindqvist", "tobiah.lindqvist@example.com"),
        ZoomUser::new(STRANGER, other_account, "Odile", "Navarro", "odile.navarro@example.org"),
    ]
}
