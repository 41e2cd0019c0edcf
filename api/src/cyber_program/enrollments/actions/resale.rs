//! A seat that was given up, and sold again: the association is paid once for it.
//!
//! Invariants: whoever gets a seat takes over the one that was given up first, unless the cohort has seats that nobody ever
//! had; once the new one is paid in full, nothing is kept of the price of those before. Called under the lock of the
//! cohort's row.

use guildhall_domain::Cents;
use guildhall_domain::cyber_program::{EnrollmentState, EnrollmentTransition};
use guildhall_persistence::Tx;
use guildhall_persistence::cyber_program::{self as store, CohortRecord, EnrollmentRecord};

use super::{money, seats};
use crate::app::App;
use crate::http::problem::Problem;

/// Notes that a seat was given up of which something stays charged, or whose own predecessor still is.
pub(super) fn vacate(app: &App, enrollment: &mut EnrollmentRecord, taken: &EnrollmentTransition) {
    if !taken.from.holds_seat() {
        return;
    }
    let kept = taken.withdrawal.as_ref().map(|withdrawal| withdrawal.kept);
    enrollment.resale.kept = kept.filter(|kept| *kept > Cents::ZERO);
    let is_open = enrollment.resale.kept.is_some() || enrollment.resale.takes_over.is_some();
    enrollment.resale.vacated_at = is_open.then(|| app.clock.now());
}

/// An enrollment that was in the state `from` gets a seat: the one that was given up first, if every seat was sold before.
pub(super) async fn take_over(
    app: &App,
    tx: &Tx,
    cohort: &CohortRecord,
    enrollment: &mut EnrollmentRecord,
    from: EnrollmentState,
) -> Result<(), Problem> {
    let held = seats::counted(tx, cohort.id).await?.held + u32::from(!from.keeps_seat());
    let vacated = store::vacated_in(tx, cohort.id).await?;
    let sold = held.saturating_add(u32::try_from(vacated.len()).unwrap_or(u32::MAX));
    let Some(mut former) = vacated.into_iter().next().filter(|_| sold > cohort.cohort.capacity) else { return Ok(()) };
    former.resale.vacated_at = None;
    former.updated_at = app.clock.now();
    store::save_enrollment(tx, &former).await?;
    enrollment.resale.takes_over = Some(former.id);
    Ok(())
}

/// Credits what is kept of those who had the seat before, when it is paid in full now.
///
/// # Errors
/// Those of billing and of the store.
pub(super) async fn settle_if_paid(app: &App, tx: &Tx, enrollment: &EnrollmentRecord) -> Result<(), Problem> {
    let billed = money::billed(tx, enrollment).await?;
    let is_paid = seats::case_of(enrollment, billed.as_ref()).owes_nothing();
    if !enrollment.state.holds_seat() || !is_paid {
        return Ok(());
    }
    let mut next = enrollment.resale.takes_over;
    while let Some(id) = next {
        let mut former = store::load_enrollment(tx, id).await?;
        next = former.resale.takes_over;
        let Some(kept) = former.resale.kept.take() else { continue };
        money::forgo_kept(app, tx, &former, kept).await?;
        former.updated_at = app.clock.now();
        store::save_enrollment(tx, &former).await?;
    }
    Ok(())
}
