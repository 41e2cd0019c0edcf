//! Entering balanced postings into the books.
//!
//! Invariant: nothing is posted into a month that is closed; what concerns one is posted on the first open day after it and
//! keeps the day on which it happened.

use chrono::NaiveDate;
use guildhall_domain::billing::periods::{first_open_day, month_of};
use guildhall_domain::billing::{LedgerCause, LedgerEntry, LedgerRecord};
use guildhall_domain::ids::{InvoiceId, LedgerEntryId};
use guildhall_persistence::{Tx, billing as store};

use crate::app::App;
use crate::http::problem::Problem;

/// Enters `entry` of today, when there is one: nothing is entered for nothing.
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
    enter_of(app, tx, app.clock.today(), invoice_id, cause, entry).await
}

/// The same for what happened on a day.
///
/// # Errors
/// Those of any write.
pub async fn enter_of(
    app: &App,
    tx: &Tx,
    happened_on: NaiveDate,
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
        posted_on: open_day(tx, happened_on).await?,
        happened_on,
        posted_at: now,
        entry,
    };
    Ok(store::insert_ledger_entry(tx, &record).await?)
}

/// The day on which something is posted, in a month that stays open until the end of the transaction.
async fn open_day(tx: &Tx, happened_on: NaiveDate) -> Result<NaiveDate, Problem> {
    let mut day = happened_on;
    while store::hold_month(tx, month_of(day)).await? {
        day = first_open_day(day, &store::closed_months(tx, month_of(day)).await?);
    }
    Ok(day)
}
