//! `/v1/billing/write-offs`, and `/v1/billing/invoices/{invoice_id}/write-offs`: giving up what is owed.

use actix_web::web::{Data, Path};
use chrono::{DateTime, Utc};
use guildhall_domain::Cents;
use guildhall_domain::billing::{ProposalState, WriteOff};
use guildhall_domain::ids::{InvoiceId, WriteOffId};
use guildhall_persistence::billing::{self as store, WriteOffFilter, WriteOffSort};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::billing::actions::write_off;
use crate::billing::problems::{AMOUNT_NOT_POSITIVE, MORE_THAN_OUTSTANDING, WRITE_OFF_PROPOSED};
use crate::http::answers::{Answered, Created, Record};
use crate::http::auth::{Caller, Finance};
use crate::http::body::Body;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::WriteOnce;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::http::query::{NoParams, Params};
use crate::wire::ProposalStateCode;

/// What is owed on an invoice and is to be given up, or was.
#[derive(Serialize, ToSchema)]
#[schema(as = WriteOff)]
pub struct WriteOffOut {
    /// Id of the write-off.
    id: Uuid,
    /// Invoice on which it is owed.
    invoice_id: Uuid,
    /// Where it stands.
    #[schema(value_type = ProposalStateCode)]
    state: ProposalState,
    /// Amount in US cents.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 73_125)]
    amount_cents: i64,
    /// Reason for giving it up.
    #[schema(max_length = 500, example = "Three reminders came back.")]
    reason: String,
    /// Account that proposed it.
    proposed_by: Uuid,
    /// When it was proposed.
    proposed_at: DateTime<Utc>,
    /// Account that decided; null while it awaits a decision.
    #[schema(required)]
    decided_by: Option<Uuid>,
    /// When it was decided; null while it awaits a decision.
    #[schema(required)]
    decided_at: Option<DateTime<Utc>>,
}

impl From<WriteOff> for WriteOffOut {
    fn from(write_off: WriteOff) -> Self {
        WriteOffOut {
            id: write_off.id.uuid(),
            invoice_id: write_off.invoice_id.uuid(),
            state: write_off.state,
            amount_cents: write_off.amount.cents(),
            reason: write_off.reason,
            proposed_by: write_off.proposed_by.uuid(),
            proposed_at: write_off.proposed_at,
            decided_by: write_off.decided.map(|(by, _)| by.uuid()),
            decided_at: write_off.decided.map(|(_, at)| at),
        }
    }
}

/// The record with its version.
pub(super) fn recorded(write_off: WriteOff) -> Record<WriteOffOut> {
    let version = write_off.version;
    Record::new(WriteOffOut::from(write_off), version)
}

/// A proposal to give up what is owed.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewWriteOff)]
pub struct WriteOffIn {
    /// Amount in US cents; everything that is outstanding when absent.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 73_125, nullable = false)]
    amount_cents: Option<i64>,
    /// Reason for giving it up.
    #[schema(min_length = 1, max_length = 500, pattern = r"\S", example = "Three reminders came back.")]
    reason: String,
}

/// Filters of the list of write-offs.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WriteOffQuery {
    /// Only write-offs in this state.
    #[param(inline, value_type = Option<ProposalStateCode>, nullable = false)]
    state: Option<ProposalState>,
    /// Only write-offs of this invoice.
    #[param(nullable = false)]
    invoice_id: Option<Uuid>,
}

impl ListQuery for WriteOffQuery {
    type Sort = WriteOffSort;

    fn order(&self) -> (&'static str, WriteOffSort) {
        ("billing/write-offs", WriteOffSort::Newest)
    }
}

/// List write-offs
///
/// For finance. Sorted by time of proposal, latest first; `?state=proposed` is what awaits a second person.
#[utoipa::path(get, path = "/write-offs", tag = "Billing")]
pub async fn list_write_offs(_: Caller<Finance>, list: Listing<WriteOffQuery>) -> Result<Page<WriteOffOut>, Problem> {
    let filter = WriteOffFilter { state: list.query.state, invoice: list.query.invoice_id.map(InvoiceId::new) };
    let slice = store::list_write_offs(&list.app().db, &filter, list.page()).await?;
    Ok(list.answer(slice, WriteOffOut::from))
}

/// Get a write-off
///
/// For finance.
#[utoipa::path(get, path = "/write-offs/{write_off_id}", tag = "Billing")]
pub async fn get_write_off(
    _: Caller<Finance>,
    app: Data<App>,
    id: Path<WriteOffId>,
    _: Params<NoParams>,
) -> Result<Record<WriteOffOut>, Problem> {
    Ok(recorded(store::load_write_off(&app.db, *id).await?))
}

/// Propose a write-off
///
/// For finance. Proposes to give up what is owed on an invoice. Nothing changes until another person approves it; an invoice
/// has one proposal at a time.
#[utoipa::path(post, path = "/invoices/{invoice_id}/write-offs", tag = "Billing", extensions(("x-refuses" = json!([
    OWN_MATTER, MORE_THAN_OUTSTANDING, AMOUNT_NOT_POSITIVE, WRITE_OFF_PROPOSED
]))))]
pub async fn create_write_off(
    caller: Caller<Finance>,
    id: Path<InvoiceId>,
    write: WriteOnce,
    body: Body<WriteOffIn>,
) -> Result<Answered<Created<WriteOffOut>>, Problem> {
    let WriteOnce(write) = write;
    write
        .perform(async |tx| {
            let WriteOffIn { amount_cents, reason } = body.0.clone();
            let amount = amount_cents.map(Cents::new);
            let made = write_off::propose(write.app(), tx, caller.account_id, *id, amount, reason).await?;
            Ok(Created::at(format!("/v1/billing/write-offs/{}", made.id), WriteOffOut::from(made), 1))
        })
        .await
}
