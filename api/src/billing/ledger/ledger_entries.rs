//! `GET /v1/billing/ledger-entries`: the ledger.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::billing::{LedgerAccount, LedgerCause, LedgerEntryKind, LedgerPosting, LedgerRecord};
use guildhall_domain::ids::InvoiceId;
use guildhall_persistence::billing::{self as store, LedgerFilter, LedgerSort};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::billing::codes::LedgerAccountCode;
use crate::http::auth::{Caller, Finance};
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::problem::Problem;
use crate::wire::LedgerEntryKindCode;

/// An entry in the ledger; its postings add up to zero.
#[derive(Serialize, ToSchema)]
#[schema(as = LedgerEntry)]
pub struct LedgerEntryOut {
    /// Id of the entry.
    id: Uuid,
    /// Kind of entry.
    #[schema(value_type = LedgerEntryKindCode)]
    kind: LedgerEntryKind,
    /// Invoice that the entry belongs to.
    invoice_id: Uuid,
    /// Payment that the entry records; null for other entries.
    #[schema(required)]
    payment_id: Option<Uuid>,
    /// Refund whose payout the entry records; null for other entries.
    #[schema(required)]
    refund_id: Option<Uuid>,
    /// Write-off that the entry records; null for other entries.
    #[schema(required)]
    write_off_id: Option<Uuid>,
    /// Date on which it happened: the receipt, the payout, the reversal; for anything else the date of the entry.
    #[schema(example = "2025-03-01")]
    happened_on: NaiveDate,
    /// Date of the entry in the books, in America/New_York: when it happened, or the first open day after a month that was closed.
    #[schema(example = "2025-03-01")]
    posted_on: NaiveDate,
    /// When the entry was posted.
    posted_at: DateTime<Utc>,
    /// Postings of the entry.
    #[schema(min_items = 2, max_items = 10, example = json!([
        { "account": "accounts_receivable", "amount_cents": 97_500 }, { "account": "dues_revenue", "amount_cents": -97_500 }]))]
    postings: Vec<LedgerPostingOut>,
}

/// One posting of a ledger entry.
#[derive(Serialize, ToSchema)]
#[schema(as = LedgerPosting)]
pub struct LedgerPostingOut {
    /// Account of the ledger.
    #[schema(value_type = LedgerAccountCode)]
    account: LedgerAccount,
    /// Amount in US cents: positive for a debit, negative for a credit.
    #[schema(minimum = -100_000_000_000_i64, maximum = 100_000_000_000_i64, example = 97_500)]
    amount_cents: i64,
}

impl From<LedgerRecord> for LedgerEntryOut {
    fn from(record: LedgerRecord) -> Self {
        let posting = |posting: &LedgerPosting| LedgerPostingOut {
            account: posting.account.clone(),
            amount_cents: posting.amount.cents(),
        };
        let (payment_id, refund_id, write_off_id) = match record.cause {
            LedgerCause::Payment(id) => (Some(id.uuid()), None, None),
            LedgerCause::Refund(id) => (None, Some(id.uuid()), None),
            LedgerCause::WriteOff(id) => (None, None, Some(id.uuid())),
            LedgerCause::Invoice | LedgerCause::CreditNote(_) => (None, None, None),
        };
        LedgerEntryOut {
            id: record.id.uuid(),
            kind: record.entry.kind(),
            invoice_id: record.invoice_id.uuid(),
            payment_id,
            refund_id,
            write_off_id,
            happened_on: record.happened_on,
            posted_on: record.posted_on,
            posted_at: record.posted_at,
            postings: record.entry.postings().iter().map(posting).collect(),
        }
    }
}

/// Filters of the list of ledger entries.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LedgerQuery {
    /// Only entries of this invoice.
    #[param(nullable = false)]
    invoice_id: Option<Uuid>,
}

impl ListQuery for LedgerQuery {
    type Sort = LedgerSort;

    fn order(&self) -> (&'static str, LedgerSort) {
        ("billing/ledger-entries", LedgerSort::Newest)
    }
}

/// List ledger entries
///
/// For finance. Sorted by time of posting, latest first. Entries never change; voiding an invoice adds a reversing entry.
#[utoipa::path(get, path = "/ledger-entries", tag = "Billing")]
pub async fn list_ledger_entries(
    _: Caller<Finance>,
    list: Listing<LedgerQuery>,
) -> Result<Page<LedgerEntryOut>, Problem> {
    let filter = LedgerFilter { invoice: list.query.invoice_id.map(InvoiceId::new) };
    let slice = store::list_ledger_entries(&list.app().db, &filter, list.page()).await?;
    Ok(list.answer(slice, LedgerEntryOut::from))
}
