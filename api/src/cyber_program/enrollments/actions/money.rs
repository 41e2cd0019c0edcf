//! What seats have to do with money: everything that this slice asks of billing.
//!
//! A seat has an invoice of its own, or a line on the invoice of the purchase that it belongs to.

use chrono::NaiveDate;
use guildhall_domain::Cents;
use guildhall_domain::billing::{Invoice, InvoiceStatus};
use guildhall_domain::cyber_program::{SEAT, SEAT_PURCHASE, Withdrawal, share_of_purchase};
use guildhall_domain::ids::{AccountId, InvoiceId, OrganizationId, SeatPurchaseId};
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
    /// What is paid on it for the seat.
    pub paid: Cents,
    /// The organization that pays it; none when it is the person.
    pub bill_to_organization_id: Option<OrganizationId>,
    /// The payer's purchase order.
    pub purchase_order_number: Option<String>,
}

impl Billed {
    fn of(invoice: Invoice, paid: Cents) -> Billed {
        let Invoice { id, bill_to_organization_id, purchase_order_number, .. } = invoice;
        Billed { invoice_id: id, paid, bill_to_organization_id, purchase_order_number }
    }
}

/// The purchase on whose invoice an enrollment has a line.
pub fn line_of(enrollment: &EnrollmentRecord) -> Option<SeatPurchaseId> {
    enrollment.purchase.filter(|purchase| purchase.line.is_some()).map(|purchase| purchase.id)
}

/// What is charged for an enrollment that is billed: the price, or what is kept of it.
pub fn charged_for(enrollment: &EnrollmentRecord) -> Cents {
    if enrollment.state.has_left() {
        return enrollment.resale.kept.unwrap_or(Cents::ZERO);
    }
    enrollment.price.price.amount
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
pub async fn billed(db: &dyn Read, enrollment: &EnrollmentRecord) -> Result<Option<Billed>, Problem> {
    if let Some(purchase) = line_of(enrollment) {
        let found = store::find_invoice_of(db, &purchase.into()).await?;
        return Ok(found.map(|record| {
            let invoice = record.invoice;
            let paid = share_of_purchase(invoice.charged(), invoice.paid, charged_for(enrollment));
            Billed::of(invoice, paid)
        }));
    }
    let found = store::find_invoice_of(db, &enrollment.id.into()).await?;
    Ok(found.map(|record| {
        let paid = record.invoice.paid;
        Billed::of(record.invoice, paid)
    }))
}

/// How many of these enrollments are not paid; one that costs nothing is.
///
/// # Errors
/// Those of any read.
pub async fn unpaid(db: &dyn Read, enrollments: &[EnrollmentRecord]) -> Result<u32, Problem> {
    let own = store::invoices_of(db, &SEAT, enrollments.iter().map(|one| one.id.uuid())).await?;
    let bought =
        store::invoices_of(db, &SEAT_PURCHASE, enrollments.iter().filter_map(line_of).map(SeatPurchaseId::uuid))
            .await?;
    let is_paid = |one: &EnrollmentRecord| {
        let invoice = line_of(one).map_or_else(|| own.get(&one.id.uuid()), |purchase| bought.get(&purchase.uuid()));
        one.price.price.amount.is_zero() || invoice.is_some_and(|record| record.invoice.status == InvoiceStatus::Paid)
    };
    let unpaid = enrollments.iter().filter(|one| !is_paid(one)).count();
    Ok(u32::try_from(unpaid).unwrap_or(u32::MAX))
}

/// What the line of a seat says.
pub(super) fn description(app: &App, cohort: &CohortRecord) -> String {
    format!("{}, cohort {}", app.policies.cyber_program.program.name.value, cohort.name)
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
    let order = SeatOrder {
        enrollment_id: enrollment.id,
        account_id: enrollment.account_id,
        price: &enrollment.price,
        due_on,
        bill_to_organization_id: enrollment.bill_to_organization_id,
        purchase_order_number: enrollment.purchase_order_number.clone(),
        description: description(app, cohort),
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
    enrollment: &EnrollmentRecord,
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
    enrollment: &EnrollmentRecord,
    reason: &str,
) -> Result<(), Problem> {
    invoices::void_for_seat(app, tx, by, enrollment, reason).await?;
    Ok(())
}

/// Charges nothing any more for a seat that was given up, because it was sold again and paid.
///
/// # Errors
/// Those of billing.
pub async fn forgo_kept(app: &App, tx: &Tx, former: &EnrollmentRecord, kept: Cents) -> Result<(), Problem> {
    invoices::credit_resold_seat(app, tx, former, kept).await?;
    Ok(())
}
