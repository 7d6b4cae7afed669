//! Encryption at rest for what is stored but not searched: AES-256-GCM-SIV, bound to the row it stands in.

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use domain::entropy::{Entropy, random};

const VERSION: u8 = 1;

pub(crate) struct Sealer(LessSafeKey);

#[derive(Debug, thiserror::Error)]
#[error("a sealed value cannot be opened with this key")]
pub(crate) struct Unopenable;

impl Sealer {
    #[expect(clippy::expect_used, reason = "the key's length is the algorithm's, by its type")]
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        Self(LessSafeKey::new(UnboundKey::new(&AES_256_GCM_SIV, key).expect("a 256-bit key")))
    }

    /// Version, nonce, ciphertext, tag. `row` must be given again to open it.
    #[expect(clippy::expect_used, reason = "sealing fails only beyond 64 GiB")]
    pub(crate) fn seal(&self, entropy: &dyn Entropy, row: &[u8], plain: &[u8]) -> Vec<u8> {
        let nonce = random::<NONCE_LEN>(entropy);
        let mut sealed = Vec::with_capacity(1 + NONCE_LEN + plain.len() + AES_256_GCM_SIV.tag_len());
        sealed.push(VERSION);
        sealed.extend_from_slice(&nonce);
        let mut body = plain.to_vec();
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(row), &mut body)
            .expect("a body that fits in memory can be sealed");
        sealed.append(&mut body);
        sealed
    }

    pub(crate) fn open(&self, row: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Unopenable> {
        let (version, rest) = sealed.split_first().ok_or(Unopenable)?;
        let (nonce, body) = rest.split_at_checked(NONCE_LEN).ok_or(Unopenable)?;
        if *version != VERSION {
            return Err(Unopenable);
        }
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Unopenable)?;
        let mut body = body.to_vec();
        let length = self.0.open_in_place(nonce, Aad::from(row), &mut body).map_err(|_| Unopenable)?.len();
        body.truncate(length);
        Ok(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entropy::TestEntropy;

    #[test]
    fn opens_only_in_its_own_row_and_unchanged() {
        let sealer = Sealer::new(&[7; 32]);
        let sealed = sealer.seal(&TestEntropy::seeded(1), b"row 1", b"body");
        assert_eq!(sealer.open(b"row 1", &sealed).unwrap(), b"body");
        assert!(!sealed.windows(4).any(|bytes| bytes == b"body"));
        assert!(sealer.open(b"row 2", &sealed).is_err());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(sealer.open(b"row 1", &changed).is_err());
        }
        assert!(sealer.open(b"row 1", &[]).is_err());
    }
}
