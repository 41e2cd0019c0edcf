//! `/v1/members/{member_id}/print-subscriptions`: the print magazine of Life members, a year at a time.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::Cents;
use guildhall_domain::ids::{InvoiceId, MemberId, PrintSubscriptionId};
use guildhall_domain::life_membership::{PRINT_MAGAZINE, PrintState, PrintSubscription};
use guildhall_persistence::life_membership::{self as store, PrintSort};
use guildhall_persistence::{PageRequest, billing};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::print;
use super::codes::PrintStateCode;
use super::visible;
use crate::app::App;
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::page::PageQuery;
use crate::http::perform::{IdempotencyKeyHeader, WriteOnce};
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::page_of;

page_of!(PrintSubscriptionPage, PrintSubscriptionOut);

/// A year of the print magazine, ordered.
#[derive(Serialize, ToSchema)]
#[schema(as = PrintSubscription)]
pub struct PrintSubscriptionOut {
    /// Id of the record.
    id: Uuid,
    /// Whose it is.
    member_id: Uuid,
    /// Where it stands today.
    #[schema(value_type = PrintStateCode)]
    state: PrintState,
    /// The invoice that bills it; null once that was voided.
    #[schema(required)]
    invoice_id: Option<Uuid>,
    /// First day, on which it was paid; null before.
    #[schema(required, example = "2025-03-01")]
    starts_on: Option<NaiveDate>,
    /// First day after the year; null before it is paid.
    #[schema(required, example = "2026-03-01")]
    ends_on: Option<NaiveDate>,
    /// Day of the order.
    #[schema(example = "2025-03-01")]
    ordered_on: NaiveDate,
    /// When it was ordered.
    ordered_at: DateTime<Utc>,
}

impl PrintSubscriptionOut {
    fn of(subscription: PrintSubscription, invoice: Option<InvoiceId>, today: NaiveDate) -> Self {
        PrintSubscriptionOut {
            id: subscription.id.uuid(),
            member_id: subscription.member_id.uuid(),
            state: subscription.state_on(today),
            invoice_id: invoice.map(InvoiceId::uuid),
            starts_on: subscription.year.map(|year| year.starts_on),
            ends_on: subscription.year.map(|year| year.ends_on),
            ordered_on: subscription.ordered_on,
            ordered_at: subscription.ordered_at,
        }
    }
}

/// An order of a year of the print magazine.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPrintSubscription)]
pub struct PrintSubscriptionIn {
    /// The total you agreed to, in cents: `annual_fee_cents` of the member's entitlements. Another price is refused, never charged.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 2500)]
    expected_total_cents: i64,
}

/// A subscription within a member's record, as the address names it.
#[derive(Deserialize)]
pub struct PrintAddress {
    member_id: MemberId,
    print_subscription_id: PrintSubscriptionId,
}

/// List a member's years of the print magazine
///
/// The latest ordered first, those whose invoice was voided included.
#[utoipa::path(tag = "Members", operation_id = "listPrintSubscriptions", security(("bearer" = [])), params(PageQuery),
    responses((status = 200, description = "One page.", body = PrintSubscriptionPage)))]
#[get("/{member_id}/print-subscriptions")]
pub async fn list_print_subscriptions(
    caller: Caller,
    app: Data<App>,
    request: HttpRequest,
    id: Path<MemberId>,
    query: Params<PageQuery>,
) -> Result<Reply, Problem> {
    visible::member(&app.db, &caller, *id).await?;
    let list = "members/print-subscriptions";
    let after = app.cursors.read(list, query.0.after.as_deref())?;
    let page = PageRequest { limit: query.0.limit, sort: PrintSort::Newest, after };
    let slice = store::list_print_subscriptions(&app.db, *id, page).await?;
    let ids = slice.items.iter().map(|one| one.id.uuid());
    let invoices = billing::invoices_of(&app.db, &PRINT_MAGAZINE, ids).await?;
    let today = app.clock.today();
    let out = |one: PrintSubscription| {
        let invoice = invoices.get(&one.id.uuid()).map(|record| record.invoice.id);
        PrintSubscriptionOut::of(one, invoice, today)
    };
    app.cursors.reply::<PrintSubscriptionPage, _>(&request, list, query.0.limit, slice, out)
}

/// Order a year of the print magazine
///
/// A Life member, or staff for one, orders the print edition for the annual fee that covers the mailing. The order is
/// invoiced at once; the year runs from the day the invoice is paid. One year at a time: the next is ordered when the
/// last has ended. An order that is not wanted any more goes with its invoice, which finance voids while nothing is paid.
#[utoipa::path(tag = "Members", operation_id = "createPrintSubscription", security(("bearer" = [])), params(IdempotencyKeyHeader), request_body = PrintSubscriptionIn,
    responses((status = 201, description = "The new order.", body = PrintSubscriptionOut),
        (status = 409, description = "`print-magazine-not-offered` `life-is-suspended` `print-subscription-awaits-payment` \
            `print-subscription-current` `price-differs`")))]
#[post("/{member_id}/print-subscriptions")]
pub async fn create_print_subscription(
    caller: Caller,
    id: Path<MemberId>,
    write: WriteOnce,
    body: Body<PrintSubscriptionIn>,
) -> Result<Reply, Problem> {
    let WriteOnce(write) = write;
    write
        .perform(async |tx| {
            let app = write.app();
            visible::changeable(tx, &caller, *id).await?;
            let expected_total = Cents::new(body.0.expected_total_cents);
            let (ordered, invoice) = print::order(app, tx, caller.account_id, *id, expected_total).await?;
            let location = format!("/v1/members/{id}/print-subscriptions/{}", ordered.id);
            let version = ordered.version;
            let out = PrintSubscriptionOut::of(ordered, Some(invoice.invoice.id), app.clock.today());
            Reply::created(location, &out, version)
        })
        .await
}

/// Read a year of the print magazine
///
/// The person, staff, finance and admins read it.
#[utoipa::path(tag = "Members", operation_id = "getPrintSubscription", security(("bearer" = [])),
    responses((status = 200, description = "The order.", body = PrintSubscriptionOut), (status = 304, description = "Not changed.")))]
#[get("/{member_id}/print-subscriptions/{print_subscription_id}")]
pub async fn get_print_subscription(
    caller: Caller,
    app: Data<App>,
    at: Path<PrintAddress>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    visible::member(&app.db, &caller, at.member_id).await?;
    let found = store::find_print_subscription(&app.db, at.print_subscription_id).await?;
    let own = found.filter(|one| one.member_id == at.member_id).ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let invoice = billing::find_invoice_of(&app.db, &own.id.into()).await?;
    let version = own.version;
    let invoice = invoice.map(|record| record.invoice.id);
    Reply::record(&PrintSubscriptionOut::of(own, invoice, app.clock.today()), version)
}
