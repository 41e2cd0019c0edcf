//! What seats have to do with money: everything that this slice asks of billing.

use chrono::NaiveDate;
use guildhall_domain::Cents;
use guildhall_domain::billing::Invoice;
use guildhall_domain::cyber_program::Withdrawal;
use guildhall_domain::ids::{AccountId, EnrollmentId, InvoiceId, OrganizationId};
use guildhall_persistence::billing as store;
use guildhall_persistence::cyber_program::{CohortRecord, EnrollmentRecord};
use guildhall_persistence::{Read, Tx};

use super::invoices::{self, SeatOrder};
use crate::app::App;
use crate::http::problem::Problem;

/// The invoice of a seat.
#[derive(Clone, Debug)]
pub struct Billed {
    /// The invoice.
    pub invoice_id: InvoiceId,
    /// What is paid on it.
    pub paid: Cents,
    /// The organization that pays it; none when it is the person.
    pub bill_to_organization_id: Option<OrganizationId>,
    /// The payer's purchase order.
    pub purchase_order_number: Option<String>,
}

impl From<Invoice> for Billed {
    fn from(invoice: Invoice) -> Self {
        let Invoice { id, paid, bill_to_organization_id, purchase_order_number, .. } = invoice;
        Billed { invoice_id: id, paid, bill_to_organization_id, purchase_order_number }
    }
}

/// The enrollment with the payer that its invoice names: once there is one, finance changes it there.
pub fn readdressed(enrollment: EnrollmentRecord, billed: Option<&Billed>) -> EnrollmentRecord {
    let Some(billed) = billed else { return enrollment };
    EnrollmentRecord {
        bill_to_organization_id: billed.bill_to_organization_id,
        purchase_order_number: billed.purchase_order_number.clone(),
        ..enrollment
    }
}

/// The invoice of an enrollment, if it has one.
///
/// # Errors
/// Those of any read.
pub async fn billed(db: &dyn Read, enrollment: EnrollmentId) -> Result<Option<Billed>, Problem> {
    let found = store::find_invoice_of(db, &enrollment.into()).await?;
    Ok(found.map(|record| record.invoice.into()))
}

/// Bills an enrollment at the price it was fixed at.
///
/// # Errors
/// Those of billing.
pub async fn issue(
    app: &App,
    tx: &Tx,
    by: Option<AccountId>,
    cohort: &CohortRecord,
    enrollment: &EnrollmentRecord,
    due_on: NaiveDate,
) -> Result<(), Problem> {
    let program = &app.policies.cyber_program.program.name.value;
    let order = SeatOrder {
        enrollment_id: enrollment.id,
        account_id: enrollment.account_id,
        price: &enrollment.price,
        due_on,
        bill_to_organization_id: enrollment.bill_to_organization_id,
        purchase_order_number: enrollment.purchase_order_number.clone(),
        description: format!("{program}, cohort {}", cohort.name),
    };
    invoices::issue_for_seat(app, tx, by, order).await?;
    Ok(())
}

/// Settles what leaving came to: what is kept stays billed, the rest is credited and refunded.
///
/// # Errors
/// Those of billing.
pub async fn settle(
    app: &App,
    tx: &Tx,
    by: Option<AccountId>,
    enrollment: EnrollmentId,
    withdrawal: &Withdrawal,
) -> Result<(), Problem> {
    invoices::give_up_seat(app, tx, by, enrollment, withdrawal).await?;
    Ok(())
}

/// Takes back the invoice of a seat that was not paid; what was paid in part is refunded.
///
/// # Errors
/// Those of billing.
pub async fn void(
    app: &App,
    tx: &Tx,
    by: Option<AccountId>,
    enrollment: EnrollmentId,
    reason: &str,
) -> Result<(), Problem> {
    invoices::void_for_seat(app, tx, by, enrollment, reason).await?;
    Ok(())
}
