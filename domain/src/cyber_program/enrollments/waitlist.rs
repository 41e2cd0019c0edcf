//! Who gets the seats that have become free.
//!
//! Invariants: first come, first served; never more seats than the cohort has, those kept for an offer
//! included; as many people are promoted as there are free seats or people waiting, whichever is fewer; the order in which the
//! rows are read does not matter.

use super::state::EnrollmentState;
use crate::EnrollmentId;
use crate::cyber_program::cohorts::dates::Cohort;
use crate::cyber_program::policy::CyberProgramPolicy;
use chrono::NaiveDate;

/// An enrollment as the queue sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueEntry {
    /// The enrollment.
    pub enrollment_id: EnrollmentId,
    /// Its place: rising in the order in which people took a seat or began to wait.
    pub sequence: i64,
    /// The present state.
    pub state: EnrollmentState,
}

impl QueueEntry {
    const fn place(&self) -> (i64, EnrollmentId) {
        (self.sequence, self.enrollment_id)
    }

    const fn waits(&self) -> bool {
        matches!(self.state, EnrollmentState::Waitlisted)
    }
}

/// Who gets the free seats, first come, first served; nobody after entry closes.
#[must_use]
pub fn promotions(
    queue: &[QueueEntry],
    cohort: &Cohort,
    on: NaiveDate,
    policy: &CyberProgramPolicy,
) -> Vec<EnrollmentId> {
    if cohort.canceled_on.is_some() || on >= cohort.entry_closes_on(policy) {
        return Vec::new();
    }
    next_in_line(queue, cohort.capacity)
}

/// Who gets a free seat of so many, the first come first.
#[must_use]
pub fn next_in_line(queue: &[QueueEntry], capacity: u32) -> Vec<EnrollmentId> {
    let held = queue.iter().filter(|entry| entry.state.keeps_seat()).count();
    let free = usize::try_from(capacity).unwrap_or(usize::MAX).saturating_sub(held);
    let mut waiting: Vec<&QueueEntry> = queue.iter().filter(|entry| entry.waits()).collect();
    waiting.sort_unstable_by_key(|entry| entry.place());
    waiting.into_iter().take(free).map(|entry| entry.enrollment_id).collect()
}

/// The place on the waitlist, from 1; none for people who do not wait.
#[must_use]
pub fn waitlist_position(queue: &[QueueEntry], enrollment_id: EnrollmentId) -> Option<u32> {
    let own = queue.iter().find(|entry| entry.enrollment_id == enrollment_id && entry.waits())?;
    let ahead = queue.iter().filter(|entry| entry.waits() && entry.place() < own.place()).count();
    u32::try_from(ahead).ok().and_then(|ahead| ahead.checked_add(1))
}
