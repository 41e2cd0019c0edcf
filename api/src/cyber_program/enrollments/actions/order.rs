//! The purchase order of a request, confirmed by whoever may speak for the payer: only then it holds a seat.

use guildhall_domain::cyber_program::{EnrollmentActor, EnrollmentDecision, EnrollmentState, Settlement};
use guildhall_domain::ids::{AccountId, EnrollmentId, OrganizationId};
use guildhall_domain::organizations::Mandate;
use guildhall_domain::{Refusal, own_matter};
use guildhall_persistence::Tx;
use guildhall_persistence::cyber_program::EnrollmentRecord;

use super::seats::{self, By};
use super::{holdings, money};
use crate::app::App;
use crate::billing::actions::readdress;
use crate::cyber_program::letters;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::organizations::actions as organizations;

/// A purchase order to confirm.
#[derive(Clone, Debug)]
pub struct Order {
    /// Whose it is.
    pub organization_id: OrganizationId,
    /// Its number.
    pub purchase_order_number: String,
}

/// Confirms the purchase order of a request. A representative names the number that the participant gave, and learns
/// nothing of any other request.
///
/// # Errors
/// `not-found`, `unknown-organization`, `own-matter`; the refusals of the rules on seats; those of billing and of the store.
pub async fn confirm(
    app: &App,
    tx: &Tx,
    by: AccountId,
    mandate: Mandate,
    id: EnrollmentId,
    order: Order,
) -> Result<EnrollmentRecord, Problem> {
    organizations::named(tx, order.organization_id, "/organization_id").await?;
    let actor = match mandate {
        Mandate::Staff => EnrollmentActor::Staff,
        Mandate::Representative => EnrollmentActor::Buyer,
    };
    let holder = holdings::hold(tx, actor, by, Some(order.organization_id)).await?;
    let (mut cohort, mut enrollment) = seats::locked(tx, id).await?;
    let is_named = enrollment.purchase_order_number.as_ref() == Some(&order.purchase_order_number);
    match mandate {
        Mandate::Representative if !is_named => return Err(Problem::new(&NOT_FOUND)),
        Mandate::Representative => {}
        Mandate::Staff => own_matter::check(by, [Some(enrollment.account_id)]).map_err(Refusal::from)?,
    }
    let held = holdings::of(app, tx, &holder, enrollment.account_id).await?;
    held.check_unpaid(actor, &app.policies.cyber_program.enrollment).map_err(Refusal::from)?;
    seats::settle_offers(app, tx, &mut cohort).await?;
    enrollment.settlement = Settlement::PurchaseOrder;
    enrollment.bill_to_organization_id = Some(order.organization_id);
    enrollment.purchase_order_number = Some(order.purchase_order_number.clone());
    let decision = EnrollmentDecision::ConfirmOrder(seats::counted(tx, cohort.id).await?);
    let by = By { account_id: Some(by), actor };
    seats::take(app, tx, &mut cohort, &mut enrollment, by, decision).await?;
    bill(app, tx, by, &enrollment, order).await?;
    letters::registered(app, tx, &cohort, &enrollment).await?;
    Ok(enrollment)
}

/// The invoice of the request becomes the organization's; a place on the waitlist is billed when its seat is accepted.
async fn bill(app: &App, tx: &Tx, by: By, enrollment: &EnrollmentRecord, order: Order) -> Result<(), Problem> {
    let Some(billed) = money::billed(tx, enrollment).await? else { return Ok(()) };
    if enrollment.state == EnrollmentState::Waitlisted && billed.paid.is_zero() {
        return money::void(app, tx, by.account_id, enrollment, "The enrollment is on the waitlist.").await;
    }
    let payer = readdress::Payer {
        organization_id: Some(order.organization_id),
        purchase_order_number: Some(order.purchase_order_number),
    };
    readdress::to(app, tx, by.account_id, billed.invoice_id, payer).await.map(|_| ())
}
