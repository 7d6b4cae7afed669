//! Mail over SMTP: TLS from the first byte (`smtps`) or before anything is said (`smtp`, STARTTLS required); plain only to
//! this machine.

use anyhow::{Context, bail};
use domain::ports::{BoxFuture, Mail, MailError, Mailer};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::{
        PoolConfig,
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;
use url::{Host, Url};

const TIMEOUT: Duration = Duration::from_secs(20);
const CONNECTIONS: u32 = 2;

pub struct MailConfig {
    /// `smtps://user:password@host:465`, or `smtp://…:587`.
    pub smtp_url: SecretString,
    /// `Name <address>`, or an address.
    pub from: String,
}

pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl SmtpMailer {
    pub fn new(config: &MailConfig) -> anyhow::Result<Self> {
        let from = config.from.parse().context("CLOOP_MAIL_FROM is not an address")?;
        Ok(Self { transport: transport(config.smtp_url.expose_secret())?, from })
    }

    fn message(&self, mail: Mail) -> anyhow::Result<Message> {
        let to = Mailbox::new(Some(mail.to_name), mail.to.parse().context("the recipient's address")?);
        Ok(Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(mail.subject)
            .message_id(Some(format!("<{}>", mail.message_id)))
            // Out-of-office answers to it help nobody (RFC 3834).
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text)?)
    }
}

impl Mailer for SmtpMailer {
    fn send(&self, mail: Mail) -> BoxFuture<'_, Result<(), MailError>> {
        Box::pin(async move {
            let message = self.message(mail).map_err(|error| MailError::Refused(error.to_string()))?;
            self.transport.send(message).await.map_err(|error| reason(&error))?;
            Ok(())
        })
    }
}

/// Without the server's words, which often quote the recipient.
fn reason(error: &lettre::transport::smtp::Error) -> MailError {
    let code = error.status().map_or_else(String::new, |code| format!(" with {code}"));
    if error.is_permanent() {
        return MailError::Refused(format!("it answered{code}"));
    }
    let what = if error.is_timeout() { "no answer in time" } else { "no connection, or not for now" };
    MailError::Unavailable(format!("{what}{code}"))
}

fn transport(url: &str) -> anyhow::Result<AsyncSmtpTransport<Tokio1Executor>> {
    // The URL carries a password, so no error quotes it.
    let url = Url::parse(url).ok().context("CLOOP_SMTP_URL is not a URL")?;
    let host = url.host_str().context("CLOOP_SMTP_URL names no host")?.to_owned();
    let is_loopback = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name == "127.0.0.1",
        None => false,
    };
    let tls = || TlsParameters::new(host.clone()).context("TLS");
    let (tls, port) = match url.scheme() {
        "smtps" => (Tls::Wrapper(tls()?), 465),
        "smtp" if is_loopback => (Tls::None, 25),
        "smtp" => (Tls::Required(tls()?), 587),
        _ => bail!("CLOOP_SMTP_URL must start with smtps:// or smtp://"),
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&host)
        .tls(tls)
        .port(url.port().unwrap_or(port))
        .timeout(Some(TIMEOUT))
        .pool_config(PoolConfig::new().max_size(CONNECTIONS));
    if let Some(password) = url.password() {
        let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
        builder = builder.credentials(Credentials::new(decode(url.username()), decode(password)));
    }
    Ok(builder.build())
}

/// Nobody sat down to write this mail.
#[derive(Clone)]
struct AutoSubmitted;

impl lettre::message::header::Header for AutoSubmitted {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
