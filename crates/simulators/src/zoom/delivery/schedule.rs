//! Zoom's table of reactions to an answer, and the waits between attempts.

use std::time::Duration;

use super::ledger::AttemptOutcome;

/// Minutes before the second, third and fourth attempt, each counted from the one before.
const WAITS: [u64; 3] = [5, 20, 60];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Delivered,
    Rejected,
    RetryAfter(Duration),
    GaveUp,
}

/// What follows from the outcome of an attempt; `earlier` attempts were made before it.
pub(super) fn verdict(outcome: &AttemptOutcome, earlier: usize, time_scale: f64) -> Verdict {
    match outcome {
        AttemptOutcome::Answered { status: 200..=299 } => Verdict::Delivered,
        AttemptOutcome::Answered { status: 300..=499 } => Verdict::Rejected,
        _ => WAITS.get(earlier).map_or(Verdict::GaveUp, |minutes| {
            let wait = Duration::from_secs(minutes * 60);
            Verdict::RetryAfter(Duration::try_from_secs_f64(wait.as_secs_f64() * time_scale).unwrap_or(wait))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retries_come_after_5_20_and_60_minutes_and_then_never() {
        let broken = AttemptOutcome::Answered { status: 503 };
        let waits: Vec<_> = (0..4).map(|earlier| verdict(&broken, earlier, 1.0)).collect();
        let minutes = |n: u64| Verdict::RetryAfter(Duration::from_secs(n * 60));
        assert_eq!(waits, [minutes(5), minutes(20), minutes(60), Verdict::GaveUp]);
    }

    #[test]
    fn only_server_errors_and_silence_are_retried() {
        let answered = |status| verdict(&AttemptOutcome::Answered { status }, 0, 1.0);
        for status in [200, 201, 204] {
            assert_eq!(answered(status), Verdict::Delivered);
        }
        for status in [301, 308, 400, 401, 404, 408, 413, 429] {
            assert_eq!(answered(status), Verdict::Rejected);
        }
        for outcome in [AttemptOutcome::Timeout, AttemptOutcome::Refused, AttemptOutcome::AnswerIgnored] {
            assert!(matches!(verdict(&outcome, 0, 1.0), Verdict::RetryAfter(_)));
        }
    }

    #[test]
    fn the_scale_shortens_waits() {
        let wait = verdict(&AttemptOutcome::Timeout, 0, 0.001);
        assert_eq!(wait, Verdict::RetryAfter(Duration::from_millis(300)));
    }
}
