//! Recording a payment: invoice, installments, ledger and what was paid for, in one transaction.

use chrono::NaiveDate;
use guildhall_domain::billing::{
    Allocation, BillingEvent, BillingRefusal, LedgerCause, Payment, PaymentFacts, PaymentMethod, accept_payment,
};
use guildhall_domain::ids::{AccountId, InvoiceId, PaymentId};
use guildhall_domain::{Cents, Refusal, association_date, own_matter};
use guildhall_persistence::billing::{self as store, InvoiceRecord, PaymentFilter, PaymentSort};
use guildhall_persistence::{PageRequest, StoreError, Tx};

use super::ledger;
use crate::app::App;
use crate::billing::billable::Paid;
use crate::billing::problems::UNKNOWN_INVOICE;
use crate::events;
use crate::hooks;
use crate::http::problem::Problem;

/// Money that has arrived.
#[derive(Clone)]
pub struct Receipt {
    /// The invoice it pays.
    pub invoice_id: InvoiceId,
    /// How it came.
    pub method: PaymentMethod,
    /// How much.
    pub amount: Cents,
    /// Civil date of receipt.
    pub received_on: NaiveDate,
    /// The bank's or payer's reference; unique per method.
    pub external_reference: String,
}

/// Records a payment and does what it pays for. What is billed and the invoice
/// are locked first, in the order in which a withdrawal locks them, so that of two
/// payments the second sees what the first left outstanding.
///
/// # Errors
/// `own-matter`; the refusals of the billing rules; `unknown-invoice`; those of the store.
pub async fn record(app: &App, tx: &Tx, by: AccountId, receipt: Receipt) -> Result<Payment, Problem> {
    let seen = store::load_invoice(tx, receipt.invoice_id).await.map_err(unknown_invoice)?;
    own_matter::check(by, [Some(seen.account_id)])?;
    let billed = seen.invoice.billed;
    let billable = hooks::billable(app, &billed.kind)?;
    billable.lock(app, tx, billed.id).await?;
    let mut record = store::lock_invoice(tx, receipt.invoice_id).await?;
    let allocation = accept(app, &record, &receipt)?;
    let payment = payment_of(app, by, receipt);
    store::insert_payment(tx, &payment).await.map_err(|error| duplicate(error, payment.method))?;
    record.invoice.paid = allocation.paid;
    record.invoice.status = allocation.status;
    record.invoice.installments = allocation.installments;
    record.invoice.version = store::save_invoice(tx, &record).await?;
    ledger::enter(app, tx, payment.invoice_id, LedgerCause::Payment(payment.id), Some(allocation.entry)).await?;
    let received_on = latest_receipt(tx, &record).await?;
    let paid = Paid { id: billed.id, invoice: &record.invoice, on: received_on, by };
    billable.on_paid(app, tx, &paid).await?;
    let recorded =
        BillingEvent::PaymentRecorded { payment: payment.id, invoice_id: payment.invoice_id, method: payment.method };
    events::record(app, tx, Some(by), recorded).await?;
    Ok(payment)
}

/// The day the money was there: the latest receipt on the invoice, not before its issue.
async fn latest_receipt(tx: &Tx, record: &InvoiceRecord) -> Result<NaiveDate, Problem> {
    let filter = PaymentFilter { invoice: Some(record.invoice.id), method: None };
    let mut page = PageRequest::first(100, PaymentSort::Newest);
    let mut latest = association_date(record.invoice.issued_at);
    loop {
        let slice = store::list_payments(tx, &filter, page.clone()).await?;
        latest = slice.items.iter().map(|payment| payment.received_on).fold(latest, NaiveDate::max);
        page.after = slice.next;
        if page.after.is_none() {
            return Ok(latest);
        }
    }
}

fn accept(app: &App, record: &InvoiceRecord, receipt: &Receipt) -> Result<Allocation, Problem> {
    let facts = PaymentFacts {
        status: record.invoice.status,
        charged: record.invoice.charged(),
        paid: record.invoice.paid,
        installments: &record.invoice.installments,
        method: receipt.method,
        amount: receipt.amount,
        received_on: receipt.received_on,
        today: app.clock.today(),
    };
    Ok(accept_payment(&facts, &app.policies.billing).map_err(Refusal::from)?)
}

fn payment_of(app: &App, by: AccountId, receipt: Receipt) -> Payment {
    let now = app.clock.now();
    Payment {
        id: PaymentId::new(app.entropy.uuid(now)),
        invoice_id: receipt.invoice_id,
        method: receipt.method,
        amount: receipt.amount,
        received_on: receipt.received_on,
        external_reference: receipt.external_reference,
        recorded_by: by,
        recorded_at: now,
    }
}

fn unknown_invoice(error: StoreError) -> Problem {
    match error {
        StoreError::NotFound(_) => Problem::new(&UNKNOWN_INVOICE).detail("No invoice has that id.").at("/invoice_id"),
        other => other.into(),
    }
}

fn duplicate(error: StoreError, method: PaymentMethod) -> Problem {
    match error {
        StoreError::Conflict(_) => Refusal::from(BillingRefusal::DuplicateReference { method }).into(),
        other => other.into(),
    }
}
