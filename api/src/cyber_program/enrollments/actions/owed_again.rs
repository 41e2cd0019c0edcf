//! A seat whose payment was reversed: it is kept, and owed again until a new day.

use guildhall_domain::cyber_program::CyberProgramEvent;
use guildhall_domain::ids::{AccountId, EnrollmentId};
use guildhall_persistence::{Tx, cyber_program as store};

use super::{money, seats};
use crate::app::App;
use crate::cyber_program::letters;
use crate::cyber_program::progress::actions::completion;
use crate::events;
use crate::http::problem::Problem;

/// Gives a seat that is not paid any more a new day until which it is to be paid, and tells whoever has it. A request, or a
/// place on the waitlist, holds nothing that goes. The caller has taken the cohort before the invoice.
///
/// # Errors
/// Those of the store and of the listeners, of which the ledger of credit hours is one.
pub async fn on_reopened(app: &App, tx: &Tx, id: EnrollmentId, by: AccountId) -> Result<(), Problem> {
    let (cohort, mut enrollment) = seats::locked(tx, id).await?;
    let billed = money::billed(tx, &enrollment).await?;
    if !enrollment.state.holds_seat() || seats::case_of(&enrollment, billed.as_ref()).owes_nothing() {
        return Ok(());
    }
    let today = cohort.cohort.date_at(app.clock.now());
    let due_on = seats::request_due_on(app, &cohort).max(today);
    enrollment.payment_due_on = Some(due_on);
    enrollment.updated_at = app.clock.now();
    enrollment.version = store::save_enrollment(tx, &enrollment).await?;
    let reopened = CyberProgramEvent::Reopened {
        enrollment: id,
        cohort_id: enrollment.cohort_id,
        account_id: enrollment.account_id,
        payment_due_on: due_on,
        settled: completion::check_settled(tx, &enrollment).await?.is_ok(),
    };
    events::record(app, tx, Some(by), reopened).await?;
    letters::seat_owed_again(app, tx, &cohort, &enrollment).await
}
