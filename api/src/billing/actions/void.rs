//! Taking an invoice back while nothing is paid on it.

use guildhall_domain::Refusal;
use guildhall_domain::billing::{VoidFacts, void_invoice};
use guildhall_domain::ids::{AccountId, ApplicationId, InvoiceId};
use guildhall_persistence::Tx;
use guildhall_persistence::billing::{self as store, InvoiceRecord};
use serde_json::json;

use super::{invoice, ledger};
use crate::app::App;
use crate::audit;
use crate::http::problem::Problem;

/// Voids an invoice; its number stays taken, so that the year has no gap.
///
/// # Errors
/// `not-found`, `invoice-void`, `invoice-paid`; those of the store.
pub async fn void(app: &App, tx: &Tx, by: AccountId, id: InvoiceId, reason: &str) -> Result<InvoiceRecord, Problem> {
    let mut record = store::lock_invoice(tx, id).await?;
    let voided = void_invoice(&VoidFacts::from(&record.invoice)).map_err(Refusal::from)?;
    record.invoice.status = voided.status;
    record.invoice.voided_at = Some(app.clock.now());
    record.invoice.void_reason = Some(reason.to_owned());
    record.invoice.version = store::save_invoice(tx, &record).await?;
    ledger::enter(app, tx, id, None, voided.entry).await?;
    audit::record(app, tx, Some(by), "invoice.voided", invoice::subject(&record.invoice), json!({})).await?;
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
