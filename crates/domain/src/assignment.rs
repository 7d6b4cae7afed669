//! Assignment rules: whose turn it is to have a new lead.

use crate::{ids::MemberId, words::words};

pub const NAME_MAX: usize = 60;
pub const RULES_MAX: usize = 100;
pub const TARGETS_MAX: usize = 100;

words! {
    /// How a rule chooses among the people it names.
    AssignmentMode {
        /// Always the same person.
        Fixed = "fixed",
        /// Whoever has the fewest open leads.
        LeastLoaded = "least_loaded",
        /// One after the other.
        RoundRobin = "round_robin",
    }
}

/// The first one after `last` in the circle who can have leads; whoever cannot keeps their place and is passed over.
pub fn next_in_turn(
    targets: &[MemberId],
    last: Option<MemberId>,
    can: impl Fn(MemberId) -> bool,
) -> Option<MemberId> {
    let after = last.and_then(|last| targets.iter().position(|target| *target == last));
    let start = after.map_or(0, |at| at + 1);
    let circle = targets.iter().skip(start).chain(targets.iter().take(start));
    circle.copied().find(|target| can(*target))
}

/// The one with the fewest open leads; the first of those who have as few.
pub fn least_loaded(
    targets: &[MemberId],
    can: impl Fn(MemberId) -> bool,
    load: impl Fn(MemberId) -> u64,
) -> Option<MemberId> {
    targets.iter().copied().filter(|target| can(*target)).min_by_key(|target| load(*target))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;
    use uuid::Uuid;

    fn members(count: u128) -> Vec<MemberId> {
        (0..count).map(|n| MemberId(Uuid::from_u128(n))).collect()
    }

    proptest! {
        #[test]
        fn turns_differ_by_at_most_one_among_those_who_can(count in 1_u128..9, able in any::<u16>(), turns in 0_usize..60) {
            let targets = members(count);
            let can = |member: MemberId| able >> (member.0.as_u128() as u32) & 1 == 1;
            let mut given: HashMap<MemberId, usize> = HashMap::new();
            let mut last = None;
            for _ in 0..turns {
                let Some(next) = next_in_turn(&targets, last, can) else { break };
                prop_assert!(can(next));
                *given.entry(next).or_default() += 1;
                last = Some(next);
            }
            let counts: Vec<usize> = targets.iter().filter(|target| can(**target)).map(|target| given.get(target).copied().unwrap_or(0)).collect();
            let (least, most) = (counts.iter().min().copied().unwrap_or(0), counts.iter().max().copied().unwrap_or(0));
            prop_assert!(most - least <= 1, "{counts:?}");
            prop_assert_eq!(counts.iter().sum::<usize>(), if counts.is_empty() { 0 } else { turns });
        }
    }

    #[test]
    fn whoever_has_least_is_next_and_the_first_of_equals() {
        let targets = members(4);
        let load = |member: MemberId| [3, 1, 1, 0][member.0.as_u128() as usize];
        let able = |member: MemberId| member != targets[3];
        assert_eq!(least_loaded(&targets, able, load), Some(targets[1]));
        assert_eq!(least_loaded(&targets, |_| false, load), None);
        assert_eq!(least_loaded(&[], able, load), None);
    }

    #[test]
    fn a_circle_begins_anew_when_whoever_had_the_last_turn_is_no_longer_in_it() {
        let targets = members(3);
        let gone = MemberId(Uuid::from_u128(9));
        assert_eq!(next_in_turn(&targets, Some(gone), |_| true), Some(targets[0]));
        assert_eq!(next_in_turn(&targets, Some(targets[2]), |_| true), Some(targets[0]));
    }
}
