//! Seeded randomness in the shapes Zoom uses: identifiers, request ids, picks from a list.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use parking_lot::Mutex;
use rand::rngs::SmallRng;
use rand::{Rng, RngExt, SeedableRng};

/// Reproducible from its seed; not a source of secrets.
pub(crate) struct Random(Mutex<SmallRng>);

impl Random {
    pub(crate) fn from_seed(seed: u64) -> Self {
        Self(Mutex::new(SmallRng::seed_from_u64(seed)))
    }

    fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.lock().fill_bytes(&mut bytes);
        bytes
    }

    /// 22 characters of base64url, like user, account and registrant ids.
    pub(crate) fn id(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<16>())
    }

    /// Base64 with padding, like the `uuid` of a meeting.
    pub(crate) fn instance_uuid(&self) -> String {
        STANDARD.encode(self.bytes::<16>())
    }

    pub(crate) fn hex<const N: usize>(&self) -> String {
        hex::encode(self.bytes::<N>())
    }

    /// `8_4_4_4_12` hex groups.
    pub(crate) fn request_id(&self) -> String {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = self.bytes::<16>();
        let groups: [&[u8]; 5] = [&[a, b, c, d], &[e, f], &[g, h], &[i, j], &[k, l, m, n, o, p]];
        groups.map(hex::encode).join("_")
    }

    /// A number in `low..high`; `low` when the range is empty.
    pub(crate) fn between(&self, low: i64, high: i64) -> i64 {
        if low >= high { low } else { self.0.lock().random_range(low..high) }
    }

    pub(crate) fn one_in(&self, n: i64) -> bool {
        self.between(0, n) == 0
    }

    pub(crate) fn pick<'a, T>(&self, items: &'a [T]) -> Option<&'a T> {
        let index = self.between(0, i64::try_from(items.len()).unwrap_or(i64::MAX));
        usize::try_from(index).ok().and_then(|index| items.get(index))
    }

    pub(crate) fn shuffle<T>(&self, items: &mut [T]) {
        rand::seq::SliceRandom::shuffle(items, &mut *self.0.lock());
    }
}
