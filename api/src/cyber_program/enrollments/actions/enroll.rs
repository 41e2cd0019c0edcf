//! Enrolling somebody in a cohort.
//!
//! Invariants: under the lock of the cohort's row, so that seats are counted and places are drawn one request after
//! the other; the price is that of the person's standing today, and stays.

use guildhall_domain::accounts::AccountStatus;
use guildhall_domain::cyber_program::{
    AgreedDay, Discipline, Enrolled, EnrollmentAction, EnrollmentActor, EnrollmentFacts, EnrollmentRefusal,
    EnrollmentState, MembershipStanding, PriceRefusal, Settlement,
};
use guildhall_domain::ids::{AccountId, CohortId, EnrollmentId, OrganizationId};
use guildhall_domain::members::standing::standing_on;
use guildhall_domain::organizations::check_state;
use guildhall_domain::{Cents, Refusal, cyber_program};
use guildhall_persistence::cyber_program::{
    self as store, CohortRecord, EnrollmentRecord, EnrollmentStepRecord, OfPurchase, Resale,
};
use guildhall_persistence::{Read, StoreError, Tx, accounts, members};

use super::holdings::{self, Holder};
use super::seats::{self, By};
use super::{money, resale};
use crate::app::App;
use crate::cyber_program::letters;
use crate::cyber_program::problems::PURCHASE_ORDER_NUMBER_MISSING;
use crate::http::problem::Problem;
use crate::members::problems::UNKNOWN_ACCOUNT;
use crate::organizations::representing::{self, PayerNamed};

/// Who is to take part, and what breakout groups are balanced by.
#[derive(Clone, Debug)]
pub struct Participant {
    /// The person.
    pub account_id: AccountId,
    /// The field they work in.
    pub discipline: Discipline,
    /// How many people their community has.
    pub population: Option<i64>,
    /// Where it lies.
    pub place: CommunityPlace,
}

/// Where a community lies, as it is told.
#[derive(Clone, Debug)]
pub struct CommunityPlace {
    /// Its state or province (ISO 3166-2, without the country), when told.
    pub state: Option<String>,
    /// The country of that state.
    pub country: String,
}

/// How a seat is to be paid.
#[derive(Clone, Debug)]
pub struct Payer {
    /// By what.
    pub settlement: Settlement,
    /// Who is billed, when not the person.
    pub bill_to_organization_id: Option<OrganizationId>,
    /// The payer's purchase order.
    pub purchase_order_number: Option<String>,
}

/// Enrolls somebody at the price they expect.
///
/// # Errors
/// `not-found`, `unknown-account`, `state-outside-country`, `payer-named-by-staff`, `unknown-organization`, `purchase-order-number-missing`,
/// `seat-price-differs`; the refusals of the rules on seats; those of billing and of the store.
pub async fn enroll(
    app: &App,
    tx: &Tx,
    by: By,
    cohort: CohortId,
    participant: Participant,
    payer: Payer,
    expected_total: Cents,
) -> Result<EnrollmentRecord, Problem> {
    check_payer(tx, by, participant.account_id, &payer).await?;
    let holder = holdings::hold(tx, by.actor, participant.account_id, payer.bill_to_organization_id).await?;
    let mut cohort = store::lock_cohort(tx, cohort).await?;
    seats::settle_offers(app, tx, &mut cohort).await?;
    let enrollment = enter(app, tx, by, &mut cohort, participant, Entry { payer, holder, purchase: None }).await?;
    check_total(enrollment.price.price.amount, expected_total)?;
    Ok(enrollment)
}

/// What an enrollment is entered with beside the person.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Who pays.
    pub payer: Payer,
    /// Whose unpaid enrollments count.
    pub holder: Holder,
    /// The purchase that it belongs to and the line that it would have on its invoice, which the caller issues.
    pub purchase: Option<OfPurchase>,
}

/// Enrolls somebody in a cohort whose row is held.
///
/// # Errors
/// As [`enroll`], but for the price.
pub(super) async fn enter(
    app: &App,
    tx: &Tx,
    by: By,
    cohort: &mut CohortRecord,
    participant: Participant,
    entry: Entry,
) -> Result<EnrollmentRecord, Problem> {
    check_place(&participant.place)?;
    let facts = facts(app, tx, by, cohort, &participant, &entry).await?;
    let registered =
        cyber_program::enroll(&facts, &cohort.cohort, &app.policies.cyber_program).map_err(Refusal::from)?;
    let place = store::draw_place(tx, cohort).await?;
    let mut enrollment = record(app, by, cohort, participant, entry, (&facts, &registered), place);
    if enrollment.state == EnrollmentState::Enrolled {
        resale::take_over(app, tx, cohort, &mut enrollment, EnrollmentState::Requested).await?;
    }
    store::insert_enrollment(tx, &enrollment).await.map_err(already_registered)?;
    let step = first_step(app, by, &facts, &registered);
    seats::trace(app, tx, &enrollment, &step).await?;
    if enrollment.state == EnrollmentState::Requested && enrollment.price.price.amount.is_zero() {
        // Nothing is to be paid, so nothing is waited for.
        seats::confirm(app, tx, cohort, &mut enrollment, By::SYSTEM).await?;
        return Ok(enrollment);
    }
    let due_on = match enrollment.state {
        EnrollmentState::Requested => Some(seats::request_due_on(app, cohort)),
        _ => enrollment.payment_due_on,
    };
    if let Some(due_on) = due_on.filter(|_| money::line_of(&enrollment).is_none()) {
        money::issue(app, tx, by.account_id, cohort, &enrollment, due_on).await?;
    }
    letters::registered(app, tx, cohort, &enrollment).await?;
    Ok(enrollment)
}

/// A state that is told is one of its country; nobody has to tell any.
fn check_place(place: &CommunityPlace) -> Result<(), Problem> {
    let told = place.state.as_deref();
    Ok(told.map_or(Ok(()), |state| check_state(state, &place.country)).map_err(Refusal::from)?)
}

async fn facts(
    app: &App,
    tx: &Tx,
    by: By,
    cohort: &CohortRecord,
    participant: &Participant,
    entry: &Entry,
) -> Result<EnrollmentFacts, Problem> {
    check_active(tx, participant.account_id).await?;
    let earlier = store::find_open_enrollment(tx, cohort.id, participant.account_id).await?;
    Ok(EnrollmentFacts {
        membership_standing: membership_standing(app, tx, participant.account_id).await?,
        settlement: entry.payer.settlement,
        actor: by.actor,
        holdings: holdings::of(app, tx, &entry.holder, participant.account_id).await?,
        registered_on: cohort.cohort.date_at(app.clock.now()),
        priced_on: app.clock.today(),
        seats: seats::counted(tx, cohort.id).await?,
        earlier: earlier.map(|earlier| earlier.state),
    })
}

/// Only an active account can have a seat.
///
/// # Errors
/// `unknown-account`; those of any read.
pub(super) async fn check_active(tx: &Tx, account: AccountId) -> Result<(), Problem> {
    let account = accounts::find_account(tx, account).await?;
    if account.is_none_or(|account| account.status != AccountStatus::Active) {
        return Err(unknown_account());
    }
    Ok(())
}

/// How a person stands with the association today.
///
/// # Errors
/// Those of any read.
pub async fn membership_standing(app: &App, db: &dyn Read, account: AccountId) -> Result<MembershipStanding, Problem> {
    let member = members::find_member_by_account(db, account).await?;
    // The member price begins with staff's look at the membership.
    let member = member.filter(|member| !member.confirmation_awaited);
    let today = app.clock.today();
    let standing =
        member.map(|member| (member.category, standing_on(member.span.as_ref(), today, &app.policies.members)));
    Ok(MembershipStanding::of(standing))
}

fn record(
    app: &App,
    by: By,
    cohort: &CohortRecord,
    participant: Participant,
    Entry { payer, purchase, .. }: Entry,
    (facts, registered): (&EnrollmentFacts, &Enrolled),
    place: i64,
) -> EnrollmentRecord {
    let now = app.clock.now();
    let has_line = matches!(registered.state, EnrollmentState::Enrolled | EnrollmentState::Requested)
        && !registered.price.price.amount.is_zero();
    EnrollmentRecord {
        id: EnrollmentId::new(app.entropy.uuid(now)),
        cohort_id: cohort.id,
        account_id: participant.account_id,
        state: registered.state,
        place,
        settlement: payer.settlement,
        bill_to_organization_id: payer.bill_to_organization_id,
        purchase_order_number: payer.purchase_order_number,
        price: registered.price.clone(),
        payment_due_on: registered.payment_due_on,
        discipline: participant.discipline,
        population: participant.population,
        state_code: participant.place.state,
        group: None,
        completion: None,
        completed_on: None,
        offer_expires_at: None,
        purchase: purchase.map(|of| OfPurchase { line: of.line.filter(|_| has_line), ..of }),
        resale: Resale::default(),
        registered_on: facts.registered_on,
        registered_by: by.account_id.unwrap_or(participant.account_id),
        registered_at: now,
        updated_at: now,
        version: 1,
        agreed: AgreedDay::default(),
    }
}

fn first_step(app: &App, by: By, facts: &EnrollmentFacts, registered: &Enrolled) -> EnrollmentStepRecord {
    EnrollmentStepRecord {
        action: EnrollmentAction::Register,
        from: None,
        to: registered.state,
        actor: by.actor,
        account_id: by.account_id,
        on: facts.registered_on,
        at: app.clock.now(),
        payment_due_on: registered.payment_due_on,
        withdrawal: None,
        explanation: registered.explanation.clone(),
    }
}

/// The price is agreed to or nothing is done.
///
/// # Errors
/// `seat-price-differs`, naming both.
pub(super) fn check_total(total: Cents, expected: Cents) -> Result<(), Problem> {
    if total == expected {
        return Ok(());
    }
    let refusal = PriceRefusal::Differs { expected, actual: total };
    Err(Problem::from(Refusal::from(refusal)).at("/expected_total_cents"))
}

/// The refusal of somebody who is not on record, or not the caller's to register.
pub fn unknown_account() -> Problem {
    Problem::new(&UNKNOWN_ACCOUNT).detail("No active account that you may register has this id.").at("/account_id")
}

/// Who pays is on record, a purchase order has a number, and nobody has somebody else billed by a word of their own.
///
/// # Errors
/// `payer-named-by-staff`, `unknown-organization`, `purchase-order-number-missing`.
async fn check_payer(tx: &Tx, by: By, participant: AccountId, payer: &Payer) -> Result<(), Problem> {
    if payer.settlement == Settlement::PurchaseOrder && payer.purchase_order_number.is_none() {
        let detail = "The seat is settled by `purchase_order`, and no `purchase_order_number` is given.";
        return Err(Problem::new(&PURCHASE_ORDER_NUMBER_MISSING).detail(detail).at("/purchase_order_number"));
    }
    let (Some(organization), Some(named_by)) = (payer.bill_to_organization_id, by.account_id) else { return Ok(()) };
    let named = PayerNamed { by: named_by, for_anybody: by.actor == EnrollmentActor::Staff, owner: participant };
    representing::check_payer(tx, named, organization).await
}

/// The partial unique index is the last word on one open enrollment.
fn already_registered(error: StoreError) -> Problem {
    match error {
        StoreError::Conflict(_) => {
            Refusal::from(EnrollmentRefusal::AlreadyRegistered { state: EnrollmentState::Requested }).into()
        }
        other => other.into(),
    }
}
