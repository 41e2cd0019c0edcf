//! What of the program ends with a person's account: places in the queue, offers and requests, mentoring, links to calendars.
//!
//! A seat is not given up: what is given back for it is for staff to decide. A mentor who is faculty no longer stays
//! named, and reads nothing of the cohort meanwhile: what a mentor may see rests on the role.

use futures_util::future::BoxFuture;
use guildhall_domain::cyber_program::{EnrollmentActor, EnrollmentState};
use guildhall_persistence::{Tx, cyber_program as store};

use super::cohorts::actions::mentors;
use super::enrollments::actions::seats::{self, By};
use crate::app::App;
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;
use crate::personal_data::{Ended, Ending};

/// Gives up what waits and what was named, of whose account is closed, or who died.
pub(super) fn end<'a>(app: &'a App, tx: &'a Tx, ended: Ended) -> BoxFuture<'a, Result<u64, Problem>> {
    Box::pin(async move {
        if !matches!(ended.ending, Ending::AccountClosed | Ending::PersonDied) {
            return Ok(0);
        }
        let account = ended.person.account;
        let by = By { account_id: ended.by, actor: EnrollmentActor::Staff };
        let mut count = 0;
        for seat in store::seats_of_account(tx, account).await? {
            count += u64::from(store::delete_calendar_link(tx, seat.enrollment_id).await?);
            if matches!(seat.state, EnrollmentState::Requested | EnrollmentState::Waitlisted | EnrollmentState::Offered)
            {
                seats::withdraw(app, tx, by, seat.enrollment_id, &IfMatch::Any).await?;
                count += 1;
            }
        }
        for mentorship in store::cohorts_mentored_by(tx, account).await? {
            mentors::end(app, tx, ended.by.unwrap_or(account), mentorship.cohort_id, account).await?;
            count += 1;
        }
        Ok(count)
    })
}
