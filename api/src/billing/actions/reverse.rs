//! Taking back a payment, and what rested on it, in one transaction.

use chrono::NaiveDate;
use guildhall_domain::billing::{
    BillingEvent, BillingRefusal, LedgerCause, LedgerEntry, Payment, Refund, RefundState, Reversal, ReversalFacts,
    ReversalReason, check_reversal, reopen,
};
use guildhall_domain::ids::{AccountId, InvoiceId, PaymentId, RefundId};
use guildhall_domain::{Cents, Refusal};
use guildhall_persistence::Tx;
use guildhall_persistence::billing::{self as store, InvoiceRecord};

use super::{concerned, ledger, locks};
use crate::app::App;
use crate::billing::billable::Reopened;
use crate::billing::letters;
use crate::events;
use crate::hooks;
use crate::http::problem::Problem;

/// How a payment is taken back.
#[derive(Clone, Copy)]
pub struct Reversing {
    /// Why.
    pub reason: ReversalReason,
    /// Civil date on which it was.
    pub on: NaiveDate,
}

/// Reverses a payment: its invoices owe again what it had paid, what no invoice took is gone, and what is billed is told.
/// The payment is locked first, so that of two reversals the second sees the first.
///
/// # Errors
/// `not-found`, `own-matter`; the refusals of the billing rules; those of the store and of what is billed.
pub async fn reverse(app: &App, tx: &Tx, by: AccountId, id: PaymentId, as_: Reversing) -> Result<Payment, Problem> {
    let mut payment = store::lock_payment(tx, id).await?;
    concerned::check_payer(tx, by, payment.payer).await?;
    let Reversing { reason, on } = as_;
    let today = app.clock.today();
    let facts = ReversalFacts { reversal: payment.reversal, received_on: payment.received_on, on, today };
    check_reversal(&facts).map_err(refused)?;
    let given: Vec<(InvoiceId, Cents)> =
        payment.allocations.iter().map(|one| (one.invoice_id, one.amount)).filter(|(_, of)| !of.is_zero()).collect();
    let ids: Vec<InvoiceId> = given.iter().map(|(id, _)| *id).collect();
    let mut records = locks::invoices(app, tx, &ids).await?;
    for record in records.values() {
        concerned::check_invoice(tx, by, record).await?;
    }
    payment.reversal = Some(Reversal { reason, on, by, at: app.clock.now() });
    let unapplied = std::mem::take(&mut payment.unapplied);
    payment.version = store::save_payment(tx, &payment).await?;
    for (invoice_id, amount) in given {
        let Some(record) = records.get_mut(&invoice_id) else { continue };
        reopen_invoice(app, tx, by, &payment, record, (amount, on)).await?;
    }
    take_credit_back(app, tx, by, &payment, unapplied, on).await?;
    events::record(app, tx, Some(by), BillingEvent::PaymentReversed { payment: id, reason }).await?;
    Ok(payment)
}

async fn reopen_invoice(
    app: &App,
    tx: &Tx,
    by: AccountId,
    payment: &Payment,
    record: &mut InvoiceRecord,
    (amount, on): (Cents, NaiveDate),
) -> Result<(), Problem> {
    let refunds = store::lock_refunds_of(tx, record.invoice.id).await?;
    let paid_back = sum(&refunds, RefundState::Paid);
    let reopened = reopen(&record.invoice, amount, paid_back).map_err(refused)?;
    let (entry, refund_due) = (reopened.entry.clone(), reopened.refund_due);
    reopened.apply(&mut record.invoice);
    record.invoice.version = store::save_invoice(tx, record).await?;
    if sum(&refunds, RefundState::Due) != refund_due {
        lower_refunds(app, tx, by, payment.id, refunds, refund_due).await?;
    }
    let cause = LedgerCause::Payment(payment.id);
    ledger::enter_of(app, tx, on, record.invoice.id, cause, entry).await?;
    let billed = record.invoice.billed.clone();
    let told = Reopened { id: billed.id, invoice: &record.invoice, by };
    hooks::billable(app, &billed.kind)?.on_reopened(app, tx, &told).await?;
    let event = BillingEvent::InvoiceReopened { invoice: record.invoice.id, payment_id: payment.id };
    events::record(app, tx, Some(by), event).await?;
    letters::payment_reversed(app, tx, record, payment, amount).await
}

/// What was to be refunded of it is not any longer; a part that still is becomes a refund of its own.
async fn lower_refunds(
    app: &App,
    tx: &Tx,
    by: AccountId,
    payment_id: PaymentId,
    refunds: Vec<Refund>,
    still_due: Cents,
) -> Result<(), Problem> {
    let mut last = None;
    for refund in refunds.into_iter().filter(|refund| refund.state() == RefundState::Due) {
        last = Some(cancel(app, tx, by, payment_id, refund).await?);
    }
    let Some(last) = last.filter(|_| !still_due.is_zero()) else { return Ok(()) };
    let id = RefundId::new(app.entropy.uuid(app.clock.now()));
    let left = Refund { id, amount: still_due, created_at: app.clock.now(), canceled_at: None, version: 1, ..last };
    Ok(store::insert_refund(tx, &left).await?)
}

async fn cancel(
    app: &App,
    tx: &Tx,
    by: AccountId,
    payment_id: PaymentId,
    mut refund: Refund,
) -> Result<Refund, Problem> {
    refund.canceled_at = Some(app.clock.now());
    refund.version = store::save_refund(tx, &refund).await?;
    let canceled = BillingEvent::RefundCanceled { refund: refund.id, payment_id };
    events::record(app, tx, Some(by), canceled).await?;
    Ok(refund)
}

/// What no invoice took is gone, and what was to be refunded of it too.
async fn take_credit_back(
    app: &App,
    tx: &Tx,
    by: AccountId,
    payment: &Payment,
    unapplied: Cents,
    on: NaiveDate,
) -> Result<(), Problem> {
    let refunds = store::lock_refunds_from(tx, payment.id).await?;
    let paid_back = sum(&refunds, RefundState::Paid);
    if !paid_back.is_zero() {
        return Err(refused(BillingRefusal::PaidBack { paid_back }));
    }
    let payable = sum(&refunds, RefundState::Due);
    for refund in refunds {
        cancel(app, tx, by, payment.id, refund).await?;
    }
    let Some(first) = payment.allocations.first() else { return Ok(()) };
    let entry = LedgerEntry::credit_reversed(unapplied, payable);
    ledger::enter_of(app, tx, on, first.invoice_id, LedgerCause::Payment(payment.id), entry).await
}

fn sum(refunds: &[Refund], state: RefundState) -> Cents {
    let those = refunds.iter().filter(|refund| refund.state() == state).map(|refund| refund.amount);
    Cents::checked_sum(those).unwrap_or(Cents::new(i64::MAX))
}

fn refused(refusal: BillingRefusal) -> Problem {
    let at = match refusal {
        BillingRefusal::ReversalDate { .. } => Some("/on"),
        _ => None,
    };
    let problem = Problem::from(Refusal::from(refusal));
    match at {
        Some(at) => problem.at(at),
        None => problem,
    }
}
