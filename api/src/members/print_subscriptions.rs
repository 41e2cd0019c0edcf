//! `/v1/members/{member_id}/print-subscriptions`: the print magazine of Life members, a year at a time.

use actix_web::web::Path;
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::Cents;
use guildhall_domain::ids::{InvoiceId, MemberId};
use guildhall_domain::life_membership::{PRINT_MAGAZINE, PrintState, PrintSubscription};
use guildhall_persistence::billing;
use guildhall_persistence::life_membership::{self as store, PrintSort};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::print;
use super::codes::PrintStateCode;
use super::problems::{LIFE_IS_SUSPENDED, PRINT_SUBSCRIPTION_AWAITS_PAYMENT, PRINT_SUBSCRIPTION_CURRENT};
use super::relations::{ChangeableMember, VisibleMember, VisiblePrintSubscription};
use crate::billing::problems::PRICE_DIFFERS;
use crate::dues::problems::PRINT_MAGAZINE_NOT_OFFERED;
use crate::http::answers::{Answered, Created, Record};
use crate::http::body::Body;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::WriteOnce;
use crate::http::problem::Problem;
use crate::http::relation::{By, Sees};

/// An order for one year of the print magazine.
#[derive(Serialize, ToSchema)]
#[schema(as = PrintSubscription)]
pub struct PrintSubscriptionOut {
    /// Id of the record.
    id: Uuid,
    /// Member who receives the magazine.
    member_id: Uuid,
    /// State of the order today.
    #[schema(value_type = PrintStateCode)]
    state: PrintState,
    /// Invoice for the order; null once the invoice is voided.
    #[schema(required)]
    invoice_id: Option<Uuid>,
    /// First day of the year: the day of payment; null until then.
    #[schema(required, example = "2025-03-01")]
    starts_on: Option<NaiveDate>,
    /// First day after the year; null until it is paid.
    #[schema(required, example = "2026-03-01")]
    ends_on: Option<NaiveDate>,
    /// Date of the order.
    #[schema(example = "2025-03-01")]
    ordered_on: NaiveDate,
    /// When the order was placed.
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

/// A new order for one year of the print magazine.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPrintSubscription)]
pub struct PrintSubscriptionIn {
    /// Total that the caller agrees to, in US cents: `annual_fee_cents` of the member's entitlements. If the price differs, the order is refused.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 2500)]
    expected_total_cents: i64,
}

/// The orders of one member have one order and no filter.
#[derive(Deserialize, IntoParams)]
pub struct PrintSubscriptionQuery {}

impl ListQuery for PrintSubscriptionQuery {
    type Sort = PrintSort;

    fn order(&self) -> (&'static str, PrintSort) {
        ("members/print-subscriptions", PrintSort::Newest)
    }
}

/// List a member's print magazine orders
///
/// Sorted by order time, latest first. Includes orders whose invoice was voided.
#[utoipa::path(get, path = "/{member_id}/print-subscriptions", tag = "Members")]
pub async fn list_print_subscriptions(
    caller: By<VisibleMember>,
    id: Path<MemberId>,
    list: Listing<PrintSubscriptionQuery>,
) -> Result<Page<PrintSubscriptionOut>, Problem> {
    let (db, today) = (&list.app().db, list.app().clock.today());
    let VisibleMember(member, _) = caller.find(db, &id).await?;
    let slice = store::list_print_subscriptions(db, member.id, list.page()).await?;
    let ids = slice.items.iter().map(|one| one.id.uuid());
    let invoices = billing::invoices_of(db, &PRINT_MAGAZINE, ids).await?;
    Ok(list.answer(slice, |one| {
        let invoice = invoices.get(&one.id.uuid()).map(|record| record.invoice.id);
        PrintSubscriptionOut::of(one, invoice, today)
    }))
}

/// Order a year of the print magazine
///
/// For Life members, and for staff on their behalf. The annual fee covers the mailing. The invoice is issued at once; the
/// year starts on the day the invoice is paid. The next year can be ordered when the current one has ended. To cancel an
/// order, ask finance to void its invoice; that is possible while nothing has been paid.
#[utoipa::path(post, path = "/{member_id}/print-subscriptions", tag = "Members", extensions(("x-refuses" = json!([
    PRINT_MAGAZINE_NOT_OFFERED, LIFE_IS_SUSPENDED, PRINT_SUBSCRIPTION_AWAITS_PAYMENT,
    PRINT_SUBSCRIPTION_CURRENT, PRICE_DIFFERS
]))))]
pub async fn create_print_subscription(
    caller: By<ChangeableMember>,
    id: Path<MemberId>,
    write: WriteOnce,
    body: Body<PrintSubscriptionIn>,
) -> Result<Answered<Created<PrintSubscriptionOut>>, Problem> {
    let WriteOnce(write) = write;
    let app = write.app();
    write
        .on(&caller, *id, async |tx, ChangeableMember(member)| {
            let expected_total = Cents::new(body.0.expected_total_cents);
            let (ordered, invoice) = print::order(app, tx, caller.account_id, member.id, expected_total).await?;
            let location = format!("/v1/members/{}/print-subscriptions/{}", member.id, ordered.id);
            let version = ordered.version;
            let out = PrintSubscriptionOut::of(ordered, Some(invoice.invoice.id), app.clock.today());
            Ok(Created::at(location, out, version))
        })
        .await
}

/// Get a print magazine order
///
/// For the member, staff, finance and admins.
#[utoipa::path(get, path = "/{member_id}/print-subscriptions/{print_subscription_id}", tag = "Members")]
pub async fn get_print_subscription(
    seen: Sees<VisiblePrintSubscription>,
) -> Result<Record<PrintSubscriptionOut>, Problem> {
    let app = seen.by.app();
    let VisiblePrintSubscription(ordered) = seen.record;
    let invoice = billing::find_invoice_of(&app.db, &ordered.id.into()).await?;
    let version = ordered.version;
    let invoice = invoice.map(|record| record.invoice.id);
    Ok(Record::new(PrintSubscriptionOut::of(ordered, invoice, app.clock.today()), version))
}
