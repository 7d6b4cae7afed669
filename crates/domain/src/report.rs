//! Reports: questions about many leads, each answered with one table.

use crate::words::words;

/// A longer range is refused.
pub const YEARS_MAX: u32 = 5;

words! {
    ReportKind {
        /// How many leads came, and from where.
        Capture = "capture",
        /// How leads move through the stages of a pipeline.
        Funnel = "funnel",
        /// What everybody has on their hands, now.
        Load = "load",
        /// How long captured leads wait until a member does something about them.
        Response = "response",
        /// What becomes of leads, by where they came from.
        Sources = "sources",
    }
}

words! {
    Interval {
        Day = "day",
        Month = "month",
        /// From Monday on.
        Week = "week",
    }
}

words! {
    /// What a column holds.
    ColumnKind {
        Count = "count",
        Date = "date",
        DurationSeconds = "duration_seconds",
        Money = "money",
        Percent = "percent",
        Text = "text",
    }
}

/// The place of a percentile among `count` values in their order, from 0 on (nearest rank); `None` without values.
pub fn rank(count: u64, percent: u64) -> Option<u64> {
    (count > 0).then(|| (count * percent).div_ceil(100).saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn ranks_are_places_in_the_list() {
        assert_eq!([rank(0, 50), rank(1, 50), rank(2, 50), rank(3, 50)], [None, Some(0), Some(0), Some(1)]);
        assert_eq!([rank(1, 90), rank(10, 90), rank(11, 90)], [Some(0), Some(8), Some(9)]);
    }
}
