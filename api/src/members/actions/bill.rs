//! Billing an application for membership: the price of a quote made now, agreed beforehand.

use guildhall_domain::Refusal;
use guildhall_domain::billing::{Billed, BillingRefusal, InvoiceStatus, check_price};
use guildhall_domain::ids::ApplicationId;
use guildhall_domain::members::{Application, ApplicationState, MembershipRefusal};
use guildhall_persistence::billing::InvoiceRecord;
use guildhall_persistence::{Tx, members};

use super::activation::{self, Payment};
use super::{admission, apply};
use crate::app::App;
use crate::billing::actions::issue::{self, Issue};
use crate::billing::billable::Order;
use crate::http::problem::Problem;

/// Issues the invoice of an application. One that comes to nothing is paid at
/// once, and opens the membership.
///
/// # Errors
/// The refusals of the dues and billing rules; `payer-named-by-staff`, `unknown-organization`;
/// those of the store.
pub async fn issue(app: &App, tx: &Tx, order: &Order) -> Result<InvoiceRecord, Problem> {
    let today = app.clock.today();
    let mut application = members::lock_application(tx, ApplicationId::new(order.id)).await?;
    let billed = Billed::from(application.id);
    check_payable(application.state)?;
    issue::check_unbilled(tx, &billed).await?;
    apply::check_still_holds(app, tx, &application).await?;
    price_anew(app, tx, &mut application).await?;
    order.check_payer(tx, application.account_id).await?;
    let priced = apply::quote_on(app, &application, today, order.installments)?;
    check_price(priced.total, order.expected_total).map_err(Refusal::from)?;
    let of = Issue {
        billed,
        bill: priced.into(),
        account_id: application.account_id,
        member_id: application.member_id,
        bill_to_organization_id: order.bill_to_organization_id,
        purchase_order_number: order.purchase_order_number.clone(),
        by: Some(order.by),
    };
    let record = issue::issue(app, tx, of).await?;
    let invoice = &record.invoice;
    if invoice.status == InvoiceStatus::Paid {
        let by = order.by;
        let paid = Payment { application_id: application.id, on: today, installments: &invoice.installments, by };
        activation::on_payment(app, tx, &paid).await?;
    }
    Ok(record)
}

/// Only what awaits payment is billed; what is in review waits for staff first.
fn check_payable(state: ApplicationState) -> Result<(), Problem> {
    match state {
        ApplicationState::AwaitingPayment => Ok(()),
        ApplicationState::InReview | ApplicationState::InformationRequested => {
            Err(Refusal::from(MembershipRefusal::AwaitsAcceptance { state }).into())
        }
        _ => Err(Refusal::from(BillingRefusal::ApplicationNotPayable).into()),
    }
}

/// What is billed is priced from the record as it is on the day of the invoice.
async fn price_anew(app: &App, tx: &Tx, application: &mut Application) -> Result<(), Problem> {
    let Some(member) = application.member_id else { return Ok(()) };
    let spells = members::spells_of(tx, member).await?;
    if admission::reprice(app, tx, application, &spells).await? {
        application.version = members::save_application(tx, application).await?;
    }
    Ok(())
}
