//! How often one address may try. In memory: a restart forgives, and forgets nothing that matters.

use domain::{
    clock::Clock,
    refusal::{Code, Refusal},
};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as GovernorClock, Reference},
    middleware::NoOpMiddleware,
    nanos::Nanos,
    state::keyed::DashMapStateStore,
};
use std::{
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

#[derive(Clone)]
struct OurClock(Arc<dyn Clock>);

impl GovernorClock for OurClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        let nanos = self.0.now().timestamp_nanos_opt().and_then(|nanos| u64::try_from(nanos).ok());
        Nanos::new(nanos.unwrap_or(0))
    }
}

type Limiter = RateLimiter<String, DashMapStateStore<String>, OurClock, NoOpMiddleware<Nanos>>;

/// Tries by key: `burst` at once, then one more every `refill`.
pub(crate) struct Throttle {
    limiter: Limiter,
    clock: OurClock,
    checks: AtomicU32,
}

/// Every so many checks, keys that have all their tries back are dropped: strangers choose the keys.
const FORGET_EVERY: u32 = 1_024;

impl Throttle {
    pub(crate) fn new(clock: &Arc<dyn Clock>, burst: NonZeroU32, refill: Duration) -> Self {
        let clock = OurClock(Arc::clone(clock));
        let quota = Quota::with_period(refill).unwrap_or(Quota::per_minute(burst)).allow_burst(burst);
        Self {
            limiter: RateLimiter::new(quota, DashMapStateStore::default(), clock.clone()),
            clock,
            checks: AtomicU32::new(0),
        }
    }

    pub(crate) fn check(&self, key: &str) -> Result<(), Refusal> {
        if self.checks.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        self.limiter.check_key(&key.to_owned()).map_err(|too_soon| {
            let wait = too_soon.earliest_possible().duration_since(self.clock.now());
            let wait: Duration = wait.into();
            Refusal::new(Code::TooManyAttempts).retry_after(wait.as_secs() + 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::clock::TestClock;

    #[test]
    fn tries_run_out_and_come_back() {
        let start = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let test_clock = Arc::new(TestClock::at(start));
        let clock: Arc<dyn Clock> = test_clock.clone();
        let throttle = Throttle::new(&clock, NonZeroU32::new(2).unwrap(), Duration::from_secs(30));
        assert!(throttle.check("a").is_ok());
        assert!(throttle.check("a").is_ok());
        let refusal = throttle.check("a").unwrap_err();
        assert_eq!(refusal.code, Code::TooManyAttempts);
        assert!((30..=31).contains(&refusal.retry_after.unwrap()), "{refusal:?}");
        assert!(throttle.check("b").is_ok());
        test_clock.advance(chrono::Duration::seconds(31));
        assert!(throttle.check("a").is_ok());
    }
}
