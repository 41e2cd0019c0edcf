//! Who looks: the one place that loads what the rules of visibility need to know of a caller.

use guildhall_domain::accounts::role::Caller;
use guildhall_domain::cyber_program::{SeatOfViewer, Viewer};
use guildhall_domain::ids::CohortId;
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program::{self as store, CohortRecord};

use crate::http::auth::Identity;
use crate::http::problem::{NOT_FOUND, Problem};

/// What is known of a caller.
pub struct ViewerFacts {
    caller: Caller,
    seats: Vec<SeatOfViewer>,
    mentored: Vec<CohortId>,
}

impl ViewerFacts {
    /// Asks the store for the caller's enrollments and the cohorts the caller mentors.
    ///
    /// # Errors
    /// Those of any read.
    pub async fn load(db: &dyn Read, identity: &Identity) -> Result<ViewerFacts, Problem> {
        Ok(ViewerFacts {
            caller: identity.caller(),
            seats: store::seats_of_account(db, identity.account_id).await?,
            mentored: store::cohorts_mentored_by(db, identity.account_id).await?,
        })
    }

    /// The caller as the rules see one.
    pub fn viewer(&self) -> Viewer<'_> {
        Viewer::of(&self.caller, &self.seats, &self.mentored)
    }

    /// Whether what is written in a cohort can concern the caller at all. Whoever enrolled once stays: the own
    /// texts remain one's own.
    fn is_concerned(&self, cohort: CohortId) -> bool {
        let viewer = self.viewer();
        viewer.is_staff() || viewer.mentors(cohort) || self.seats.iter().any(|seat| seat.cohort_id == cohort)
    }

    /// The cohort, for whoever has a seat in it now, mentors it or is staff; for anybody else there is none.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn cohort_now(&self, db: &dyn Read, id: CohortId) -> Result<CohortRecord, Problem> {
        self.viewer().in_cohort(id).ok_or_else(|| Problem::new(&NOT_FOUND))?;
        Ok(store::load_cohort(db, id).await?)
    }

    /// The cohort, for whoever is concerned; for anybody else there is none.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn cohort(&self, db: &dyn Read, id: CohortId) -> Result<CohortRecord, Problem> {
        if !self.is_concerned(id) {
            return Err(Problem::new(&NOT_FOUND));
        }
        Ok(store::load_cohort(db, id).await?)
    }
}
