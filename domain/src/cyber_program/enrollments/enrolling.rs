//! Enrolling in a cohort.
//!
//! Invariants: people on the waitlist get free seats first; the price is that of the price list and
//! the standing on the day of enrollment, and does not change; one person has one open enrollment
//! for a cohort; a purchase order of one's own word holds no seat. RULES 4; what holds a seat is a default of this
//! software.

use super::limits::Holdings;
use super::state::{EnrollmentActor, EnrollmentState, Settlement};
use crate::calendar::add_days;
use crate::cyber_program::catalogue::price_list::MembershipStanding;
use crate::cyber_program::catalogue::quote::{FixedPrice, fix_price};
use crate::cyber_program::cohorts::dates::Cohort;
use crate::cyber_program::policy::CyberProgramPolicy;
use crate::cyber_program::refusal::{EnrollmentRefusal, PriceRefusal};
use crate::explanation::Clause;
use crate::policy::Sourced;
use chrono::NaiveDate;

/// The seats of a cohort, counted under the lock of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seats {
    /// Seats that are held, and those that are kept for an offer.
    pub held: u32,
    /// People waiting.
    pub waiting: u32,
}

impl Seats {
    /// Whether a new enrollment gets a seat: a seat is free and the waitlist is empty.
    #[must_use]
    pub const fn has_room(self, capacity: u32) -> bool {
        self.held < capacity && self.waiting == 0
    }
}

/// What an enrollment depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnrollmentFacts {
    /// The standing of the person today.
    pub membership_standing: MembershipStanding,
    /// How the seat is to be paid.
    pub settlement: Settlement,
    /// Who enrolls the person, in which capacity.
    pub actor: EnrollmentActor,
    /// What the payer holds already.
    pub holdings: Holdings,
    /// Today, by the cohort's calendar.
    pub registered_on: NaiveDate,
    /// Today, by the association's calendar: whose list prices it.
    pub priced_on: NaiveDate,
    /// The seats of the cohort.
    pub seats: Seats,
    /// The state of the person's last enrollment for this cohort.
    pub earlier: Option<EnrollmentState>,
}

/// An enrollment, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// The present state.
    pub state: EnrollmentState,
    /// What the seat costs, whenever it is got.
    pub price: FixedPrice,
    /// When it is to be paid; none before there is a seat, or when it costs nothing.
    pub payment_due_on: Option<NaiveDate>,
    /// Clauses applied, in order.
    pub explanation: Vec<Clause>,
}

/// Enrolls a person in a cohort.
///
/// # Errors
/// When entry is closed, the person has an open enrollment, the payer holds too much unpaid, or no list is in force.
pub fn enroll(
    facts: &EnrollmentFacts,
    cohort: &Cohort,
    policy: &CyberProgramPolicy,
) -> Result<Enrolled, EnrollmentRefusal> {
    check_takes_place(cohort)?;
    let on = facts.registered_on;
    let closes_on = cohort.entry_closes_on(policy);
    if on >= closes_on {
        return Err(EnrollmentRefusal::EntryClosed { closed_on: closes_on });
    }
    if let Some(state) = facts.earlier.filter(|state| !state.has_left()) {
        return Err(EnrollmentRefusal::AlreadyRegistered { state });
    }
    facts.holdings.check(facts.actor, &policy.enrollment)?;
    let priced_on = facts.priced_on;
    let price = fix_price(facts.membership_standing, priced_on, policy)
        .map_err(|_: PriceRefusal| EnrollmentRefusal::NoPrice { priced_on })?;
    let holds = holding(facts.settlement, policy).value && !is_word_alone(facts);
    let state = if holds { place(facts.seats, cohort) } else { EnrollmentState::Requested };
    Ok(Enrolled {
        state,
        payment_due_on: due(state, price.price.amount.is_zero(), on, cohort, policy),
        explanation: explain(facts, state, &price, policy),
        price,
    })
}

/// Whether anybody can get a seat in the cohort.
pub(super) fn check_takes_place(cohort: &Cohort) -> Result<(), EnrollmentRefusal> {
    cohort.canceled_on.map_or(Ok(()), |canceled_on| Err(EnrollmentRefusal::CohortCanceled { canceled_on }))
}

/// The state of a person who is entitled to a seat: enrolled or on the waitlist.
pub(super) const fn place(seats: Seats, cohort: &Cohort) -> EnrollmentState {
    if seats.has_room(cohort.capacity) { EnrollmentState::Enrolled } else { EnrollmentState::Waitlisted }
}

/// When a seat got on a day is to be paid: some days later, but not after the first day.
#[must_use]
pub fn payment_due_on(seat_from_on: NaiveDate, cohort: &Cohort, policy: &CyberProgramPolicy) -> NaiveDate {
    let days = policy.enrollment.payment_due_days.value;
    add_days(seat_from_on, days).min(cohort.starts_on).max(seat_from_on)
}

fn due(
    state: EnrollmentState,
    is_free: bool,
    on: NaiveDate,
    cohort: &Cohort,
    policy: &CyberProgramPolicy,
) -> Option<NaiveDate> {
    (state.holds_seat() && !is_free).then(|| payment_due_on(on, cohort, policy))
}

fn holding(settlement: Settlement, policy: &CyberProgramPolicy) -> &Sourced<bool> {
    match settlement {
        Settlement::Invoice => &policy.enrollment.invoice_holds_seat,
        Settlement::PurchaseOrder => &policy.enrollment.purchase_order_holds_seat,
    }
}

/// Whether nobody but the participant says that there is a purchase order.
fn is_word_alone(facts: &EnrollmentFacts) -> bool {
    facts.settlement == Settlement::PurchaseOrder && facts.actor == EnrollmentActor::Participant
}

fn explain(
    facts: &EnrollmentFacts,
    state: EnrollmentState,
    price: &FixedPrice,
    policy: &CyberProgramPolicy,
) -> Vec<Clause> {
    let cite = |source: &str| policy.sources.cite(source).to_owned();
    let (test, hold) = (policy.member_test(facts.membership_standing), holding(facts.settlement, policy));
    let price_detail = format!(
        "{} for standing `{}` on {}; later changes do not affect it",
        price.price.amount, facts.membership_standing, facts.priced_on
    );
    let holds = match hold.value {
        true if is_word_alone(facts) => {
            "holds no seat until staff or the payer's representative confirm it, or it is paid"
        }
        true => "holds a seat",
        false => "holds no seat until it is paid",
    };
    let seats = match state {
        EnrollmentState::Enrolled => "a seat is free and the waitlist is empty".to_owned(),
        EnrollmentState::Waitlisted => {
            format!("{} seats are held and {} people are on the waitlist", facts.seats.held, facts.seats.waiting)
        }
        _ => "no seat is taken yet".to_owned(),
    };
    vec![
        Clause::new("cyber_program.enrollment.price", cite(&test.source), price_detail),
        Clause::new(
            "cyber_program.enrollment.hold",
            cite(&hold.source),
            format!("settlement `{}` {holds}", facts.settlement),
        ),
        Clause::new("cyber_program.enrollment.seats", crate::refusal::cited::ASSUMPTION, seats),
    ]
}
