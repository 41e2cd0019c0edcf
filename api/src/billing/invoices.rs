//! `/v1/billing/invoices`.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, patch, post};
use chrono::NaiveDate;
use guildhall_domain::Cents;
use guildhall_domain::accounts::role::Role;
use guildhall_domain::billing::{Billed, Invoice, InvoiceStatus, SubjectKind};
use guildhall_domain::ids::{ApplicationId, InvoiceId, MemberId, OrganizationId};
use guildhall_persistence::billing::{self as store, InvoiceFilter, InvoiceRecord, InvoiceSort};
use guildhall_persistence::{PageRequest, Read};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::readdress;
use super::billable::Order;
use super::codes::SubjectKindCode;
use super::invoice_out::{InvoiceOut, InvoicePage};
use crate::app::App;
use crate::hooks;
use crate::http::auth::{Caller, Identity, StaffOrFinance};
use crate::http::body::Body;
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::page::default_limit;
use crate::http::perform::{IdempotencyKeyHeader, Write, WriteOnce};
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::wire::{InvoiceStatusCode, patched};

/// What an invoice is asked for.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewInvoice)]
pub struct InvoiceIn {
    /// The application to bill.
    application_id: Uuid,
    /// The total you agreed to, in cents: that of a quote for today. Another price is refused, never charged.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 97_500)]
    expected_total_cents: i64,
    /// How many payments; more than 1 for renewals of members in local government only; 1 when absent.
    #[serde(default = "once")]
    #[schema(value_type = i32, minimum = 1, maximum = 12, example = 1)]
    installments: u8,
    /// The organization that is billed; the person when absent.
    #[schema(nullable = false)]
    bill_to_organization_id: Option<Uuid>,
    /// The payer's purchase order. It is not a payment.
    #[schema(min_length = 1, max_length = 64, pattern = r"\S", nullable = false, example = "PO-2025-0117")]
    purchase_order_number: Option<String>,
}

fn once() -> u8 {
    1
}

impl InvoiceIn {
    fn order(self, billed: &Billed, caller: &Identity) -> Order {
        Order {
            id: billed.id,
            by: caller.account_id,
            for_anybody: sees_all(caller),
            expected_total: Cents::new(self.expected_total_cents),
            installments: self.installments,
            bill_to_organization_id: self.bill_to_organization_id.map(OrganizationId::new),
            purchase_order_number: self.purchase_order_number,
        }
    }
}

/// A change to who is billed: absent members stay, null clears. Amounts never change.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InvoicePatch)]
pub struct InvoicePatch {
    /// The organization that is billed; null when it is the person.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<Uuid>)]
    bill_to_organization_id: Option<Option<Uuid>>,
    /// The payer's purchase order; null when there is none.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 64, pattern = r"\S", example = "PO-2025-0117")]
    purchase_order_number: Option<Option<String>>,
}

impl InvoicePatch {
    fn apply(self, invoice: &mut Invoice) {
        if let Some(organization) = self.bill_to_organization_id {
            invoice.bill_to_organization_id = organization.map(OrganizationId::new);
        }
        if let Some(purchase_order) = self.purchase_order_number {
            invoice.purchase_order_number = purchase_order;
        }
    }
}

/// Which invoices are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InvoiceQuery {
    /// Most items on the page.
    #[serde(default = "default_limit")]
    #[param(value_type = i32, minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: u16,
    /// Cursor: `page.next` of the page before.
    #[param(min_length = 1, max_length = 2048, nullable = false)]
    after: Option<String>,
    /// Only in this status.
    #[param(inline, value_type = Option<InvoiceStatusCode>, nullable = false)]
    status: Option<InvoiceStatus>,
    /// Only for this member.
    #[param(nullable = false)]
    member_id: Option<Uuid>,
    /// Only of what bills this.
    #[param(inline, value_type = Option<SubjectKindCode>, nullable = false)]
    bills: Option<SubjectKind>,
    /// Only for this application for membership. A seat's and a subscription's own record names its invoice.
    #[param(nullable = false)]
    application_id: Option<Uuid>,
    /// Only those whose first payment is due before this date.
    #[param(nullable = false, example = "2025-06-01")]
    due_before: Option<NaiveDate>,
}

/// Whether a caller sees everybody's invoices.
fn sees_all(caller: &Identity) -> bool {
    caller.holds(&[Role::Staff, Role::Finance])
}

/// The invoice, if it is the caller's to see. Foreign and absent look the same.
async fn visible(db: &dyn Read, caller: &Identity, id: InvoiceId) -> Result<InvoiceRecord, Problem> {
    let record = store::find_invoice(db, id).await?;
    let own = |record: &InvoiceRecord| record.account_id == caller.account_id;
    record.filter(|record| own(record) || sees_all(caller)).ok_or_else(|| Problem::new(&NOT_FOUND))
}

/// List invoices
///
/// Your own, for membership, seats of programs and the print magazine; staff and finance see everybody's. The latest first.
#[utoipa::path(tag = "Billing", operation_id = "listInvoices", security(("bearer" = [])), params(InvoiceQuery),
    responses((status = 200, description = "One page.", body = InvoicePage)))]
#[get("/invoices")]
pub async fn list_invoices(
    caller: Caller,
    app: Data<App>,
    request: HttpRequest,
    query: Params<InvoiceQuery>,
) -> Result<Reply, Problem> {
    let list = "billing/invoices";
    let query = query.0;
    let filter = InvoiceFilter {
        status: query.status,
        member: query.member_id.map(MemberId::new),
        account: (!sees_all(&caller)).then_some(caller.account_id),
        kind: query.bills,
        billed: query.application_id.map(|id| ApplicationId::new(id).into()),
        due_before: query.due_before,
    };
    let after = app.cursors.read(list, query.after.as_deref())?;
    let page = PageRequest { limit: query.limit, sort: InvoiceSort::Newest, after };
    let slice = store::list_invoices(&app.db, &filter, page).await?;
    app.cursors.reply::<InvoicePage, _>(&request, list, query.limit, slice, InvoiceOut::from)
}

/// Issue an invoice
///
/// Bills an application at today's price. When that is not the total you expected, nothing is issued and the answer is
/// `price-differs`. An invoice that comes to nothing is paid at once and opens the membership.
#[utoipa::path(tag = "Billing", operation_id = "createInvoice", security(("bearer" = [])), params(IdempotencyKeyHeader), request_body = InvoiceIn,
    responses((status = 201, description = "The new invoice.", body = InvoiceOut),
        (status = 409, description = "`price-differs` `application-not-payable` `application-expired` `life-is-kept` `transition-while-employed` `transition-exhausted` \
            `local-government-position-missing` `local-government-position-held` `full-time-position-missing` `still-in-full-time-employment` `already-invoiced` `unknown-application` `unknown-organization` \
            `installments-for-new-member` `installments-for-student` `installments-outside-local-government` `installments-in-transition` \
            `installments-not-offered` `salary-missing` `no-rate-table`")))]
#[post("/invoices")]
pub async fn create_invoice(caller: Caller, write: WriteOnce, body: Body<InvoiceIn>) -> Result<Reply, Problem> {
    let WriteOnce(write) = write;
    let reply = write
        .perform(async |tx| {
            let billed = Billed::from(ApplicationId::new(body.0.application_id));
            let order = body.0.clone().order(&billed, &caller);
            let record = hooks::billable(write.app(), &billed.kind)?.bill(write.app(), tx, &order).await?;
            let (id, version) = (record.invoice.id, record.invoice.version);
            Reply::created(format!("/v1/billing/invoices/{id}"), &InvoiceOut::from(record), version)
        })
        .await?;
    // A term may have been opened, and with it the role `member`.
    write.app().tokens.forget_all();
    Ok(reply)
}

/// Read an invoice
///
/// Your own; staff and finance read all.
#[utoipa::path(tag = "Billing", operation_id = "getInvoice", security(("bearer" = [])),
    responses((status = 200, description = "The invoice.", body = InvoiceOut), (status = 304, description = "Not changed.")))]
#[get("/invoices/{invoice_id}")]
pub async fn get_invoice(
    caller: Caller,
    app: Data<App>,
    id: Path<InvoiceId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let record = visible(&app.db, &caller, *id).await?;
    let version = record.invoice.version;
    Reply::record(&InvoiceOut::from(record), version)
}

/// Change who is billed
///
/// Staff and finance set the paying organization and its purchase order. Amounts and lines never change.
#[utoipa::path(tag = "Billing", operation_id = "updateInvoice", security(("bearer" = ["staff", "finance"])), params(IfMatchHeader), request_body = InvoicePatch,
    responses((status = 200, description = "The changed invoice.", body = InvoiceOut), (status = 409, description = "`invoice-void` `unknown-organization`")))]
#[patch("/invoices/{invoice_id}")]
pub async fn update_invoice(
    caller: Caller<StaffOrFinance>,
    id: Path<InvoiceId>,
    seen: IfMatch,
    write: Write,
    body: Body<InvoicePatch>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let change = |invoice: &mut Invoice| body.0.clone().apply(invoice);
            let record = readdress::readdress(write.app(), tx, caller.account_id, *id, &seen, change).await?;
            let version = record.invoice.version;
            Reply::record(&InvoiceOut::from(record), version)
        })
        .await
}
