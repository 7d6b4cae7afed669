//! argon2id, off the request threads and never more than a few at once: each takes its memory for a quarter of a
//! second.

use anyhow::Context;
use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash,
};
use domain::entropy::{Entropy, random};
use std::sync::Arc;
use tokio::sync::Semaphore;

const AT_ONCE: usize = 4;

/// OWASP's floor is 19 MiB and 2 passes; configuration below that is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashingCost {
    pub memory_kib: u32,
    pub passes: u32,
}

impl HashingCost {
    pub const FLOOR: Self = Self { memory_kib: 19 * 1024, passes: 2 };
    pub const DEFAULT: Self = Self { memory_kib: 64 * 1024, passes: 3 };
}

pub(crate) struct Passwords {
    argon: Argon2<'static>,
    entropy: Arc<dyn Entropy>,
    permits: Arc<Semaphore>,
}

impl Passwords {
    pub(crate) fn new(cost: HashingCost, entropy: Arc<dyn Entropy>) -> anyhow::Result<Self> {
        let params = Params::new(cost.memory_kib, cost.passes, 1, None)
            .map_err(|error| anyhow::anyhow!("password hashing cost: {error}"))?;
        Ok(Self {
            argon: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            entropy,
            permits: Arc::new(Semaphore::new(AT_ONCE)),
        })
    }

    pub(crate) async fn hash(&self, password: String) -> anyhow::Result<String> {
        let (argon, salt) = (self.argon.clone(), random::<16>(self.entropy.as_ref()));
        self.aside(move || hash(&argon, &password, &salt)).await
    }

    /// Whether `password` has the hash `known`; with no hash the same work is done for nothing.
    pub(crate) async fn verify(&self, password: String, known: Option<String>) -> anyhow::Result<bool> {
        let argon = self.argon.clone();
        self.aside(move || match known {
            Some(known) => {
                let known =
                    PasswordHash::new(&known).map_err(|error| anyhow::anyhow!("stored hash: {error}"))?;
                Ok(argon.verify_password(password.as_bytes(), &known).is_ok())
            }
            // An unknown address takes as long as a wrong password.
            None => hash(&argon, &password, &[0; 16]).map(|_| false),
        })
        .await
    }

    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
    ) -> anyhow::Result<T> {
        let permits = Arc::clone(&self.permits);
        let permit = permits.acquire_owned().await.context("password hashing has stopped")?;
        // The permit goes with the work: a caller who hangs up leaves the work running.
        let held = move || {
            let _permit = permit;
            work()
        };
        tokio::task::spawn_blocking(held).await.context("password hashing panicked")?
    }
}

fn hash(argon: &Argon2<'_>, password: &str, salt: &[u8]) -> anyhow::Result<String> {
    let hash = argon.hash_password_with_salt(password.as_bytes(), salt);
    Ok(hash.map_err(|error| anyhow::anyhow!("password hashing: {error}"))?.to_string())
}
