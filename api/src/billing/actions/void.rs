//! Taking an invoice back while nothing is paid on it.

use guildhall_domain::Refusal;
use guildhall_domain::billing::{Billed, BillingRefusal, LedgerCause, VoidFacts, VoidedInvoice, void_invoice};
use guildhall_domain::ids::{AccountId, ApplicationId, InvoiceId};
use guildhall_persistence::Tx;
use guildhall_persistence::billing::{self as store, InvoiceRecord};
use serde_json::json;

use super::{issue, ledger, subject};
use crate::app::App;
use crate::audit;
use crate::http::problem::Problem;
use crate::members::actions::print;

/// Voids an invoice; its number stays taken, so that the year has no gap. A year of the print magazine goes with
/// it, a seat is given up through its enrollment.
///
/// # Errors
/// `not-found`, `invoice-void`, `invoice-paid`, `invoice-settled-elsewhere`; those of the store.
pub async fn void(app: &App, tx: &Tx, by: AccountId, id: InvoiceId, reason: &str) -> Result<InvoiceRecord, Problem> {
    let billed = store::load_invoice(tx, id).await?.invoice.billed;
    if let Billed::Seat(_) = billed {
        return Err(Refusal::from(BillingRefusal::SettledElsewhere { bills: billed.bills() }).into());
    }
    if let Billed::PrintMagazine(_) = billed {
        subject::lock(app, tx, billed).await?;
    }
    let mut record = store::lock_invoice(tx, id).await?;
    let voided = void_invoice(&VoidFacts::from(&record.invoice)).map_err(Refusal::from)?;
    take_back(app, tx, Some(by), &mut record, voided, reason).await?;
    if let Billed::PrintMagazine(subscription) = billed {
        print::withdraw(app, tx, subscription, by).await?;
    }
    Ok(record)
}

/// Voids the open invoice of an application, if it has one.
///
/// # Errors
/// As [`void`].
pub async fn of_application(
    app: &App,
    tx: &Tx,
    by: AccountId,
    application: ApplicationId,
    reason: &str,
) -> Result<(), Problem> {
    if let Some(record) = store::find_invoice_of_application(tx, application).await? {
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
    audit::record(app, tx, by, "invoice.voided", issue::subject(&record.invoice), json!({})).await?;
    Ok(())
}
