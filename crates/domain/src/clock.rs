//! Time is an argument. Nothing else in the workspace may read the system clock (clippy forbids it).

use chrono::{DateTime, Duration, DurationRound, Utc};
use std::sync::Mutex;

pub type Instant = DateTime<Utc>;

/// Every stored moment is before this one. MySQL's driver sends moments as `TIMESTAMP`, and MariaDB turns later ones
/// into nothing, without an error.
pub fn latest() -> Instant {
    DateTime::from_timestamp(2_145_916_800, 0).unwrap_or(Instant::MAX_UTC)
}

pub trait Clock: Send + Sync {
    /// Now, in whole microseconds: the finest time that both database engines keep.
    fn now(&self) -> Instant;
}

#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the system clock")]
    fn now(&self) -> Instant {
        whole_micros(Utc::now())
    }
}

/// A clock that stands still until a test moves it.
#[derive(Debug)]
pub struct TestClock(Mutex<Instant>);

impl TestClock {
    pub fn at(now: Instant) -> Self {
        Self(Mutex::new(whole_micros(now)))
    }

    pub fn advance(&self, by: Duration) {
        *self.lock() += by;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Instant> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        *self.lock()
    }
}

/// Cuts off what the database would lose anyway, so that a value reads back equal to what was written.
pub fn whole_micros(at: Instant) -> Instant {
    at.duration_trunc(Duration::microseconds(1)).unwrap_or(at)
}
