//! Changing who is billed.

use guildhall_domain::Refusal;
use guildhall_domain::billing::{BillingEvent, BillingRefusal, Invoice, InvoiceStatus};
use guildhall_domain::ids::{AccountId, InvoiceId, OrganizationId};
use guildhall_persistence::Tx;
use guildhall_persistence::billing::{self as store, InvoiceRecord};

use crate::app::App;
use crate::billing::letters;
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
    let as_it_was = record.clone();
    change(&mut record.invoice);
    if record == as_it_was {
        return Ok(record);
    }
    check_not_void(&record)?;
    let before = as_it_was.invoice.bill_to_organization_id;
    if let Some(organization) = record.invoice.bill_to_organization_id.filter(|now| before != Some(*now)) {
        let named = PayerNamed { by, for_anybody: true, owner: record.account_id };
        representing::check_payer(tx, named, organization).await?;
    }
    save(app, tx, Some(by), record, before).await
}

/// Who is billed from now on.
pub struct Payer {
    /// The organization; none when it is the person.
    pub organization_id: Option<OrganizationId>,
    /// Its purchase order.
    pub purchase_order_number: Option<String>,
}

/// Has another billed, whom the caller has checked.
///
/// # Errors
/// `not-found`, `invoice-void`; those of the store.
pub async fn to(
    app: &App,
    tx: &Tx,
    by: Option<AccountId>,
    id: InvoiceId,
    payer: Payer,
) -> Result<InvoiceRecord, Problem> {
    let mut record = store::lock_invoice(tx, id).await?;
    check_not_void(&record)?;
    let before = record.invoice.bill_to_organization_id;
    record.invoice.bill_to_organization_id = payer.organization_id;
    record.invoice.purchase_order_number = payer.purchase_order_number;
    save(app, tx, by, record, before).await
}

/// Saves the change, and sends the invoice to a new payer.
async fn save(
    app: &App,
    tx: &Tx,
    by: Option<AccountId>,
    mut record: InvoiceRecord,
    before: Option<OrganizationId>,
) -> Result<InvoiceRecord, Problem> {
    record.invoice.version = store::save_invoice(tx, &record).await?;
    events::record(app, tx, by, BillingEvent::InvoiceUpdated { invoice: record.invoice.id }).await?;
    if record.invoice.bill_to_organization_id != before {
        letters::invoice_issued(app, tx, &record).await?;
    }
    Ok(record)
}

fn check_not_void(record: &InvoiceRecord) -> Result<(), Problem> {
    match record.invoice.status {
        InvoiceStatus::Void => Err(Refusal::from(BillingRefusal::InvoiceVoid).into()),
        InvoiceStatus::Open | InvoiceStatus::PartiallyPaid | InvoiceStatus::Paid => Ok(()),
    }
}
