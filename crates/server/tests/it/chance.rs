//! Repeatable chance: a test prints its seed, and `CLOOP_TEST_SEED` brings the same run back.

use std::time::Duration;

pub struct Chance(u64);

impl Chance {
    pub fn announced() -> Self {
        let given = std::env::var("CLOOP_TEST_SEED").ok().and_then(|seed| seed.parse().ok());
        let chance = given.map_or_else(Self::different_each_time, Self);
        println!("CLOOP_TEST_SEED={}", chance.0);
        chance
    }

    pub fn different_each_time() -> Self {
        Self(simulators::seed_from_os().expect("randomness"))
    }

    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn millis(&mut self, from: u64, to: u64) -> Duration {
        Duration::from_millis(from + self.next() % (to - from))
    }

    pub fn below(&mut self, end: u16) -> u16 {
        u16::try_from(self.next() % u64::from(end)).expect("below the end")
    }
}
