//! Who looks: the one place that loads what the rules of visibility need to know of a caller.

use guildhall_domain::accounts::role::Caller;
use guildhall_domain::cyber_program::{GroupStay, Mentorship, SeatOfViewer, Ties, Viewer};
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program as store;

use crate::http::auth::Identity;
use crate::http::problem::Problem;

/// What is known of a caller.
pub struct ViewerFacts {
    caller: Caller,
    seats: Vec<SeatOfViewer>,
    stays: Vec<GroupStay>,
    mentored: Vec<Mentorship>,
}

impl ViewerFacts {
    /// Asks the store for the caller's enrollments, earlier stays in groups and the cohorts the caller mentors.
    ///
    /// # Errors
    /// Those of any read.
    pub async fn load(db: &dyn Read, identity: &Identity) -> Result<ViewerFacts, Problem> {
        Ok(ViewerFacts {
            caller: identity.caller(),
            seats: store::seats_of_account(db, identity.account_id).await?,
            stays: store::stays_of_account(db, identity.account_id).await?,
            mentored: store::cohorts_mentored_by(db, identity.account_id).await?,
        })
    }

    /// The caller as the rules see one.
    pub fn viewer(&self) -> Viewer<'_> {
        let ViewerFacts { caller, seats, stays, mentored } = self;
        Viewer::of(caller, Ties { seats, stays, mentored })
    }
}
