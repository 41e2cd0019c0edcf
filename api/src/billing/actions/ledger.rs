//! Entering balanced postings into the books.

use guildhall_domain::billing::{LedgerCause, LedgerEntry, LedgerRecord};
use guildhall_domain::ids::{InvoiceId, LedgerEntryId};
use guildhall_persistence::{Tx, billing as store};

use crate::app::App;
use crate::http::problem::Problem;

/// Enters `entry`, when there is one: nothing is entered for nothing.
///
/// # Errors
/// Those of any write.
pub async fn enter(
    app: &App,
    tx: &Tx,
    invoice_id: InvoiceId,
    cause: LedgerCause,
    entry: Option<LedgerEntry>,
) -> Result<(), Problem> {
    let Some(entry) = entry else { return Ok(()) };
    let now = app.clock.now();
    let record = LedgerRecord {
        id: LedgerEntryId::new(app.entropy.uuid(now)),
        invoice_id,
        cause,
        posted_on: app.clock.today(),
        posted_at: now,
        entry,
    };
    Ok(store::insert_ledger_entry(tx, &record).await?)
}
