//! Using the unapplied credit of a payer: applied to an invoice, or to be paid back.

use guildhall_domain::billing::{
    BillingEvent, BillingRefusal, CreditReason, LedgerCause, LedgerEntry, Payment, PaymentAllocation, PaymentFacts,
    Refund, RefundSource, allocate_to,
};
use guildhall_domain::ids::{AccountId, InvoiceId, PaymentId, RefundId};
use guildhall_domain::{Cents, Refusal};
use guildhall_persistence::billing as store;
use guildhall_persistence::{StoreError, Tx};

use super::payment::{Given, settle};
use super::{concerned, ledger, locks};
use crate::app::App;
use crate::billing::problems::UNKNOWN_INVOICE;
use crate::events;
use crate::http::problem::Problem;

/// Applies what is left of a payment to an invoice, which has it from today on.
///
/// # Errors
/// `not-found`, `own-matter`, `unknown-invoice`; the refusals of the billing rules; those of the store.
pub async fn to_invoice(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: PaymentId,
    invoice_id: InvoiceId,
    amount: Cents,
) -> Result<Payment, Problem> {
    let mut payment = taken(tx, by, id).await?;
    let seen = store::load_invoice(tx, invoice_id).await.map_err(unknown_invoice)?;
    concerned::check_invoice(tx, by, &seen).await?;
    check_unapplied(&payment, amount)?;
    let mut records = locks::invoices(app, tx, &[invoice_id]).await?;
    let Some(record) = records.get_mut(&invoice_id) else { return Err(unknown()) };
    let allocation = allocate_to(&PaymentFacts::of(&record.invoice), amount).map_err(Refusal::from)?;
    match payment.allocations.iter_mut().find(|one| one.invoice_id == invoice_id) {
        Some(one) => one.amount = Cents::new(one.amount.cents().saturating_add(amount.cents())),
        None => payment.allocations.push(PaymentAllocation { invoice_id, amount }),
    }
    payment.unapplied = Cents::new(payment.unapplied.cents() - amount.cents());
    payment.version = store::save_payment(tx, &payment).await?;
    let given = Given { payment: &payment, entry: LedgerEntry::credit_applied(amount), on: app.clock.today() };
    settle(app, tx, by, record, allocation, given).await?;
    events::record(app, tx, Some(by), BillingEvent::PaymentApplied { payment: id, invoice_id }).await?;
    Ok(payment)
}

/// Makes what is left of a payment due to be paid back to the payer.
///
/// # Errors
/// `not-found`, `own-matter`; the refusals of the billing rules; those of the store.
pub async fn refund(app: &App, tx: &Tx, by: AccountId, id: PaymentId, amount: Cents) -> Result<Refund, Problem> {
    let mut payment = taken(tx, by, id).await?;
    check_unapplied(&payment, amount)?;
    let Some(first) = payment.allocations.first().copied() else { return Err(unknown()) };
    payment.unapplied = Cents::new(payment.unapplied.cents() - amount.cents());
    payment.version = store::save_payment(tx, &payment).await?;
    let now = app.clock.now();
    let refund = Refund {
        id: RefundId::new(app.entropy.uuid(now)),
        invoice_id: first.invoice_id,
        source: RefundSource::Payment(id),
        amount,
        reason: CreditReason::UnappliedCredit,
        due_since: app.clock.today(),
        created_at: now,
        payout: None,
        canceled_at: None,
        version: 1,
    };
    store::insert_refund(tx, &refund).await?;
    let entry = LedgerEntry::credit_refunded(amount);
    ledger::enter(app, tx, refund.invoice_id, LedgerCause::Refund(refund.id), entry).await?;
    events::record(app, tx, Some(by), BillingEvent::RefundCreated { refund: refund.id, payment_id: id }).await?;
    Ok(refund)
}

/// A payment that stands and concerns somebody else, for this transaction alone.
async fn taken(tx: &Tx, by: AccountId, id: PaymentId) -> Result<Payment, Problem> {
    let payment = store::lock_payment(tx, id).await?;
    concerned::check_payer(tx, by, payment.payer).await?;
    match payment.reversal {
        Some(reversal) => Err(Refusal::from(BillingRefusal::PaymentReversed { on: reversal.on }).into()),
        None => Ok(payment),
    }
}

fn check_unapplied(payment: &Payment, amount: Cents) -> Result<(), Problem> {
    let refusal = if amount <= Cents::ZERO {
        BillingRefusal::AmountNotPositive
    } else if amount > payment.unapplied {
        BillingRefusal::MoreThanUnapplied { amount, unapplied: payment.unapplied }
    } else {
        return Ok(());
    };
    Err(Problem::from(Refusal::from(refusal)).at("/amount_cents"))
}

fn unknown_invoice(error: StoreError) -> Problem {
    match error {
        StoreError::NotFound(_) => unknown(),
        other => other.into(),
    }
}

fn unknown() -> Problem {
    Problem::new(&UNKNOWN_INVOICE).detail("No invoice has that id.").at("/invoice_id")
}
