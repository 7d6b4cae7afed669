//! The only way out: one HTTP client, to hosts that the operator configured. No redirects, no proxies from the
//! environment, bounded in time and size.

use anyhow::{Context, bail};
use reqwest::{Client, RequestBuilder, StatusCode, redirect};
use std::time::Duration;
use url::{Host, Url};
use zeroize::{Zeroize, Zeroizing};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
const TOTAL_TIMEOUT: Duration = Duration::from_secs(10);
const BODY_MAX: usize = 64 << 10;

#[derive(Clone, Debug)]
pub struct Egress(Client);

/// An answer whose body is wiped from memory when it is dropped, for some answers carry tokens.
pub(crate) struct Answer {
    pub status: StatusCode,
    pub body: Zeroizing<Vec<u8>>,
}

impl Egress {
    #[expect(clippy::disallowed_methods, reason = "this is the one HTTP client")]
    pub fn new() -> anyhow::Result<Self> {
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TOTAL_TIMEOUT)
            .user_agent("Cloop")
            .build()?;
        Ok(Self(client))
    }

    pub(crate) fn get(&self, url: Url) -> RequestBuilder {
        self.0.get(url)
    }

    pub(crate) fn post(&self, url: Url) -> RequestBuilder {
        self.0.post(url)
    }
}

pub(crate) async fn send(request: RequestBuilder) -> anyhow::Result<Answer> {
    // Without the URL in the error: a query string can carry a code.
    let mut response = request.send().await.map_err(reqwest::Error::without_url).context("no answer")?;
    let status = response.status();
    // Room for all of it at once: a growing buffer leaves copies behind that nobody wipes.
    let mut body = Zeroizing::new(Vec::with_capacity(BODY_MAX));
    while let Some(chunk) =
        response.chunk().await.map_err(reqwest::Error::without_url).context("broken answer")?
    {
        if body.len() + chunk.len() > BODY_MAX {
            bail!("the answer is larger than {BODY_MAX} bytes");
        }
        body.extend_from_slice(&chunk);
        if let Ok(mut chunk) = chunk.try_into_mut() {
            chunk.as_mut().zeroize();
        }
    }
    Ok(Answer { status, body })
}

/// A provider's base URL: https, unless it is a stand-in on this machine.
pub(crate) fn base_url(text: &str, name: &str) -> anyhow::Result<Url> {
    let url = Url::parse(text).with_context(|| format!("{name} is not a URL"))?;
    let is_loopback = match url.host() {
        Some(Host::Domain(host)) => host == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback) {
        bail!("{name} must be https (plain http is for loopback only)");
    }
    Ok(url)
}
