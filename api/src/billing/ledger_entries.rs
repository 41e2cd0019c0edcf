//! `GET /v1/billing/ledger-entries`: the books.

use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::billing::{LedgerAccount, LedgerCause, LedgerEntryKind, LedgerPosting, LedgerRecord};
use guildhall_domain::ids::InvoiceId;
use guildhall_persistence::PageRequest;
use guildhall_persistence::billing::{self as store, LedgerFilter, LedgerSort};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::codes::LedgerAccountCode;
use crate::app::App;
use crate::http::auth::{Caller, Finance};
use crate::http::page::default_limit;
use crate::http::problem::Problem;
use crate::http::query::Params;
use crate::http::reply::Reply;
use crate::page_of;
use crate::wire::LedgerEntryKindCode;

page_of!(LedgerEntryPage, LedgerEntryOut);

/// An entry in the books; its postings sum to zero.
#[derive(Serialize, ToSchema)]
#[schema(as = LedgerEntry)]
pub struct LedgerEntryOut {
    /// Id of the entry.
    id: Uuid,
    /// Why it was made.
    #[schema(value_type = LedgerEntryKindCode)]
    kind: LedgerEntryKind,
    /// The invoice it belongs to.
    invoice_id: Uuid,
    /// The payment it records; null for others.
    #[schema(required)]
    payment_id: Option<Uuid>,
    /// The refund whose payout it records; null for others.
    #[schema(required)]
    refund_id: Option<Uuid>,
    /// Day of the entry.
    #[schema(example = "2025-03-01")]
    posted_on: NaiveDate,
    /// Instant of the entry.
    posted_at: DateTime<Utc>,
    /// Its sides.
    #[schema(min_items = 2, max_items = 10, example = json!([
        { "account": "accounts_receivable", "amount_cents": 97_500 }, { "account": "dues_revenue", "amount_cents": -97_500 }]))]
    postings: Vec<LedgerPostingOut>,
}

/// One side of an entry.
#[derive(Serialize, ToSchema)]
#[schema(as = LedgerPosting)]
pub struct LedgerPostingOut {
    /// The account.
    #[schema(value_type = LedgerAccountCode)]
    account: LedgerAccount,
    /// The amount in cents: a debit above zero, a credit below.
    #[schema(minimum = -100_000_000_000_i64, maximum = 100_000_000_000_i64, example = 97_500)]
    amount_cents: i64,
}

impl From<LedgerRecord> for LedgerEntryOut {
    fn from(record: LedgerRecord) -> Self {
        let posting = |posting: &LedgerPosting| LedgerPostingOut {
            account: posting.account.clone(),
            amount_cents: posting.amount.cents(),
        };
        let (payment_id, refund_id) = match record.cause {
            LedgerCause::Payment(id) => (Some(id.uuid()), None),
            LedgerCause::Refund(id) => (None, Some(id.uuid())),
            LedgerCause::Invoice | LedgerCause::CreditNote(_) => (None, None),
        };
        LedgerEntryOut {
            id: record.id.uuid(),
            kind: record.entry.kind(),
            invoice_id: record.invoice_id.uuid(),
            payment_id,
            refund_id,
            posted_on: record.posted_on,
            posted_at: record.posted_at,
            postings: record.entry.postings().iter().map(posting).collect(),
        }
    }
}

/// Which entries are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LedgerQuery {
    /// Most items on the page.
    #[serde(default = "default_limit")]
    #[param(value_type = i32, minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: u16,
    /// Cursor: `page.next` of the page before.
    #[param(min_length = 1, max_length = 2048, nullable = false)]
    after: Option<String>,
    /// Only of this invoice.
    #[param(nullable = false)]
    invoice_id: Option<Uuid>,
}

/// List ledger entries
///
/// For finance. The latest first; entries are never changed, a void invoice gets a reversal.
#[utoipa::path(tag = "Billing", operation_id = "listLedgerEntries", security(("bearer" = ["finance"])), params(LedgerQuery),
    responses((status = 200, description = "One page.", body = LedgerEntryPage)))]
#[get("/ledger-entries")]
pub async fn list_ledger_entries(
    _: Caller<Finance>,
    app: Data<App>,
    request: HttpRequest,
    query: Params<LedgerQuery>,
) -> Result<Reply, Problem> {
    let list = "billing/ledger-entries";
    let filter = LedgerFilter { invoice: query.0.invoice_id.map(InvoiceId::new) };
    let after = app.cursors.read(list, query.0.after.as_deref())?;
    let page = PageRequest { limit: query.0.limit, sort: LedgerSort::Newest, after };
    let slice = store::list_ledger_entries(&app.db, &filter, page).await?;
    app.cursors.reply::<LedgerEntryPage, _>(&request, list, query.0.limit, slice, LedgerEntryOut::from)
}
