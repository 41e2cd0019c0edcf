//! The viewer: the facts about a caller that the rules of visibility need.
//!
//! Invariants: a capacity gives access only while it lasts: after a withdrawal, after leaving a
//! group and after losing a role, the viewer sees nothing. A history of stays is kept whole, never as its last entry.

use crate::accounts::role::{Caller, Role};
use crate::cyber_program::enrollments::state::EnrollmentState;
use crate::zone::Zone;
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

/// An earlier stay of a person in a breakout group, half open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupStay {
    /// The group.
    pub group_id: BreakoutGroupId,
    /// Since when.
    pub since: DateTime<Utc>,
    /// The first instant no longer in it.
    pub until: DateTime<Utc>,
}

/// A cohort that a person mentors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mentorship {
    /// The cohort.
    pub cohort_id: CohortId,
    /// The beginning of the day on which the mentor was named, by the cohort's calendar.
    pub since: DateTime<Utc>,
}

impl Mentorship {
    /// That of a mentor who was named at an instant.
    #[must_use]
    pub fn named(cohort_id: CohortId, at: DateTime<Utc>, zone: Zone) -> Self {
        Self { cohort_id, since: zone.starts_at(zone.date_at(at)) }
    }
}

/// What a person is to cohorts, now and before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ties<'a> {
    /// The person's own enrollments.
    pub seats: &'a [SeatOfViewer],
    /// Stays in breakout groups that have ended, whatever has become of the enrollment.
    pub stays: &'a [GroupStay],
    /// The cohorts that the person is named a mentor of.
    pub mentored: &'a [Mentorship],
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
    stays: &'a [GroupStay],
    faculty_of: &'a [Mentorship],
    is_staff: bool,
}

impl<'a> Viewer<'a> {
    /// A caller with what ties the caller to cohorts.
    #[must_use]
    pub fn of(caller: &Caller, ties: Ties<'a>) -> Self {
        let Ties { seats, stays, mentored } = if caller.account_id().is_some() { ties } else { Ties::default() };
        Self {
            account_id: caller.account_id(),
            seats,
            stays,
            faculty_of: if caller.has(Role::Faculty) { mentored } else { &[] },
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
        self.mentors_since(cohort).is_some()
    }

    /// Since when the caller mentors a cohort; none for whoever does not.
    #[must_use]
    pub fn mentors_since(&self, cohort: CohortId) -> Option<DateTime<Utc>> {
        self.faculty_of.iter().find(|mentorship| mentorship.cohort_id == cohort).map(|mentorship| mentorship.since)
    }

    /// The stays of the caller in breakout groups that have ended.
    #[must_use]
    pub const fn earlier_stays(&self) -> &'a [GroupStay] {
        self.stays
    }

    /// Whether the caller is staff or an administrator.
    #[must_use]
    pub const fn is_staff(&self) -> bool {
        self.is_staff
    }
}
