//! Billing a seat of the Cybersecurity Leadership Program, and what becomes of the invoice when it is given up.
//!
//! Whoever calls these has locked the enrollment's cohort: cohorts are locked before invoices.

use chrono::NaiveDate;
use guildhall_domain::billing::{Billed, CreditReason, SingleItem};
use guildhall_domain::cyber_program::Withdrawal;
use guildhall_domain::cyber_program::catalogue::quote::FixedPrice;
use guildhall_domain::ids::{AccountId, EnrollmentId, OrganizationId};
use guildhall_domain::refusal::cited;
use guildhall_domain::{Cents, Clause};
use guildhall_persistence::billing::InvoiceRecord;
use guildhall_persistence::{Tx, members};

use crate::app::App;
use crate::billing::actions::credit::Ground;
use crate::billing::actions::issue::{self, Issue};
use crate::billing::actions::settle::{self, Settlement};
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
    let billed = Billed::from(order.enrollment_id);
    issue::check_unbilled(tx, &billed).await?;
    let member = members::find_member_by_account(tx, order.account_id).await?;
    let price = order.price;
    let item = SingleItem {
        code: "seat".to_owned(),
        description: order.description.chars().take(LONGEST_DESCRIPTION).collect(),
        amount: price.price.amount,
        provisional: price.price.provisional,
        rule_clause: format!("cyber_program.price.{}", price.price.price_row),
        price_table_version: price.price_list.version.clone(),
        priced_on: price.fixed_on,
        issued_on: app.clock.today(),
        due_on: order.due_on,
    };
    let of = Issue {
        billed,
        bill: item.into(),
        account_id: order.account_id,
        member_id: member.map(|member| member.id),
        bill_to_organization_id: order.bill_to_organization_id,
        purchase_order_number: order.purchase_order_number,
        by,
    };
    issue::issue(app, tx, of).await
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
) -> Result<Settlement, Problem> {
    let ground = Ground {
        reason: CreditReason::Withdrawal,
        provisional: withdrawal.provisional,
        explanation: withdrawal.explanation.clone(),
        by,
    };
    settle::give_up(app, tx, &enrollment_id.into(), withdrawal.kept, "The seat was given up.", ground).await
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
) -> Result<Settlement, Problem> {
    let clause = Clause::new(
        "cyber_program.release",
        cited::ASSUMPTION,
        "nothing is charged for a seat that was taken back for want of payment",
    );
    let ground = Ground { reason: CreditReason::SeatReleased, provisional: true, explanation: vec![clause], by };
    settle::give_up(app, tx, &enrollment_id.into(), Cents::ZERO, reason, ground).await
}
