//! In which capacity somebody knows a cohort, and a participant's sheet of marks.
//!
//! Invariants: whoever mentors a cohort or has a seat in it knows it, and so do staff and admins. A sheet is read by
//! its owner and by those who lead the cohort, while the owner takes part; other participants never read it.

use crate::cyber_program::enrollments::state::EnrollmentState;
use crate::cyber_program::visibility::reading::Capacity;
use crate::cyber_program::visibility::viewer::Viewer;
use crate::{AccountId, CohortId};

impl Capacity {
    /// Whether whoever knows a cohort in this capacity leads it: its faculty, staff and admins.
    #[must_use]
    pub const fn leads(self) -> bool {
        match self {
            Self::Faculty | Self::Staff => true,
            Self::Author | Self::OwnGroup | Self::Cohort => false,
        }
    }
}

impl Viewer<'_> {
    /// In which capacity the viewer knows a cohort; none for whoever does not.
    #[must_use]
    pub fn in_cohort(&self, cohort: CohortId) -> Option<Capacity> {
        if self.mentors(cohort) {
            Some(Capacity::Faculty)
        } else if self.is_staff() {
            Some(Capacity::Staff)
        } else {
            self.seat_in(cohort).map(|_| Capacity::Cohort)
        }
    }

    /// Whether the viewer may write in a cohort at all: whoever has a seat in it now, or mentors it.
    #[must_use]
    pub fn writes_in(&self, cohort: CohortId) -> bool {
        self.seat_in(cohort).is_some() || self.mentors(cohort)
    }

    /// In which capacity the viewer reads the sheet of `owner`, whose seat in `cohort` is in `state`; none for
    /// whoever may not know of it.
    #[must_use]
    pub fn on_sheet(&self, owner: AccountId, cohort: CohortId, state: EnrollmentState) -> Option<Capacity> {
        let capacity = if self.is(owner) { Some(Capacity::Author) } else { self.in_cohort(cohort) };
        capacity.filter(|capacity| state.takes_part() && *capacity != Capacity::Cohort)
    }

    /// Whether the viewer reads the certificate of somebody whose sheet is read in `capacity`: the owner, staff and
    /// admins, and of the faculty whoever is staff too.
    #[must_use]
    pub fn reads_certificate(&self, capacity: Capacity) -> bool {
        capacity == Capacity::Author || self.is_staff()
    }
}
