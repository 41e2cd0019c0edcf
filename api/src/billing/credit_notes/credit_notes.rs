//! `/v1/billing/credit-notes`, and `/v1/billing/invoices/{invoice_id}/credit-notes`: crediting an invoice for a reason.

use actix_web::web::{Data, Path};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::Cents;
use guildhall_domain::billing::{CreditNote, CreditReason, CreditState};
use guildhall_domain::ids::{AccountId, CreditNoteId, InvoiceId};
use guildhall_persistence::billing::{self as store, CreditNoteFilter, CreditNoteSort};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::billing::actions::by_hand::{self, Wanted};
use crate::billing::problems::{AMOUNT_NOT_POSITIVE, INVOICE_VOID, MORE_THAN_CHARGED, UNKNOWN_LINE};
use crate::http::answers::{Answered, Created, Record};
use crate::http::auth::{Caller, Finance};
use crate::http::body::Body;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::WriteOnce;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::http::query::{NoParams, Params};
use crate::wire::{ClauseOut, CreditReasonByHandCode, CreditStateCode, RefundReasonCode};

/// A note that something billed is no longer owed.
#[derive(Serialize, ToSchema)]
#[schema(as = CreditNote)]
pub struct CreditNoteOut {
    /// Id of the credit note.
    id: Uuid,
    /// Invoice that it lowers.
    invoice_id: Uuid,
    /// Position of the line that it is for; null when it is for the whole invoice.
    #[schema(required, minimum = 1, maximum = 1000, example = 1)]
    line: Option<i32>,
    /// Where it stands.
    #[schema(value_type = CreditStateCode)]
    state: CreditState,
    /// Amount in US cents.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 2_500)]
    amount_cents: i64,
    /// Why, in a word.
    #[schema(value_type = RefundReasonCode)]
    reason: CreditReason,
    /// Why, in words; null when it follows from the record.
    #[schema(required, max_length = 500, example = "Charged for a week in which the site was down.")]
    remark: Option<String>,
    /// True when the terms applied are a default of this software; the association has published none.
    #[schema(example = true)]
    provisional: bool,
    /// Clauses of the rules that it rests on.
    #[schema(max_items = 20)]
    explanation: Vec<ClauseOut>,
    /// Date on which it was issued or proposed.
    #[schema(example = "2025-03-01")]
    issued_on: NaiveDate,
    /// When it was issued or proposed.
    issued_at: DateTime<Utc>,
    /// Account that issued or proposed it; null when it follows from the record.
    #[schema(required)]
    issued_by: Option<Uuid>,
    /// Account that decided what was proposed; null otherwise.
    #[schema(required)]
    decided_by: Option<Uuid>,
}

impl From<CreditNote> for CreditNoteOut {
    fn from(note: CreditNote) -> Self {
        CreditNoteOut {
            id: note.id.uuid(),
            invoice_id: note.invoice_id.uuid(),
            line: note.line,
            state: note.state,
            amount_cents: note.amount.cents(),
            reason: note.reason,
            remark: note.remark,
            provisional: note.provisional,
            explanation: note.explanation.into_iter().map(ClauseOut::from).collect(),
            issued_on: note.issued_on,
            issued_at: note.issued_at,
            issued_by: note.issued_by.map(AccountId::uuid),
            decided_by: note.decided.map(|(by, _)| by.uuid()),
        }
    }
}

/// The record with its version.
pub(super) fn recorded(note: CreditNote) -> Record<CreditNoteOut> {
    let version = note.version;
    Record::new(CreditNoteOut::from(note), version)
}

/// A credit on an invoice.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCreditNote)]
pub struct CreditNoteIn {
    /// Amount in US cents; at most what the line, and the invoice, charge.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 2_500)]
    amount_cents: i64,
    /// Why, in a word.
    #[schema(value_type = CreditReasonByHandCode)]
    reason: CreditReason,
    /// Why, in words.
    #[schema(
        min_length = 1,
        max_length = 500,
        pattern = r"\S",
        example = "Charged for a week in which the site was down."
    )]
    remark: String,
    /// Position of the line that it is for, from 1; the whole invoice when absent.
    #[schema(minimum = 1, maximum = 1000, example = 1, nullable = false)]
    line: Option<i32>,
}

impl From<CreditNoteIn> for Wanted {
    fn from(body: CreditNoteIn) -> Self {
        Wanted { amount: Cents::new(body.amount_cents), reason: body.reason, remark: body.remark, line: body.line }
    }
}

/// Filters of the list of credit notes.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CreditNoteQuery {
    /// Only credit notes in this state.
    #[param(inline, value_type = Option<CreditStateCode>, nullable = false)]
    state: Option<CreditState>,
    /// Only credit notes of this invoice.
    #[param(nullable = false)]
    invoice_id: Option<Uuid>,
}

impl ListQuery for CreditNoteQuery {
    type Sort = CreditNoteSort;

    fn order(&self) -> (&'static str, CreditNoteSort) {
        ("billing/credit-notes", CreditNoteSort::Newest)
    }
}

/// List credit notes
///
/// For finance. Sorted by time of issue or proposal, latest first; `?state=proposed` is what awaits a second person.
#[utoipa::path(get, path = "/credit-notes", tag = "Billing")]
pub async fn list_credit_notes(
    _: Caller<Finance>,
    list: Listing<CreditNoteQuery>,
) -> Result<Page<CreditNoteOut>, Problem> {
    let filter = CreditNoteFilter { state: list.query.state, invoice: list.query.invoice_id.map(InvoiceId::new) };
    let slice = store::list_credit_notes(&list.app().db, &filter, list.page()).await?;
    Ok(list.answer(slice, CreditNoteOut::from))
}

/// Get a credit note
///
/// For finance.
#[utoipa::path(get, path = "/credit-notes/{credit_note_id}", tag = "Billing")]
pub async fn get_credit_note(
    _: Caller<Finance>,
    app: Data<App>,
    id: Path<CreditNoteId>,
    _: Params<NoParams>,
) -> Result<Record<CreditNoteOut>, Problem> {
    Ok(recorded(store::load_credit_note(&app.db, *id).await?))
}

/// Credit an invoice
///
/// For finance. The invoice charges less; what was paid beyond that becomes a refund that is due. Above an amount of the
/// policy the credit is `proposed`, and nothing changes until another person approves it.
#[utoipa::path(post, path = "/invoices/{invoice_id}/credit-notes", tag = "Billing", extensions(("x-refuses" = json!([
    OWN_MATTER, INVOICE_VOID, MORE_THAN_CHARGED, AMOUNT_NOT_POSITIVE, UNKNOWN_LINE
]))))]
pub async fn create_credit_note(
    caller: Caller<Finance>,
    id: Path<InvoiceId>,
    write: WriteOnce,
    body: Body<CreditNoteIn>,
) -> Result<Answered<Created<CreditNoteOut>>, Problem> {
    let WriteOnce(write) = write;
    let created = write
        .perform(async |tx| {
            let note = by_hand::issue(write.app(), tx, caller.account_id, *id, body.0.clone().into()).await?;
            Ok(Created::at(format!("/v1/billing/credit-notes/{}", note.id), CreditNoteOut::from(note), 1))
        })
        .await?;
    // What is credited in full may open a term, and with it the role `member`.
    write.app().tokens.forget_all();
    Ok(created)
}
