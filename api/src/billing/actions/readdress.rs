//! Changing who is billed.

use guildhall_domain::Refusal;
use guildhall_domain::billing::{BillingEvent, BillingRefusal, Invoice, InvoiceStatus};
use guildhall_domain::ids::{AccountId, InvoiceId};
use guildhall_persistence::Tx;
use guildhall_persistence::billing::{self as store, InvoiceRecord};

use crate::app::App;
use crate::events;
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;
use crate::organizations::representing::{self, PayerNamed};

/// Changes who is billed and under which purchase order, if the invoice still is as the caller saw it.
///
/// # Errors
/// `not-found`, `stale-version`, `invoice-void`, `payer-named-by-staff`, `unknown-organization`; those of the store.
pub async fn readdress(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: InvoiceId,
    seen: &IfMatch,
    change: impl FnOnce(&mut Invoice),
) -> Result<InvoiceRecord, Problem> {
    let mut record = store::lock_invoice(tx, id).await?;
    seen.check(record.invoice.version)?;
    if record.invoice.status == InvoiceStatus::Void {
        return Err(Refusal::from(BillingRefusal::InvoiceVoid).into());
    }
    let before = record.invoice.bill_to_organization_id;
    change(&mut record.invoice);
    if let Some(organization) = record.invoice.bill_to_organization_id.filter(|now| before != Some(*now)) {
        let named = PayerNamed { by, for_anybody: true, owner: record.account_id };
        representing::check_payer(tx, named, organization).await?;
    }
    record.invoice.version = store::save_invoice(tx, &record).await?;
    events::record(app, tx, Some(by), BillingEvent::InvoiceUpdated { invoice: id }).await?;
    Ok(record)
}
