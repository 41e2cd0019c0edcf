//! `/v1/billing/refunds`: refunds that are due or paid.

use std::collections::HashMap;

use actix_web::web::{Data, Path};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::billing::{CreditNote, CreditReason, Refund, RefundMethod, RefundSource, RefundState};
use guildhall_domain::ids::{CreditNoteId, InvoiceId, PaymentId, RefundId};
use guildhall_persistence::Read;
use guildhall_persistence::billing::{self as store, RefundFilter, RefundSort};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::http::answers::Record;
use crate::http::auth::{Caller, Finance};
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::wire::{ClauseOut, RefundMethodCode, RefundReasonCode, RefundStateCode};

/// A refund that is due or paid.
#[derive(Serialize, ToSchema)]
#[schema(as = Refund)]
pub struct RefundOut {
    /// Id of the refund.
    id: Uuid,
    /// Invoice that the money was paid on, or that the payment was given to first.
    invoice_id: Uuid,
    /// Payment of which no invoice took it; null when an invoice was credited.
    #[schema(required)]
    payment_id: Option<Uuid>,
    /// State of the refund.
    #[schema(value_type = RefundStateCode)]
    state: RefundState,
    /// Amount in US cents.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 99_750)]
    amount_cents: i64,
    /// Currency of the amount; always USD.
    #[schema(max_length = 3, example = "USD")]
    currency: &'static str,
    /// Reason for the refund.
    #[schema(value_type = RefundReasonCode)]
    reason: CreditReason,
    /// True when the amount is based on a default of this software; the association has published no figure.
    #[schema(example = true)]
    provisional: bool,
    /// Clauses of the rules that set the amount.
    #[schema(max_items = 20)]
    explanation: Vec<ClauseOut>,
    /// Date since which it is due.
    #[schema(example = "2025-03-01")]
    due_since: NaiveDate,
    /// When the refund was created.
    created_at: DateTime<Utc>,
    /// Method of the payout; null until it is paid.
    #[schema(required, value_type = Option<RefundMethodCode>)]
    method: Option<RefundMethod>,
    /// Date of the payout; null until it is paid.
    #[schema(required, example = "2025-03-10")]
    paid_on: Option<NaiveDate>,
    /// Bank reference of the payout; null until it is paid.
    #[schema(required, max_length = 100, example = "ACH-20250310-7")]
    external_reference: Option<String>,
    /// Account that recorded the payout; null until it is paid.
    #[schema(required)]
    paid_by: Option<Uuid>,
}

impl RefundOut {
    fn of(refund: Refund, notes: &HashMap<CreditNoteId, CreditNote>) -> Self {
        let (note, payment_id) = match refund.source {
            RefundSource::CreditNote(id) => (notes.get(&id), None),
            RefundSource::Payment(id) => (None, Some(id)),
        };
        let explanation = note.map(|note| note.explanation.clone()).unwrap_or_default();
        let state = refund.state();
        let payout = refund.payout;
        RefundOut {
            id: refund.id.uuid(),
            invoice_id: refund.invoice_id.uuid(),
            payment_id: payment_id.map(PaymentId::uuid),
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

/// Filters of the list of refunds.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RefundQuery {
    /// Only refunds in this state.
    #[param(inline, value_type = Option<RefundStateCode>, nullable = false)]
    state: Option<RefundState>,
    /// Only refunds on this invoice.
    #[param(nullable = false)]
    invoice_id: Option<Uuid>,
}

impl ListQuery for RefundQuery {
    type Sort = RefundSort;

    fn order(&self) -> (&'static str, RefundSort) {
        ("billing/refunds", RefundSort::Newest)
    }
}

/// List refunds
///
/// For finance. Sorted by when they became due, latest first. A refund becomes due when a seat that was paid in full or in part is
/// withdrawn or released, when an invoice is credited and when a payer has credit back; `explanation` says by which terms.
#[utoipa::path(get, path = "/refunds", tag = "Billing")]
pub async fn list_refunds(_: Caller<Finance>, list: Listing<RefundQuery>) -> Result<Page<RefundOut>, Problem> {
    let db = &list.app().db;
    let filter = RefundFilter { state: list.query.state, invoice: list.query.invoice_id.map(InvoiceId::new) };
    let slice = store::list_refunds(db, &filter, list.page()).await?;
    let notes = store::credit_notes_by_id(db, slice.items.iter().filter_map(note_of)).await?;
    Ok(list.answer(slice, |refund| RefundOut::of(refund, &notes)))
}

/// Get a refund
///
/// For finance.
#[utoipa::path(get, path = "/refunds/{refund_id}", tag = "Billing")]
pub async fn get_refund(
    _: Caller<Finance>,
    app: Data<App>,
    id: Path<RefundId>,
    _: Params<NoParams>,
) -> Result<Record<RefundOut>, Problem> {
    let refund = store::load_refund(&app.db, *id).await?;
    shown(&app.db, refund).await
}

pub(super) async fn shown(db: &dyn Read, refund: Refund) -> Result<Record<RefundOut>, Problem> {
    let version = refund.version;
    Ok(Record::new(out(db, refund).await?, version))
}

/// A refund with what its credit note says.
pub(super) async fn out(db: &dyn Read, refund: Refund) -> Result<RefundOut, Problem> {
    let notes = store::credit_notes_by_id(db, note_of(&refund)).await?;
    Ok(RefundOut::of(refund, &notes))
}

fn note_of(refund: &Refund) -> Option<CreditNoteId> {
    match refund.source {
        RefundSource::CreditNote(id) => Some(id),
        RefundSource::Payment(_) => None,
    }
}
