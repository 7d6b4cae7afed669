//! The operator's Zoom app.

use super::secret;
use anyhow::{Context, bail};
use clap::Args;
use integrations::zoom::ZoomConfig;
use secrecy::{ExposeSecret, SecretString};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct ZoomArgs {
    /// Client ID of the Zoom app; leave empty to run without Zoom
    #[arg(long, env = "CLOOP_ZOOM_CLIENT_ID")]
    zoom_client_id: Option<String>,
    /// Client secret of the Zoom app
    #[arg(long, env = "CLOOP_ZOOM_CLIENT_SECRET", hide_env_values = true)]
    zoom_client_secret: Option<SecretString>,
    /// A file that holds the client secret
    #[arg(long, env = "CLOOP_ZOOM_CLIENT_SECRET_FILE")]
    zoom_client_secret_file: Option<PathBuf>,
    /// Secret token of the Zoom app's webhooks; while rotating, the new one, a comma, the old one
    #[arg(long, env = "CLOOP_ZOOM_WEBHOOK_SECRET", hide_env_values = true)]
    zoom_webhook_secret: Option<SecretString>,
    /// A file that holds the webhook secret
    #[arg(long, env = "CLOOP_ZOOM_WEBHOOK_SECRET_FILE")]
    zoom_webhook_secret_file: Option<PathBuf>,
    /// Zoom's OAuth host; another one only for a stand-in
    #[arg(long, env = "CLOOP_ZOOM_OAUTH_URL", default_value = "https://zoom.us")]
    zoom_oauth_url: String,
    /// Zoom's API host; another one only for a stand-in
    #[arg(long, env = "CLOOP_ZOOM_API_URL", default_value = "https://api.zoom.us")]
    zoom_api_url: String,
}

impl ZoomArgs {
    /// `None` without a client ID. Half a configuration is refused: an app that cannot verify would accept anything
    /// or lose everything.
    pub(crate) fn config(&self) -> anyhow::Result<Option<ZoomConfig>> {
        let (value, file) = (self.zoom_client_secret.as_ref(), self.zoom_client_secret_file.as_deref());
        let client_secret = secret::one_of("CLOOP_ZOOM_CLIENT_SECRET", value, file)?;
        let (value, file) = (self.zoom_webhook_secret.as_ref(), self.zoom_webhook_secret_file.as_deref());
        let webhook_secret = secret::one_of("CLOOP_ZOOM_WEBHOOK_SECRET", value, file)?;
        let client_id = self.zoom_client_id.as_deref().map(str::trim).filter(|id| !id.is_empty());
        let Some(client_id) = client_id else {
            let is_set = |secret: Option<SecretString>| {
                secret.is_some_and(|secret| !secret.expose_secret().is_empty())
            };
            if is_set(client_secret) || is_set(webhook_secret) {
                bail!("a Zoom secret is set without CLOOP_ZOOM_CLIENT_ID");
            }
            return Ok(None);
        };
        let client_secret = client_secret.context("CLOOP_ZOOM_CLIENT_SECRET is missing")?;
        if client_secret.expose_secret().trim().is_empty() {
            bail!("CLOOP_ZOOM_CLIENT_SECRET is empty");
        }
        let webhook_secret = webhook_secret.context("CLOOP_ZOOM_WEBHOOK_SECRET is missing")?;
        let secrets =
            webhook_secret.expose_secret().split(',').map(|secret| SecretString::from(secret.trim()));
        Ok(Some(ZoomConfig {
            client_id: client_id.to_owned(),
            client_secret,
            webhook_secrets: secrets.collect(),
            oauth_url: self.zoom_oauth_url.clone(),
            api_url: self.zoom_api_url.clone(),
        }))
    }
}
