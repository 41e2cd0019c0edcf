//! Billing a seat of the Cybersecurity Leadership Program, and what becomes of the invoice when it is given up.
//!
//! Whoever calls these has locked the enrollment's cohort: cohorts are locked before invoices.

use chrono::NaiveDate;
use guildhall_domain::billing::{Bill, Billed, CreditReason, InvoiceInstallment, InvoiceLine, SingleItem};
use guildhall_domain::cyber_program::catalogue::quote::FixedPrice;
use guildhall_domain::cyber_program::{EnrollmentState, Withdrawal};
use guildhall_domain::ids::{AccountId, EnrollmentId, OrganizationId};
use guildhall_domain::refusal::cited;
use guildhall_domain::{Cents, Clause};
use guildhall_persistence::billing::{self as store, InvoiceRecord};
use guildhall_persistence::cyber_program::{EnrollmentRecord, SeatPurchase};
use guildhall_persistence::{Tx, members, organizations};

use super::money;
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

/// A seat of a purchase, as a line of its invoice.
#[derive(Clone, Debug)]
pub struct PurchaseLine<'a> {
    /// Its line, from 1.
    pub position: i32,
    /// The price, as it was fixed on registering.
    pub price: &'a FixedPrice,
    /// What the line says: the program, the cohort and the participant.
    pub description: String,
}

/// Issues the one invoice of a purchase, with a line for each seat, to the organization that bought them.
///
/// # Errors
/// `already-invoiced`, `unknown-organization`; those of the store.
pub async fn issue_for_purchase(
    app: &App,
    tx: &Tx,
    purchase: &SeatPurchase,
    lines: &[PurchaseLine<'_>],
    due_on: NaiveDate,
) -> Result<Option<InvoiceRecord>, Problem> {
    let Some(first) = lines.first() else { return Ok(None) };
    let representatives = organizations::representatives_of(tx, purchase.organization_id).await?;
    let is_one = representatives.contains(&purchase.bought_by);
    let acts_for_it = representatives.first().copied().filter(|_| !is_one).unwrap_or(purchase.bought_by);
    // Loading bounds a price, and a purchase has few seats.
    let total = Cents::checked_sum(lines.iter().map(|line| line.price.price.amount)).unwrap_or(Cents::new(i64::MAX));
    let bill = Bill {
        total,
        lines: lines.iter().map(invoice_line).collect(),
        installments: vec![InvoiceInstallment { position: 1, due_on, amount: total, paid: Cents::ZERO }],
        priced_on: first.price.fixed_on,
        rate_table_version: first.price.price_list.version.clone(),
        issued_on: app.clock.today(),
    };
    let of = Issue {
        billed: purchase.id.into(),
        bill,
        account_id: acts_for_it,
        member_id: None,
        bill_to_organization_id: Some(purchase.organization_id),
        purchase_order_number: Some(purchase.purchase_order_number.clone()),
        by: Some(purchase.bought_by),
    };
    issue::issue(app, tx, of).await.map(Some)
}

fn invoice_line(line: &PurchaseLine<'_>) -> InvoiceLine {
    let price = &line.price.price;
    InvoiceLine {
        position: line.position,
        code: "seat".to_owned(),
        description: line.description.chars().take(LONGEST_DESCRIPTION).collect(),
        amount: price.amount,
        provisional: price.provisional,
        rule_clause: format!("cyber_program.price.{}", price.price_row),
        rate_table_version: line.price.price_list.version.clone(),
    }
}

/// What is charged for a seat before and after a change.
#[derive(Clone, Copy, Debug)]
struct Charge {
    /// Until now.
    before: Cents,
    /// From now on.
    after: Cents,
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
    enrollment: &EnrollmentRecord,
    withdrawal: &Withdrawal,
) -> Result<Settlement, Problem> {
    let charge = Charge { before: enrollment.price.price.amount, after: withdrawal.kept };
    let ground = Ground {
        reason: match enrollment.state {
            EnrollmentState::Canceled => CreditReason::CohortCanceled,
            _ => CreditReason::Withdrawal,
        },
        provisional: withdrawal.provisional,
        explanation: withdrawal.explanation.clone(),
        by,
    };
    recharge(app, tx, enrollment, charge, "The seat was given up.", ground).await
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
    enrollment: &EnrollmentRecord,
    reason: &str,
) -> Result<Settlement, Problem> {
    let charge = Charge { before: enrollment.price.price.amount, after: Cents::ZERO };
    let clause = Clause::new(
        "cyber_program.release",
        cited::ASSUMPTION,
        "nothing is charged for a seat that was taken back for want of payment",
    );
    let ground = Ground { reason: CreditReason::SeatReleased, provisional: true, explanation: vec![clause], by };
    recharge(app, tx, enrollment, charge, reason, ground).await
}

/// Credits what was kept for a seat that was given up, because the seat was sold again and paid: the association is paid
/// once for it.
///
/// # Errors
/// Those of the store.
pub async fn credit_resold_seat(
    app: &App,
    tx: &Tx,
    enrollment: &EnrollmentRecord,
    kept: Cents,
) -> Result<Settlement, Problem> {
    let charge = Charge { before: kept, after: Cents::ZERO };
    let clause = Clause::new(
        "cyber_program.refund.resold",
        cited::ASSUMPTION,
        "the seat was sold again and paid, so nothing is kept of its first price",
    );
    let ground = Ground { reason: CreditReason::SeatResold, provisional: true, explanation: vec![clause], by: None };
    recharge(app, tx, enrollment, charge, "The seat was sold again.", ground).await
}

/// Charges less for a seat: on the invoice of its own, or on its line of the invoice of a purchase, whose other lines stay
/// as they are.
async fn recharge(
    app: &App,
    tx: &Tx,
    enrollment: &EnrollmentRecord,
    charge: Charge,
    reason: &str,
    ground: Ground,
) -> Result<Settlement, Problem> {
    let Some(purchase) = money::line_of(enrollment) else {
        return settle::give_up(app, tx, &enrollment.id.into(), charge.after, reason, ground).await;
    };
    let billed = Billed::from(purchase);
    let Some(found) = store::find_invoice_of(tx, &billed).await? else {
        return Ok(Settlement { invoice: None, refund: None });
    };
    let charged = store::lock_invoice(tx, found.invoice.id).await?.invoice.charged().cents();
    let kept = charged.saturating_sub(charge.before.cents()).saturating_add(charge.after.cents());
    settle::give_up(app, tx, &billed, Cents::new(kept), reason, ground).await
}
