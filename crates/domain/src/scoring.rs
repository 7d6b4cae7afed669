//! Scoring rules: points for what a lead is and does, which can lose half of their worth again and again.

use crate::{clock::Instant, words::words};

pub const NAME_MAX: usize = 60;
/// Every change of a lead asks all of them.
pub const RULES_MAX: usize = 50;
pub const POINTS_MAX: i32 = 1_000;
pub const HALF_LIFE_MAX: i32 = 3_650;

words! {
    /// When the points of a rule begin to lose their worth.
    Since {
        Created = "created",
        LastActivity = "last_activity",
        /// The move into the stage where the lead stands; in no stage, its creation.
        StageSince = "stage_since",
    }
}

/// What a rule is worth to a lead it matches, in whole points, so that a score is the sum of what is shown beside it.
pub fn worth(points: i32, half_life_days: Option<i32>, since: Instant, now: Instant) -> i32 {
    let Some(half_life) = half_life_days else { return points };
    let days = (now - since).num_seconds().max(0) as f64 / 86_400.0;
    let left = f64::from(points) * 0.5_f64.powf(days / f64::from(half_life));
    // Never more than the points, so it fits.
    left.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;
    use proptest::prelude::*;

    fn start() -> Instant {
        chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    #[test]
    fn half_is_left_after_each_half_life() {
        let after = |days| worth(100, Some(10), start(), start() + Duration::days(days));
        assert_eq!([after(0), after(10), after(20), after(30)], [100, 50, 25, 13]);
        assert_eq!(worth(-100, Some(10), start(), start() + Duration::days(10)), -50);
        assert_eq!(worth(7, None, start(), start() + Duration::days(9_999)), 7);
    }

    proptest! {
        #[test]
        fn worth_shrinks_towards_nothing_and_never_turns(
            points in -POINTS_MAX..=POINTS_MAX,
            half_life in 1..=HALF_LIFE_MAX,
            early in -1_000_000_i64..1_000_000_000,
            later in 0_i64..1_000_000_000,
        ) {
            let at = |seconds| worth(points, Some(half_life), start(), start() + Duration::seconds(seconds));
            let (first, second) = (at(early), at(early + later));
            prop_assert!(second.abs() <= first.abs() && first.abs() <= points.abs());
            prop_assert!(first.signum() * points.signum() >= 0 && second.signum() * points.signum() >= 0);
            if early <= 0 {
                prop_assert_eq!(first, points, "nothing is lost before it begins");
            }
        }
    }
}
