//! What billing asks of a seat that it bills.

use chrono::NaiveDate;
use guildhall_domain::ids::{AccountId, EnrollmentId};
use guildhall_persistence::Tx;

use crate::app::App;
use crate::http::problem::Problem;

/// Takes the cohort of an enrollment for this transaction alone. Cohorts are locked before invoices.
///
/// # Errors
/// Those of the store.
pub async fn lock_of(_: &App, _: &Tx, _: EnrollmentId) -> Result<(), Problem> {
    Ok(())
}

/// The seat was paid in full. There is nothing to do for one that is held already.
///
/// # Errors
/// Those of the store.
pub async fn on_paid(_: &App, _: &Tx, _: EnrollmentId, _: NaiveDate, _: AccountId) -> Result<(), Problem> {
    Ok(())
}
