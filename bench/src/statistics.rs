//! What is said about many measurements.

use std::time::Duration;

/// The value that `share` of all values do not exceed; in milliseconds.
pub fn percentile_ms(values: &mut [Duration], share: f64) -> f64 {
    values.sort_unstable();
    let rank = (values.len() as f64 * share).ceil() as usize;
    values.get(rank.saturating_sub(1)).map_or(0.0, |value| value.as_secs_f64() * 1_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let mut values: Vec<Duration> = (1..=200).rev().map(Duration::from_millis).collect();
        assert_eq!(percentile_ms(&mut values, 0.5), 100.0);
        assert_eq!(percentile_ms(&mut values, 0.99), 198.0);
        assert_eq!(percentile_ms(&mut values, 1.0), 200.0);
        assert_eq!(percentile_ms(&mut [], 0.5), 0.0);
    }
}
