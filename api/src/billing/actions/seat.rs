//! Billing a seat of the Cybersecurity Leadership Program, and what becomes of the invoice when it is given up.
//!
//! Whoever calls these has locked the enrollment's cohort: cohorts are locked before invoices.

use chrono::NaiveDate;
use guildhall_domain::billing::{
    Billed, BillingRefusal, Bills, CreditReason, GivenUp, Refund, SingleItem, give_up, issue_single,
};
use guildhall_domain::cyber_program::Withdrawal;
use guildhall_domain::cyber_program::catalogue::quote::FixedPrice;
use guildhall_domain::dues::quote::RateTableRef;
use guildhall_domain::ids::{AccountId, EnrollmentId, OrganizationId};
use guildhall_domain::refusal::cited;
use guildhall_domain::{Cents, Clause, Refusal};
use guildhall_persistence::billing::{self as store, InvoiceRecord};
use guildhall_persistence::{Tx, members};

use super::credit::{self, Ground};
use super::issue::{self, Issue};
use super::void;
use crate::app::App;
use crate::http::problem::Problem;

/// The longest description that a line shows.
const LONGEST_DESCRIPTION: usize = 200;

/// A seat to bill.
#[derive(Clone, Debug)]
pub struct SeatOrder<'a> {
    /// Whose seat, in which cohort.
    pub enrollment_id: EnrollmentId,
    /// The participant's account.
    pub account_id: AccountId,
    /// The price, as it was fixed on registering.
    pub price: &'a FixedPrice,
    /// When it is to be paid.
    pub due_on: NaiveDate,
    /// Who is billed, when not the participant.
    pub bill_to_organization_id: Option<OrganizationId>,
    /// The buyer's purchase order; it is not a payment.
    pub purchase_order_number: Option<String>,
    /// What the line says: the program and the cohort.
    pub description: String,
}

/// What giving up a seat came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatSettlement {
    /// The invoice as it stands now; none when none was issued.
    pub invoice: Option<InvoiceRecord>,
    /// What is to be paid back.
    pub refund: Option<Refund>,
}

/// Issues the invoice of a seat: one line, one payment, the next number of its fiscal year. A seat that costs
/// nothing is paid at once; the caller knows that by the price, nothing is called back.
///
/// # Errors
/// `already-invoiced`, `unknown-organization`; those of the store.
pub async fn issue_for_seat(
    app: &App,
    tx: &Tx,
    by: Option<AccountId>,
    order: SeatOrder<'_>,
) -> Result<InvoiceRecord, Problem> {
    if store::find_invoice_of_enrollment(tx, order.enrollment_id).await?.is_some() {
        return Err(Refusal::from(BillingRefusal::AlreadyInvoiced).into());
    }
    let member = members::find_member_by_account(tx, order.account_id).await?;
    let of = Issue {
        billed: Billed::Seat(order.enrollment_id),
        account_id: order.account_id,
        member_id: member.map(|member| member.id),
        bill_to_organization_id: order.bill_to_organization_id,
        purchase_order_number: order.purchase_order_number,
        by,
    };
    let price = order.price;
    let item = SingleItem {
        bills: Bills::CyberProgramSeat,
        code: "seat".to_owned(),
        description: order.description.chars().take(LONGEST_DESCRIPTION).collect(),
        amount: price.price.amount,
        provisional: price.price.provisional,
        rule_clause: format!("cyber_program.price.{}", price.price.price_row),
        price_table: RateTableRef {
            version: price.price_list.version.clone(),
            effective_on: price.price_list.effective_on,
        },
        priced_on: price.fixed_on,
        issued_on: app.clock.today(),
        due_on: order.due_on,
    };
    issue::issue(app, tx, of, issue_single(item)).await
}

/// Settles the invoice of a seat that was given up: nothing paid and nothing kept voids it; otherwise what is no
/// longer owed is credited, and what was paid beyond what is kept becomes a refund that is due.
///
/// # Errors
/// Those of the store.
pub async fn give_up_seat(
    app: &App,
    tx: &Tx,
    by: Option<AccountId>,
    enrollment_id: EnrollmentId,
    withdrawal: &Withdrawal,
) -> Result<SeatSettlement, Problem> {
    let ground = Ground {
        reason: CreditReason::Withdrawal,
        provisional: withdrawal.provisional,
        explanation: withdrawal.explanation.clone(),
        by,
    };
    settle(app, tx, enrollment_id, withdrawal.kept, "The seat was given up.", ground).await
}

/// Settles the invoice of a seat that was taken back for want of payment: nothing is charged for it, so it is
/// voided, or credited in full when a part was paid, which then is to be paid back.
///
/// # Errors
/// Those of the store.
pub async fn void_for_seat(
    app: &App,
    tx: &Tx,
    by: Option<AccountId>,
    enrollment_id: EnrollmentId,
    reason: &str,
) -> Result<SeatSettlement, Problem> {
    let clause = Clause::new(
        "cyber_program.release",
        cited::ASSUMPTION,
        "nothing is charged for a seat that was taken back for want of payment",
    );
    let ground = Ground { reason: CreditReason::SeatReleased, provisional: true, explanation: vec![clause], by };
    settle(app, tx, enrollment_id, Cents::ZERO, reason, ground).await
}

async fn settle(
    app: &App,
    tx: &Tx,
    enrollment_id: EnrollmentId,
    kept: Cents,
    reason: &str,
    ground: Ground,
) -> Result<SeatSettlement, Problem> {
    let Some(found) = store::find_invoice_of_enrollment(tx, enrollment_id).await? else {
        return Ok(SeatSettlement { invoice: None, refund: None });
    };
    let mut record = store::lock_invoice(tx, found.invoice.id).await?;
    let refund = match give_up(&credit::facts_of(&record), kept).map_err(Refusal::from)? {
        GivenUp::Unchanged => None,
        GivenUp::Void(voided) => {
            void::take_back(app, tx, ground.by, &mut record, voided, reason).await?;
            None
        }
        GivenUp::Credited(draft) => credit::note(app, tx, &mut record, draft, ground).await?,
    };
    Ok(SeatSettlement { invoice: Some(record), refund })
}
