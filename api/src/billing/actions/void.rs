//! Taking an invoice back while nothing is paid on it.

use guildhall_domain::Refusal;
use guildhall_domain::billing::{
    Billed, BillingEvent, BillingRefusal, LedgerCause, VoidFacts, VoidedInvoice, void_invoice,
};
use guildhall_domain::ids::{AccountId, InvoiceId};
use guildhall_persistence::Tx;
use guildhall_persistence::billing::{self as store, InvoiceRecord};

use super::{concerned, issue, ledger};
use crate::app::App;
use crate::events;
use crate::hooks;
use crate::http::problem::Problem;

/// Voids an invoice; its number stays taken, so that the year has no gap. What it bills is told; a thing that settles
/// its invoice itself has to be given up there.
///
/// # Errors
/// `not-found`, `invoice-void`, `invoice-paid`, `invoice-settled-elsewhere`; those of the store.
pub async fn void(app: &App, tx: &Tx, by: AccountId, id: InvoiceId, reason: &str) -> Result<InvoiceRecord, Problem> {
    let billed = store::load_invoice(tx, id).await?.invoice.billed;
    let billable = hooks::billable(app, &billed.kind)?;
    if billable.settles_its_invoice() {
        return Err(Refusal::from(BillingRefusal::SettledElsewhere { bills: billed.kind }).into());
    }
    billable.lock(app, tx, billed.id).await?;
    let mut record = store::lock_invoice(tx, id).await?;
    let revenue = issue::revenue_of_invoice(app, &record.invoice)?;
    let voided = void_invoice(&VoidFacts::of(&record.invoice, revenue)).map_err(Refusal::from)?;
    take_back(app, tx, Some(by), &mut record, voided, reason).await?;
    billable.on_given_up(app, tx, billed.id, by).await?;
    Ok(record)
}

/// The same by finance, who decide it about somebody else.
///
/// # Errors
/// `own-matter`, and as [`void`].
pub async fn decide(app: &App, tx: &Tx, by: AccountId, id: InvoiceId, reason: &str) -> Result<InvoiceRecord, Problem> {
    concerned::check_invoice(tx, by, &store::load_invoice(tx, id).await?).await?;
    void(app, tx, by, id, reason).await
}

/// Voids the open invoice of a thing, if it has one.
///
/// # Errors
/// As [`void`].
pub async fn of_subject(app: &App, tx: &Tx, by: AccountId, billed: &Billed, reason: &str) -> Result<(), Problem> {
    if let Some(record) = store::find_invoice_of(tx, billed).await? {
        void(app, tx, by, record.invoice.id, reason).await?;
    }
    Ok(())
}

/// Writes that an invoice was voided, with the reversal in the ledger.
///
/// # Errors
/// Those of the store.
pub(super) async fn take_back(
    app: &App,
    tx: &Tx,
    by: Option<AccountId>,
    record: &mut InvoiceRecord,
    voided: VoidedInvoice,
    reason: &str,
) -> Result<(), Problem> {
    record.invoice.status = voided.status;
    record.invoice.voided_at = Some(app.clock.now());
    record.invoice.void_reason = Some(reason.to_owned());
    record.invoice.version = store::save_invoice(tx, record).await?;
    ledger::enter(app, tx, record.invoice.id, LedgerCause::Invoice, voided.entry).await?;
    events::record(app, tx, by, BillingEvent::InvoiceVoided { invoice: record.invoice.id }).await
}
