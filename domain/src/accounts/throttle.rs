//! Slowing down guesses: some free tries, then a delay that doubles up to a ceiling.
//! Never a permanent lock-out, so a stranger cannot shut somebody out for good.
//! PROMISES C6.

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
pub fn after_failure(
    before: Option<Failures>,
    now: DateTime<Utc>,
    policy: &AccountsPolicy,
) -> Failures {
    let memory = minutes(policy.throttle.forgotten_after_minutes.value);
    let remembered = before
        .filter(|failures| now.signed_duration_since(failures.last_failed_at) < memory)
        .map_or(0, |failures| failures.count);
    Failures {
        count: remembered.saturating_add(1),
        last_failed_at: now,
    }
}

/// The instant before which no further try is looked at; none while tries are free.
#[must_use]
pub fn blocked_until(
    failures: u32,
    last_failed_at: DateTime<Utc>,
    policy: &AccountsPolicy,
) -> Option<DateTime<Utc>> {
    let rules = &policy.throttle;
    let beyond = failures.checked_sub(rules.free_failures.value)?;
    let longest = u64::from(rules.longest_delay_seconds.value);
    let doubled = 1_u64.checked_shl(beyond).unwrap_or(u64::MAX);
    let delay = u64::from(rules.first_delay_seconds.value)
        .saturating_mul(doubled)
        .min(longest);
    let delay = TimeDelta::seconds(i64::try_from(delay).unwrap_or(i64::MAX / 1_000));
    Some(
        last_failed_at
            .checked_add_signed(delay)
            .unwrap_or(DateTime::<Utc>::MAX_UTC),
    )
}

fn minutes(count: u32) -> TimeDelta {
    TimeDelta::minutes(count.into())
}
