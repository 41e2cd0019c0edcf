//! `/v1/billing/refunds`: money that is to be paid back, and was.

use std::collections::HashMap;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::billing::{CreditNote, CreditReason, Refund, RefundMethod, RefundState};
use guildhall_domain::ids::{CreditNoteId, InvoiceId, RefundId};
use guildhall_persistence::billing::{self as store, RefundFilter, RefundSort};
use guildhall_persistence::{PageRequest, Read};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::http::auth::{Caller, Finance};
use crate::http::page::default_limit;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::page_of;
use crate::wire::{ClauseOut, RefundMethodCode, RefundReasonCode, RefundStateCode};

page_of!(RefundPage, RefundOut);

/// Money that is to be paid back, or was.
#[derive(Serialize, ToSchema)]
#[schema(as = Refund)]
pub struct RefundOut {
    /// Id of the record.
    id: Uuid,
    /// The invoice that it was paid on.
    invoice_id: Uuid,
    /// Where it stands.
    #[schema(value_type = RefundStateCode)]
    state: RefundState,
    /// How much, in cents.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 99_750)]
    amount_cents: i64,
    /// Currency: always USD.
    #[schema(max_length = 3, example = "USD")]
    currency: &'static str,
    /// Why it is paid back.
    #[schema(value_type = RefundReasonCode)]
    reason: CreditReason,
    /// True when the amount rests on a default of this software; the association has published no figure.
    #[schema(example = true)]
    provisional: bool,
    /// The clauses that set the amount.
    #[schema(max_items = 20)]
    explanation: Vec<ClauseOut>,
    /// Since when it is due.
    #[schema(example = "2025-03-01")]
    due_since: NaiveDate,
    /// When it became due.
    created_at: DateTime<Utc>,
    /// How it was paid out; null while it is due.
    #[schema(required, value_type = Option<RefundMethodCode>)]
    method: Option<RefundMethod>,
    /// Day of the payout; null while it is due.
    #[schema(required, example = "2025-03-10")]
    paid_on: Option<NaiveDate>,
    /// The bank's reference of the payout; null while it is due.
    #[schema(required, max_length = 100, example = "ACH-20250310-7")]
    external_reference: Option<String>,
    /// Account of who recorded the payout; null while it is due.
    #[schema(required)]
    paid_by: Option<Uuid>,
}

impl RefundOut {
    fn of(refund: Refund, notes: &HashMap<CreditNoteId, CreditNote>) -> Self {
        let note = notes.get(&refund.credit_note_id);
        let explanation = note.map(|note| note.explanation.clone()).unwrap_or_default();
        let state = refund.state();
        let payout = refund.payout;
        RefundOut {
            id: refund.id.uuid(),
            invoice_id: refund.invoice_id.uuid(),
            state,
            amount_cents: refund.amount.cents(),
            currency: "USD",
            reason: refund.reason,
            provisional: note.is_some_and(|note| note.provisional),
            explanation: explanation.into_iter().map(ClauseOut::from).collect(),
            due_since: refund.due_since,
            created_at: refund.created_at,
            method: payout.as_ref().map(|payout| payout.method),
            paid_on: payout.as_ref().map(|payout| payout.paid_on),
            paid_by: payout.as_ref().map(|payout| payout.paid_by.uuid()),
            external_reference: payout.map(|payout| payout.external_reference),
        }
    }
}

/// Which refunds are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RefundQuery {
    /// Most items on the page.
    #[serde(default = "default_limit")]
    #[param(value_type = i32, minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: u16,
    /// Cursor: `page.next` of the page before.
    #[param(min_length = 1, max_length = 2048, nullable = false)]
    after: Option<String>,
    /// Only in this state.
    #[param(inline, value_type = Option<RefundStateCode>, nullable = false)]
    state: Option<RefundState>,
    /// Only of this invoice.
    #[param(nullable = false)]
    invoice_id: Option<Uuid>,
}

/// List refunds
///
/// For finance. The latest first. A refund becomes due when a seat that was paid, wholly or in part, is given up or
/// taken back; its explanation says what was kept, and by which terms.
#[utoipa::path(tag = "Billing", operation_id = "listRefunds", security(("bearer" = ["finance"])), params(RefundQuery),
    responses((status = 200, description = "One page.", body = RefundPage)))]
#[get("/refunds")]
pub async fn list_refunds(
    _: Caller<Finance>,
    app: Data<App>,
    request: HttpRequest,
    query: Params<RefundQuery>,
) -> Result<Reply, Problem> {
    let list = "billing/refunds";
    let filter = RefundFilter { state: query.0.state, invoice: query.0.invoice_id.map(InvoiceId::new) };
    let after = app.cursors.read(list, query.0.after.as_deref())?;
    let page = PageRequest { limit: query.0.limit, sort: RefundSort::Newest, after };
    let slice = store::list_refunds(&app.db, &filter, page).await?;
    let notes = store::credit_notes_by_id(&app.db, slice.items.iter().map(|refund| refund.credit_note_id)).await?;
    let out = |refund| RefundOut::of(refund, &notes);
    app.cursors.reply::<RefundPage, _>(&request, list, query.0.limit, slice, out)
}

/// Read a refund
///
/// For finance.
#[utoipa::path(tag = "Billing", operation_id = "getRefund", security(("bearer" = ["finance"])),
    responses((status = 200, description = "The refund.", body = RefundOut), (status = 304, description = "Not changed.")))]
#[get("/refunds/{refund_id}")]
pub async fn get_refund(
    _: Caller<Finance>,
    app: Data<App>,
    id: Path<RefundId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let refund = store::load_refund(&app.db, *id).await?;
    shown(&app.db, refund).await
}

pub(super) async fn shown(db: &dyn Read, refund: Refund) -> Result<Reply, Problem> {
    let notes = store::credit_notes_by_id(db, [refund.credit_note_id]).await?;
    let version = refund.version;
    Reply::record(&RefundOut::of(refund, &notes), version)
}
