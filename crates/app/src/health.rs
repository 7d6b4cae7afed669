//! Is this process able to serve?

use crate::{App, failure::Result};
use domain::refusal::Code;

impl App {
    /// One round trip to the database: constant work, whoever asks.
    pub async fn ready(&self) -> Result<()> {
        self.0.db.ping().await.map_err(|_| Code::Unavailable)?;
        Ok(())
    }
}
