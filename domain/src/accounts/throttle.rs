//! Throttling of failed sign-ins: some free attempts, then a delay that doubles up to a maximum.
//! There is never a permanent lock-out, so that a stranger cannot lock somebody out. PROMISES C6.

use crate::accounts::policy::AccountsPolicy;
use chrono::{DateTime, TimeDelta, Utc};

/// The consecutive failed sign-ins of one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    /// How many in a row.
    pub count: u32,
    /// When the last one was.
    pub last_failed_at: DateTime<Utc>,
}

/// The record after one more failure; old failures are forgotten.
#[must_use]
pub fn after_failure(before: Option<Failures>, now: DateTime<Utc>, policy: &AccountsPolicy) -> Failures {
    let memory = minutes(policy.throttle.forgotten_after_minutes.value);
    let remembered = before
        .filter(|failures| now.signed_duration_since(failures.last_failed_at) < memory)
        .map_or(0, |failures| failures.count);
    Failures { count: remembered.saturating_add(1), last_failed_at: now }
}

/// Where failures are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// From one place, or of one person who is signed in.
    Here,
    /// From all places.
    Everywhere,
}

/// Whether a failure here counts everywhere too. One place adds no more than its free tries, so that whoever guesses from
/// one place slows down nobody elsewhere.
#[must_use]
pub fn counts_everywhere(here: Failures, policy: &AccountsPolicy) -> bool {
    here.count <= policy.throttle.free_failures.value
}

/// The letters to a mailbox after one more, whose number begins again after an hour without one; none when that would be
/// too many.
#[must_use]
pub fn after_letter(before: Option<Failures>, now: DateTime<Utc>, policy: &AccountsPolicy) -> Option<Failures> {
    let recent = before.filter(|letters| now.signed_duration_since(letters.last_failed_at) < TimeDelta::hours(1));
    let count = recent.map_or(0, |letters| letters.count);
    (count < policy.letters.to_a_mailbox.value).then(|| Failures { count: count + 1, last_failed_at: now })
}

/// The instant before which no further try is looked at; none while tries are free.
#[must_use]
pub fn blocked_until(
    failures: u32,
    reach: Reach,
    last_failed_at: DateTime<Utc>,
    policy: &AccountsPolicy,
) -> Option<DateTime<Utc>> {
    let rules = &policy.throttle;
    let free = match reach {
        Reach::Here => &rules.free_failures,
        Reach::Everywhere => &rules.free_failures_from_everywhere,
    };
    let beyond = failures.checked_sub(free.value)?;
    let longest = u64::from(rules.longest_delay_seconds.value);
    let doubled = 1_u64.checked_shl(beyond).unwrap_or(u64::MAX);
    let delay = u64::from(rules.first_delay_seconds.value).saturating_mul(doubled).min(longest);
    let delay = TimeDelta::seconds(i64::try_from(delay).unwrap_or(i64::MAX / 1_000));
    Some(last_failed_at.checked_add_signed(delay).unwrap_or(DateTime::<Utc>::MAX_UTC))
}

fn minutes(count: u32) -> TimeDelta {
    TimeDelta::minutes(count.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{POLICIES, instant};
    use proptest::prelude::*;

    const NOON: &str = "2026-03-01T12:00:00Z";

    fn delay(failures: u32) -> Option<i64> {
        let at = instant(NOON);
        blocked_until(failures, Reach::Here, at, &POLICIES.accounts).map(|until| (until - at).num_seconds())
    }

    #[test]
    fn nine_failures_are_free_and_the_tenth_brings_a_delay() {
        assert_eq!(delay(0), None);
        assert_eq!(delay(9), None);
        assert_eq!(delay(10), Some(30));
    }

    #[test]
    fn the_delay_doubles_up_to_a_quarter_of_an_hour_and_no_further() {
        let delays: Vec<_> = (10..18).filter_map(delay).collect();
        assert_eq!(delays, [30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(delay(u32::MAX), Some(900));
    }

    #[test]
    fn failures_add_up_until_a_day_without_one() {
        let at = instant(NOON);
        let first = after_failure(None, at, &POLICIES.accounts);
        assert_eq!(first.count, 1);
        let within = instant("2026-03-02T11:59:59Z");
        assert_eq!(after_failure(Some(first), within, &POLICIES.accounts).count, 2);
        let after = instant("2026-03-02T12:00:00Z");
        assert_eq!(after_failure(Some(first), after, &POLICIES.accounts).count, 1);
    }

    #[test]
    fn from_everywhere_a_hundred_failures_are_free_and_one_place_adds_ten_of_them() {
        let at = instant(NOON);
        let everywhere = |count| blocked_until(count, Reach::Everywhere, at, &POLICIES.accounts).is_some();
        assert!(!everywhere(99) && everywhere(100));
        let here = |count| counts_everywhere(Failures { count, last_failed_at: at }, &POLICIES.accounts);
        assert!(here(10) && !here(11));
    }

    #[test]
    fn a_mailbox_gets_five_letters_until_an_hour_passes_without_one() {
        let letter = |before, at: &str| after_letter(before, instant(at), &POLICIES.accounts);
        let mut sent = None;
        for minute in ["00", "05", "10", "20", "50"] {
            sent = letter(sent, &format!("2026-03-01T12:{minute}:00Z"));
            assert!(sent.is_some(), "{minute}");
        }
        assert_eq!(letter(sent, "2026-03-01T13:49:59Z"), None);
        assert_eq!(letter(sent, "2026-03-01T13:50:00Z").map(|letters| letters.count), Some(1));
    }

    proptest! {
        #[test]
        fn no_number_of_failures_locks_anybody_out_for_good(failures in any::<u32>()) {
            prop_assert!(delay(failures).is_none_or(|seconds| (1..=900).contains(&seconds)));
        }

        #[test]
        fn one_more_failure_never_shortens_the_delay(failures in 0_u32..u32::MAX) {
            prop_assert!(delay(failures) <= delay(failures + 1));
        }
    }
}
