//! Recording a payment: invoices, installments, ledger and what was paid for, in one transaction.

use chrono::NaiveDate;
use guildhall_domain::billing::{
    Allocation, BillingEvent, BillingRefusal, LedgerCause, LedgerEntry, Payer, Payment, PaymentAllocation,
    PaymentFacts, PaymentMethod, ReceiptFacts, accept_receipt, allocate_to, reference,
};
use guildhall_domain::ids::{AccountId, InvoiceId, PaymentId};
use guildhall_domain::{Cents, Refusal, association_date};
use guildhall_persistence::billing::{self as store, InvoiceRecord};
use guildhall_persistence::{StoreError, Tx, accounts};

use super::{concerned, ledger, locks};
use crate::app::App;
use crate::billing::billable::Paid;
use crate::billing::problems::UNKNOWN_INVOICE;
use crate::events;
use crate::hooks;
use crate::http::problem::Problem;
use crate::members::problems::UNKNOWN_ACCOUNT;
use crate::organizations::actions as organizations;

/// Money that has arrived.
#[derive(Clone)]
pub struct Receipt {
    /// Whose it is; none when it is that of the invoices.
    pub payer: Option<Payer>,
    /// What takes it.
    pub toward: Toward,
    /// How it came.
    pub method: PaymentMethod,
    /// How much.
    pub amount: Cents,
    /// Civil date of receipt.
    pub received_on: NaiveDate,
    /// The bank's or payer's reference; unique per method and payer.
    pub external_reference: String,
}

/// What takes money.
#[derive(Clone)]
pub enum Toward {
    /// One invoice, all of it.
    Invoice(InvoiceId),
    /// Each of these its part; what is left is the payer's credit.
    Invoices(Vec<PaymentAllocation>),
}

impl Receipt {
    fn allocations(&self) -> Vec<PaymentAllocation> {
        match &self.toward {
            Toward::Invoice(invoice_id) => vec![PaymentAllocation { invoice_id: *invoice_id, amount: self.amount }],
            Toward::Invoices(allocations) => allocations.clone(),
        }
    }

    /// Where the body names the invoice at a place of the list.
    fn invoice_at(&self, place: usize) -> String {
        match self.toward {
            Toward::Invoice(_) => "/invoice_id".into(),
            Toward::Invoices(_) => format!("/allocations/{place}/invoice_id"),
        }
    }

    /// Where the body says how much that invoice takes.
    fn amount_at(&self, place: usize) -> String {
        match self.toward {
            Toward::Invoice(_) => "/amount_cents".into(),
            Toward::Invoices(_) => format!("/allocations/{place}/amount_cents"),
        }
    }

    fn facts(&self, today: NaiveDate) -> ReceiptFacts {
        ReceiptFacts { method: self.method, amount: self.amount, received_on: self.received_on, today }
    }
}

/// Records a payment and does what it pays for. What is billed and the invoices
/// are locked first, in the order in which a withdrawal locks them, so that of two
/// payments the second sees what the first left outstanding.
///
/// # Errors
/// `own-matter`; the refusals of the billing rules; `unknown-invoice`, `unknown-account`, `unknown-organization`; those of
/// the store.
pub async fn record(app: &App, tx: &Tx, by: AccountId, receipt: Receipt) -> Result<Payment, Problem> {
    let allocations = receipt.allocations();
    let payer = payer_of(tx, by, &receipt, &allocations).await?;
    let refused = |refusal: BillingRefusal| Problem::from(Refusal::from(refusal));
    let Some(external_reference) = reference::read(&receipt.external_reference) else {
        return Err(refused(BillingRefusal::ReferenceEmpty).at("/external_reference"));
    };
    let facts = receipt.facts(app.clock.today());
    let unapplied =
        accept_receipt(&facts, allocations.iter().map(|one| one.amount), &app.policies.billing).map_err(placed)?;
    let ids: Vec<InvoiceId> = allocations.iter().map(|one| one.invoice_id).collect();
    let mut records = locks::invoices(app, tx, &ids).await?;
    let mut taken = Vec::with_capacity(allocations.len());
    for (place, one) in allocations.iter().enumerate().filter(|(_, one)| !one.amount.is_zero()) {
        let Some(record) = records.get(&one.invoice_id) else { continue };
        let allocation = allocate_to(&PaymentFacts::of(&record.invoice), one.amount).map_err(|refusal| {
            let at = match refusal {
                BillingRefusal::MoreThanOutstanding { .. } => receipt.amount_at(place),
                _ => receipt.invoice_at(place),
            };
            refused(refusal).at(&at)
        })?;
        taken.push((*one, allocation));
    }
    let now = app.clock.now();
    let payment = Payment {
        id: PaymentId::new(app.entropy.uuid(now)),
        payer,
        method: receipt.method,
        amount: receipt.amount,
        received_on: receipt.received_on,
        external_reference,
        allocations,
        unapplied,
        reversal: None,
        recorded_by: by,
        recorded_at: now,
        version: 1,
    };
    store::insert_payment(tx, &payment).await.map_err(|error| duplicate(error, payment.method))?;
    for (one, allocation) in taken {
        let entry = LedgerEntry::payment_received(one.amount);
        let Some(record) = records.get_mut(&one.invoice_id) else { continue };
        settle(app, tx, by, record, allocation, Given { payment: &payment, entry, on: payment.received_on }).await?;
    }
    let (Some(first), credit) = (payment.allocations.first(), LedgerEntry::credit_received(unapplied)) else {
        return Err(refused(BillingRefusal::InvoiceOrAllocations).at("/allocations"));
    };
    let cause = LedgerCause::Payment(payment.id);
    ledger::enter_of(app, tx, payment.received_on, first.invoice_id, cause, credit).await?;
    let recorded =
        BillingEvent::PaymentRecorded { payment: payment.id, invoice_id: first.invoice_id, method: payment.method };
    events::record(app, tx, Some(by), recorded).await?;
    Ok(payment)
}

/// What a payment gives to an invoice.
pub(super) struct Given<'a> {
    /// The payment.
    pub(super) payment: &'a Payment,
    /// The entry of it.
    pub(super) entry: Option<LedgerEntry>,
    /// The day on which the invoice had it.
    pub(super) on: NaiveDate,
}

/// Saves an invoice that took money, books it, and tells what it bills.
///
/// # Errors
/// Those of the store and of what is billed.
pub(super) async fn settle(
    app: &App,
    tx: &Tx,
    by: AccountId,
    record: &mut InvoiceRecord,
    allocation: Allocation,
    given: Given<'_>,
) -> Result<(), Problem> {
    let (id, cause) = (record.invoice.id, LedgerCause::Payment(given.payment.id));
    let write_off_reversed = allocation.write_off_reversed.clone();
    allocation.apply(&mut record.invoice);
    record.invoice.version = store::save_invoice(tx, record).await?;
    ledger::enter_of(app, tx, given.on, id, cause, write_off_reversed).await?;
    ledger::enter_of(app, tx, given.on, id, cause, given.entry).await?;
    let on = latest_receipt(tx, record).await?.max(given.on);
    let billed = record.invoice.billed.clone();
    let paid = Paid { id: billed.id, invoice: &record.invoice, on, by };
    hooks::billable(app, &billed.kind)?.on_paid(app, tx, &paid).await
}

/// The day the money was there: the latest receipt on the invoice, not before its issue.
pub(super) async fn latest_receipt(tx: &Tx, record: &InvoiceRecord) -> Result<NaiveDate, Problem> {
    let payments = store::payments_toward(tx, record.invoice.id).await?;
    let issued_on = association_date(record.invoice.issued_at);
    Ok(payments.iter().map(|payment| payment.received_on).fold(issued_on, NaiveDate::max))
}

/// Whose money it is, if the decider is not concerned by any of it.
async fn payer_of(
    tx: &Tx,
    by: AccountId,
    receipt: &Receipt,
    allocations: &[PaymentAllocation],
) -> Result<Payer, Problem> {
    let mut payers = Vec::with_capacity(allocations.len());
    for (place, one) in allocations.iter().enumerate() {
        let at = receipt.invoice_at(place);
        let record = store::load_invoice(tx, one.invoice_id).await.map_err(|error| unknown_invoice(error, &at))?;
        concerned::check_invoice(tx, by, &record).await?;
        if allocations[..place].iter().any(|before| before.invoice_id == one.invoice_id) {
            return Err(Problem::from(Refusal::from(BillingRefusal::InvoiceNamedTwice)).at(&at));
        }
        payers.push(Payer::of(&record.invoice, record.account_id));
    }
    payers.dedup();
    match (receipt.payer, payers.as_slice()) {
        (Some(payer), _) => {
            check_on_record(tx, payer).await?;
            concerned::check_payer(tx, by, payer).await?;
            Ok(payer)
        }
        (None, [payer]) => Ok(*payer),
        (None, _) => Err(Problem::from(Refusal::from(BillingRefusal::PayerNeeded)).at("/payer")),
    }
}

async fn check_on_record(tx: &Tx, payer: Payer) -> Result<(), Problem> {
    match payer {
        Payer::Account(id) => {
            let unknown = || Problem::new(&UNKNOWN_ACCOUNT).detail("No account has that id.").at("/payer/account_id");
            accounts::find_account(tx, id).await?.map(|_| ()).ok_or_else(unknown)
        }
        Payer::Organization(id) => organizations::named(tx, id, "/payer/organization_id").await.map(|_| ()),
    }
}

/// A refusal of the whole receipt at the member that is at fault.
fn placed(refusal: BillingRefusal) -> Problem {
    let at = match refusal {
        BillingRefusal::ReceivedInTheFuture { .. } => "/received_on",
        BillingRefusal::MethodNotAccepted { .. } => "/method",
        BillingRefusal::MoreThanReceived { .. } => "/allocations",
        _ => "/amount_cents",
    };
    Problem::from(Refusal::from(refusal)).at(at)
}

fn unknown_invoice(error: StoreError, at: &str) -> Problem {
    match error {
        StoreError::NotFound(_) => Problem::new(&UNKNOWN_INVOICE).detail("No invoice has that id.").at(at),
        other => other.into(),
    }
}

fn duplicate(error: StoreError, method: PaymentMethod) -> Problem {
    match error {
        StoreError::Conflict(_) => {
            Problem::from(Refusal::from(BillingRefusal::DuplicateReference { method })).at("/external_reference")
        }
        other => other.into(),
    }
}
