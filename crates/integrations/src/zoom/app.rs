//! The operator's Zoom app: its credentials and the gateway built from them.

use crate::{
    egress::{Egress, base_url},
    zoom::{oauth, payload, signature::Secrets},
};
use domain::{
    clock::Instant,
    ports::{
        BoxFuture, Opened, SecretIndex, SignatureError, SignedRequest, ZoomAuthorizationError, ZoomGateway,
    },
    zoom::{ZoomEvent, ZoomIdentity},
};
use secrecy::SecretString;
use url::Url;

pub struct ZoomConfig {
    pub client_id: String,
    pub client_secret: SecretString,
    /// The current secret token first, then previous ones while rotating.
    pub webhook_secrets: Vec<SecretString>,
    pub oauth_url: String,
    pub api_url: String,
}

pub struct ZoomApp {
    pub(super) client_id: String,
    pub(super) client_secret: SecretString,
    pub(super) oauth_url: Url,
    pub(super) api_url: Url,
    pub(super) egress: Egress,
    secrets: Secrets,
}

impl ZoomApp {
    pub fn new(config: ZoomConfig, egress: Egress) -> anyhow::Result<Self> {
        Ok(Self {
            oauth_url: base_url(&config.oauth_url, "CLOOP_ZOOM_OAUTH_URL")?,
            api_url: base_url(&config.api_url, "CLOOP_ZOOM_API_URL")?,
            secrets: Secrets::new(&config.webhook_secrets)?,
            client_id: config.client_id,
            client_secret: config.client_secret,
            egress,
        })
    }
}

impl ZoomGateway for ZoomApp {
    fn authorize_url(&self, redirect_url: &str, state: &str, code_challenge: &str) -> String {
        oauth::authorize_url(self, redirect_url, state, code_challenge)
    }

    fn identify<'a>(
        &'a self,
        code: &'a str,
        redirect_url: &'a str,
        code_verifier: &'a str,
    ) -> BoxFuture<'a, Result<ZoomIdentity, ZoomAuthorizationError>> {
        Box::pin(oauth::identify(self, code, redirect_url, code_verifier))
    }

    fn verify(&self, request: SignedRequest<'_>, now: Instant) -> Result<SecretIndex, SignatureError> {
        self.secrets.verify(request, now)
    }

    fn open(&self, body: &[u8], secret: SecretIndex) -> Opened {
        payload::open(body, |token| self.secrets.answer(secret, token))
    }

    fn read(&self, body: &[u8]) -> Result<ZoomEvent, String> {
        payload::read(body)
    }
}
