//! The print magazine of Life members: ordered and invoiced, begun when paid, taken back while it is not.

use chrono::NaiveDate;
use guildhall_domain::billing::{InvoiceStatus, SingleItem};
use guildhall_domain::ids::{AccountId, MemberId, PrintSubscriptionId};
use guildhall_domain::life_membership::{PrintFacts, PrintRefusal, PrintSubscription, PrintYear, order_print};
use guildhall_domain::members::MembersEvent;
use guildhall_domain::{Cents, Refusal};
use guildhall_persistence::billing::InvoiceRecord;
use guildhall_persistence::{StoreError, Tx, life_membership as store, members};

use crate::app::App;
use crate::billing::actions::issue::{self, Issue};
use crate::billing::actions::void;
use crate::events;
use crate::http::problem::Problem;
use crate::members::letters;

/// Orders a year for a member and bills it.
///
/// # Errors
/// `not-found`; the refusals of the rules; those of the store.
pub async fn order(
    app: &App,
    tx: &Tx,
    by: AccountId,
    member_id: MemberId,
    expected_total: Cents,
) -> Result<(PrintSubscription, InvoiceRecord), Problem> {
    let (now, today) = (app.clock.now(), app.clock.today());
    let member = members::lock_member(tx, member_id).await?;
    let life = store::find_granted(tx, member_id).await?;
    let latest = store::find_latest_print_subscription(tx, member_id).await?;
    let facts = PrintFacts {
        category: member.category,
        life_status: life.as_ref().and_then(|life| life.state.life_status()),
        latest: latest.as_ref(),
        expected_total,
        on: today,
    };
    let item = order_print(&facts, &app.policies).map_err(Refusal::from)?;
    let subscription = PrintSubscription {
        id: PrintSubscriptionId::new(app.entropy.uuid(now)),
        member_id,
        account_id: member.account_id,
        life_application_id: life.map(|life| life.id),
        year: None,
        withdrawn: false,
        ordered_on: today,
        ordered_by: by,
        ordered_at: now,
        updated_at: now,
        version: 1,
    };
    store::insert_print_subscription(tx, &subscription).await.map_err(awaits_payment)?;
    let ordered = MembersEvent::PrintSubscriptionOrdered { print_subscription: subscription.id, member_id };
    events::record(app, tx, Some(by), ordered).await?;
    let invoice = bill(app, tx, by, &subscription, item).await?;
    let subscription = store::lock_print_subscription(tx, subscription.id).await?;
    Ok((subscription, invoice))
}

/// Issues the invoice of a year that was just ordered. One that comes to nothing is paid at once, and the year begins.
async fn bill(
    app: &App,
    tx: &Tx,
    by: AccountId,
    subscription: &PrintSubscription,
    item: SingleItem,
) -> Result<InvoiceRecord, Problem> {
    let of = Issue {
        billed: subscription.id.into(),
        bill: item.into(),
        account_id: subscription.account_id,
        member_id: Some(subscription.member_id),
        bill_to_organization_id: None,
        purchase_order_number: None,
        by: Some(by),
    };
    let record = issue::issue(app, tx, of).await?;
    if record.invoice.status == InvoiceStatus::Paid {
        begin(app, tx, subscription.id, app.clock.today(), by).await?;
    }
    Ok(record)
}

/// Begins the year on the day it was paid in full. The subscription is locked.
///
/// # Errors
/// Those of the store.
pub async fn begin(app: &App, tx: &Tx, id: PrintSubscriptionId, on: NaiveDate, by: AccountId) -> Result<(), Problem> {
    let mut subscription = store::lock_print_subscription(tx, id).await?;
    let year = PrintYear::paid_on(on);
    subscription.year = Some(year);
    save(app, tx, &subscription).await?;
    let started = MembersEvent::PrintSubscriptionStarted {
        print_subscription: id,
        member_id: subscription.member_id,
        starts_on: year.starts_on,
        ends_on: year.ends_on,
    };
    events::record(app, tx, Some(by), started).await
}

/// Stops a year whose payment was reversed: it awaits payment again, and an order that waits behind it is taken back. A year
/// that has ended was had, and is only owed. The subscription is locked.
///
/// # Errors
/// Those of the store and of billing.
pub async fn stop(app: &App, tx: &Tx, id: PrintSubscriptionId, by: AccountId) -> Result<(), Problem> {
    let mut subscription = store::lock_print_subscription(tx, id).await?;
    let runs = subscription.year.is_some_and(|year| app.clock.today() < year.ends_on);
    if !runs {
        return Ok(());
    }
    let latest = store::find_latest_print_subscription(tx, subscription.member_id).await?;
    if let Some(next) = latest.filter(|latest| latest.id != id && latest.year.is_none()) {
        void::of_subject(app, tx, by, &next.id.into(), "The year before it was not paid.").await?;
    }
    subscription.year = None;
    save(app, tx, &subscription).await?;
    let member_id = subscription.member_id;
    let stopped = MembersEvent::PrintSubscriptionStopped { print_subscription: id, member_id };
    events::record(app, tx, Some(by), stopped).await?;
    letters::print_stopped(app, tx, &members::load_member(tx, member_id).await?).await
}

/// Takes an order back whose invoice was voided. The subscription is locked.
///
/// # Errors
/// Those of the store.
pub async fn withdraw(app: &App, tx: &Tx, id: PrintSubscriptionId, by: AccountId) -> Result<(), Problem> {
    let mut subscription = store::lock_print_subscription(tx, id).await?;
    subscription.withdrawn = true;
    save(app, tx, &subscription).await?;
    let member_id = subscription.member_id;
    let withdrawn = MembersEvent::PrintSubscriptionWithdrawn { print_subscription: id, member_id };
    events::record(app, tx, Some(by), withdrawn).await
}

async fn save(app: &App, tx: &Tx, subscription: &PrintSubscription) -> Result<(), Problem> {
    let changed = PrintSubscription { updated_at: app.clock.now(), ..subscription.clone() };
    Ok(store::save_print_subscription(tx, &changed).await.map(drop)?)
}

/// The partial unique index is the last word on one order at a time.
fn awaits_payment(error: StoreError) -> Problem {
    match error {
        StoreError::Conflict(_) => Refusal::from(PrintRefusal::AwaitsPayment).into(),
        other => other.into(),
    }
}
