//! The operator's mail server.

use super::secret;
use anyhow::{Context, bail};
use clap::Args;
use integrations::mail::MailConfig;
use secrecy::{ExposeSecret, SecretString};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct MailArgs {
    /// smtps://user:password@host (or smtp://, with STARTTLS); leave empty to send no mail
    #[arg(long, env = "CLOOP_SMTP_URL", hide_env_values = true)]
    smtp_url: Option<SecretString>,
    /// A file that holds the mail server's URL
    #[arg(long, env = "CLOOP_SMTP_URL_FILE")]
    smtp_url_file: Option<PathBuf>,
    /// Whom mail comes from: an address, or Name <address>
    #[arg(long, env = "CLOOP_MAIL_FROM")]
    mail_from: Option<String>,
}

impl MailArgs {
    /// `None` without a mail server.
    pub(crate) fn config(&self) -> anyhow::Result<Option<MailConfig>> {
        let url = secret::one_of("CLOOP_SMTP_URL", self.smtp_url.as_ref(), self.smtp_url_file.as_deref())?;
        let from = self.mail_from.as_deref().map(str::trim).filter(|from| !from.is_empty());
        let Some(smtp_url) = url.filter(|url| !url.expose_secret().trim().is_empty()) else {
            if from.is_some() {
                bail!("CLOOP_MAIL_FROM is set without CLOOP_SMTP_URL");
            }
            return Ok(None);
        };
        let from = from.context("CLOOP_MAIL_FROM is missing")?.to_owned();
        Ok(Some(MailConfig { smtp_url, from }))
    }
}
