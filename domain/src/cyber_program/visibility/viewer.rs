//! The viewer: the facts about a caller that the rules of visibility need.
//!
//! Invariant: a capacity gives access only while it lasts: after a withdrawal, after leaving a
//! group and after losing a role, the viewer sees nothing.

use crate::accounts::role::{Caller, Role};
use crate::cyber_program::enrollments::state::EnrollmentState;
use crate::{AccountId, BreakoutGroupId, CohortId, EnrollmentId};
use chrono::{DateTime, Utc};

/// The present group of a person, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupSpell {
    /// The group.
    pub group_id: BreakoutGroupId,
    /// Since when, without a break.
    pub since: DateTime<Utc>,
}

/// An enrollment of the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeatOfViewer {
    /// The enrollment.
    pub enrollment_id: EnrollmentId,
    /// Its cohort.
    pub cohort_id: CohortId,
    /// The present state.
    pub state: EnrollmentState,
    /// The breakout group; none before groups are made.
    pub group: Option<GroupSpell>,
}

/// A person who wants to read something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewer<'a> {
    account_id: Option<AccountId>,
    seats: &'a [SeatOfViewer],
    faculty_of: &'a [CohortId],
    is_staff: bool,
}

impl<'a> Viewer<'a> {
    /// A caller with the caller's own enrollments and the cohorts the caller mentors.
    #[must_use]
    pub fn of(caller: &Caller, seats: &'a [SeatOfViewer], faculty_of: &'a [CohortId]) -> Self {
        Self {
            account_id: caller.account_id(),
            seats: if caller.account_id().is_some() { seats } else { &[] },
            faculty_of: if caller.has(Role::Faculty) { faculty_of } else { &[] },
            is_staff: caller.has_any(&[Role::Staff, Role::Admin]),
        }
    }

    /// The caller's account; none for an anonymous caller.
    #[must_use]
    pub const fn account_id(&self) -> Option<AccountId> {
        self.account_id
    }

    /// Whether the record belongs to the caller.
    #[must_use]
    pub fn is(&self, account: AccountId) -> bool {
        self.account_id == Some(account)
    }

    /// The seat in a cohort, while it is one.
    #[must_use]
    pub fn seat_in(&self, cohort: CohortId) -> Option<&'a SeatOfViewer> {
        self.seats.iter().find(|seat| seat.cohort_id == cohort && seat.state.takes_part())
    }

    /// Whether what is written in a cohort can concern the caller. Whoever ever enrolled in it stays: what they wrote
    /// remains theirs to read.
    #[must_use]
    pub fn is_concerned_by(&self, cohort: CohortId) -> bool {
        self.is_staff || self.mentors(cohort) || self.seats.iter().any(|seat| seat.cohort_id == cohort)
    }

    /// Whether the caller mentors a cohort.
    #[must_use]
    pub fn mentors(&self, cohort: CohortId) -> bool {
        self.faculty_of.contains(&cohort)
    }

    /// Whether the caller is staff or an administrator.
    #[must_use]
    pub const fn is_staff(&self) -> bool {
        self.is_staff
    }
}
