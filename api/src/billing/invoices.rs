//! `/v1/billing/invoices`.

use actix_web::web::Path;
use chrono::NaiveDate;
use guildhall_domain::Cents;
use guildhall_domain::billing::visibility::may_see_all_invoices;
use guildhall_domain::billing::{Billed, Invoice, InvoiceStatus, SubjectKind, reference};
use guildhall_domain::calendar::starts_at;
use guildhall_domain::ids::{ApplicationId, InvoiceId, MemberId, OrganizationId};
use guildhall_persistence::billing::{self as store, InvoiceFilter, InvoiceSort};
use guildhall_persistence::organizations;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::readdress;
use super::billable::Order;
use super::codes::SubjectKindCode;
use super::invoice_out::{InvoiceOut, recorded};
use super::problems::{ALREADY_INVOICED, APPLICATION_NOT_PAYABLE, INVOICE_VOID, PRICE_DIFFERS, UNKNOWN_APPLICATION};
use crate::billing::relations::VisibleInvoice;
use crate::dues::problems::{
    INSTALLMENTS_FOR_NEW_MEMBER, INSTALLMENTS_FOR_STUDENT, INSTALLMENTS_IN_TRANSITION, INSTALLMENTS_NOT_OFFERED,
    INSTALLMENTS_OUTSIDE_LOCAL_GOVERNMENT, NO_RATE_TABLE, SALARY_MISSING,
};
use crate::hooks;
use crate::http::answers::{Answered, Created, Record};
use crate::http::auth::{Caller, Identity, StaffOrFinance};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::{Write, WriteOnce};
use crate::http::problem::Problem;
use crate::http::relation::Sees;
use crate::members::problems::{
    APPLICATION_EXPIRED, APPLICATION_IN_REVIEW, FULL_TIME_POSITION_MISSING, LIFE_IS_KEPT,
    LOCAL_GOVERNMENT_POSITION_HELD, LOCAL_GOVERNMENT_POSITION_MISSING, STILL_IN_FULL_TIME_EMPLOYMENT,
    TRANSITION_EXHAUSTED, TRANSITION_WHILE_EMPLOYED,
};
use crate::organizations::problems::{PAYER_NAMED_BY_STAFF, UNKNOWN_ORGANIZATION};
use crate::wire::{InvoiceStatusCode, patched};

/// A new invoice.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewInvoice)]
pub struct InvoiceIn {
    /// Application to bill.
    application_id: Uuid,
    /// Total that the payer agrees to, in US cents: the total of a quote for today. If the price differs, no invoice is issued.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 97_500)]
    expected_total_cents: i64,
    /// Number of installments; 1 when absent. More than 1 only for renewals of members in local government.
    #[serde(default = "once")]
    #[schema(value_type = i32, minimum = 1, maximum = 12, example = 1)]
    installments: u8,
    /// Organization that is billed; the person when absent. Its representatives can name it, and staff for somebody else.
    #[schema(nullable = false)]
    bill_to_organization_id: Option<Uuid>,
    /// Purchase order number of the payer. It is not a payment.
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
            for_anybody: may_see_all_invoices(&caller.caller()),
            expected_total: Cents::new(self.expected_total_cents),
            installments: self.installments,
            bill_to_organization_id: self.bill_to_organization_id.map(OrganizationId::new),
            purchase_order_number: self.purchase_order_number,
        }
    }
}

/// Changes to who is billed. Members left out stay unchanged; null clears them. Amounts never change.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InvoicePatch)]
pub struct InvoicePatch {
    /// Organization that is billed; null when the person is billed.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<Uuid>)]
    bill_to_organization_id: Option<Option<Uuid>>,
    /// Purchase order number of the payer; null when there is none.
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

/// Filters of the list of invoices.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InvoiceQuery {
    /// Only invoices in this status.
    #[param(inline, value_type = Option<InvoiceStatusCode>, nullable = false)]
    status: Option<InvoiceStatus>,
    /// Only invoices for this member.
    #[param(nullable = false)]
    member_id: Option<Uuid>,
    /// Only invoices that bill this kind of thing.
    #[param(inline, value_type = Option<SubjectKindCode>, nullable = false)]
    bills: Option<SubjectKind>,
    /// Only invoices for this application for membership. Enrollments and print subscriptions name their invoice in their own record.
    #[param(nullable = false)]
    application_id: Option<Uuid>,
    /// Only the invoice with this number.
    #[param(nullable = false, max_length = 20, example = "2025-000042")]
    number: Option<String>,
    /// Only invoices that this organization is billed for. Its representatives see all of them.
    #[param(nullable = false)]
    organization_id: Option<Uuid>,
    /// Only invoices under this purchase order.
    #[param(nullable = false, max_length = 64, example = "PO-2025-0117")]
    purchase_order_number: Option<String>,
    /// Only invoices that a payment with this reference was given to.
    #[param(nullable = false, max_length = 100, example = "CHK-104233")]
    reference: Option<String>,
    /// Only invoices issued on this date or later.
    #[param(nullable = false, example = "2025-03-01")]
    issued_from: Option<NaiveDate>,
    /// Only invoices issued on this date or earlier.
    #[param(nullable = false, example = "2025-03-31")]
    issued_until: Option<NaiveDate>,
    /// Only invoices with a payment that was due before today and is still owed; with `false` only the others.
    #[param(nullable = false)]
    overdue: Option<bool>,
    /// Only invoices whose earliest payment that is still owed is due before this date.
    #[param(nullable = false, example = "2025-06-01")]
    due_before: Option<NaiveDate>,
}

impl ListQuery for InvoiceQuery {
    type Sort = InvoiceSort;

    fn order(&self) -> (&'static str, InvoiceSort) {
        ("billing/invoices", InvoiceSort::Newest)
    }
}

/// List invoices
///
/// Returns the caller's own invoices, for membership, seats in programs and the print magazine; staff and finance see all,
/// and representatives those of their organization with `organization_id`. Sorted by time of issue, latest first.
#[utoipa::path(get, path = "/invoices", tag = "Billing")]
pub async fn list_invoices(caller: Caller, list: Listing<InvoiceQuery>) -> Result<Page<InvoiceOut>, Problem> {
    let (query, app) = (&list.query, list.app());
    let today = app.clock.today();
    let organization = query.organization_id.map(OrganizationId::new);
    let represents = match organization {
        Some(id) => organizations::represents(&app.db, caller.account_id, id).await?,
        None => false,
    };
    let sees_all = may_see_all_invoices(&caller.caller()) || represents;
    let ids = match &query.reference {
        Some(text) => {
            let read = reference::read(text).unwrap_or_default();
            Some(store::invoices_by_reference(&app.db, &read).await?)
        }
        None => None,
    };
    let due_before = query.overdue.filter(|overdue| *overdue).map(|_| today);
    let filter = InvoiceFilter {
        status: query.status,
        member: query.member_id.map(MemberId::new),
        account: (!sees_all).then_some(caller.account_id),
        kind: query.bills.clone(),
        billed: query.application_id.map(|id| ApplicationId::new(id).into()),
        number: query.number.clone(),
        organization,
        purchase_order_number: query.purchase_order_number.clone(),
        ids,
        issued_from: query.issued_from.map(starts_at),
        issued_before: query.issued_until.and_then(|on| on.succ_opt()).map(starts_at),
        due_before: query.due_before.map_or(due_before, |date| Some(due_before.map_or(date, |today| today.min(date)))),
        not_due_before: query.overdue.filter(|overdue| !*overdue).map(|_| today),
    };
    let slice = store::list_invoices(&app.db, &filter, list.page()).await?;
    Ok(list.answer(slice, |record| InvoiceOut::of(record, today)))
}

/// Issue an invoice
///
/// Bills an application for membership at today's price. If that price is not `expected_total_cents`, no invoice is issued
/// and the answer is `price-differs`. An invoice with a total of zero is paid at once and starts the membership.
#[utoipa::path(post, path = "/invoices", tag = "Billing", extensions(("x-refuses" = json!([
    PRICE_DIFFERS, APPLICATION_NOT_PAYABLE, APPLICATION_IN_REVIEW, APPLICATION_EXPIRED, LIFE_IS_KEPT, TRANSITION_WHILE_EMPLOYED,
    TRANSITION_EXHAUSTED, LOCAL_GOVERNMENT_POSITION_MISSING, LOCAL_GOVERNMENT_POSITION_HELD,
    FULL_TIME_POSITION_MISSING, STILL_IN_FULL_TIME_EMPLOYMENT, ALREADY_INVOICED, UNKNOWN_APPLICATION,
    PAYER_NAMED_BY_STAFF, UNKNOWN_ORGANIZATION, INSTALLMENTS_FOR_NEW_MEMBER, INSTALLMENTS_FOR_STUDENT,
    INSTALLMENTS_OUTSIDE_LOCAL_GOVERNMENT, INSTALLMENTS_IN_TRANSITION, INSTALLMENTS_NOT_OFFERED, SALARY_MISSING,
    NO_RATE_TABLE
]))))]
pub async fn create_invoice(
    caller: Caller,
    write: WriteOnce,
    body: Body<InvoiceIn>,
) -> Result<Answered<Created<InvoiceOut>>, Problem> {
    let WriteOnce(write) = write;
    let created = write
        .perform(async |tx| {
            let billed = Billed::from(ApplicationId::new(body.0.application_id));
            let order = body.0.clone().order(&billed, &caller);
            let record = hooks::billable(write.app(), &billed.kind)?.bill(write.app(), tx, &order).await?;
            let (id, version) = (record.invoice.id, record.invoice.version);
            let out = InvoiceOut::of(record, write.app().clock.today());
            Ok(Created::at(format!("/v1/billing/invoices/{id}"), out, version))
        })
        .await?;
    // A term may have been opened, and with it the role `member`.
    write.app().tokens.forget_all();
    Ok(created)
}

/// Get an invoice
///
/// For the person whom it is for, staff and finance.
#[utoipa::path(get, path = "/invoices/{invoice_id}", tag = "Billing")]
pub async fn get_invoice(seen: Sees<VisibleInvoice>) -> Result<Record<InvoiceOut>, Problem> {
    let today = seen.by.app().clock.today();
    Ok(recorded(seen.record.0, today))
}

/// Change who is billed
///
/// For staff and finance. Sets the organization that is billed and its purchase order number. Amounts and lines never
/// change.
#[utoipa::path(patch, path = "/invoices/{invoice_id}", tag = "Billing", extensions(("x-refuses" = json!([
    INVOICE_VOID, PAYER_NAMED_BY_STAFF, UNKNOWN_ORGANIZATION
]))))]
pub async fn update_invoice(
    caller: Caller<StaffOrFinance>,
    id: Path<InvoiceId>,
    seen: IfMatch,
    write: Write,
    body: Body<InvoicePatch>,
) -> Result<Answered<Record<InvoiceOut>>, Problem> {
    write
        .perform(async |tx| {
            let change = |invoice: &mut Invoice| body.0.clone().apply(invoice);
            let (app, by) = (write.app(), caller.account_id);
            Ok(recorded(readdress::readdress(app, tx, by, *id, &seen, change).await?, app.clock.today()))
        })
        .await
}
