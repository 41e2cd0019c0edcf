//! A colleague takes a seat in somebody's place.
//!
//! Invariants: no money moves, so the seat is paid or an organization pays it, and it costs the colleague no more than it
//! cost; the cohort has not begun. These are defaults of this software.

use super::state::{EnrollmentAction, EnrollmentActor, EnrollmentState};
use crate::cyber_program::cohorts::dates::Cohort;
use crate::cyber_program::refusal::EnrollmentRefusal;
use crate::explanation::Clause;
use crate::refusal::cited;
use crate::{AccountId, Cents};
use chrono::NaiveDate;

/// What a substitution depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubstitutionFacts {
    /// The state of the enrollment.
    pub state: EnrollmentState,
    /// Who asks, in which capacity.
    pub actor: EnrollmentActor,
    /// Who has the seat.
    pub from: AccountId,
    /// Who is to have it.
    pub to: AccountId,
    /// The state of the other's own enrollment for the cohort, if there is one.
    pub other: Option<EnrollmentState>,
    /// What the seat costs.
    pub price: Cents,
    /// What it would cost the other today.
    pub price_for_other: Cents,
    /// What was paid for it.
    pub paid: Cents,
    /// Whether an organization pays for it.
    pub has_buyer: bool,
    /// Today, by the cohort's calendar.
    pub on: NaiveDate,
}

/// Whether the colleague may take the seat, and why.
///
/// # Errors
/// When the step is not open to the caller or in this state, the cohort has begun, the colleague is enrolled already or
/// would pay more, or a seat that the person pays is not paid.
pub fn substitute(facts: &SubstitutionFacts, cohort: &Cohort) -> Result<Vec<Clause>, EnrollmentRefusal> {
    let (action, state) = (EnrollmentAction::Substitute, facts.state);
    if !action.may_be_taken_by().contains(&facts.actor) {
        return Err(EnrollmentRefusal::NotTheirs { action, actor: facts.actor });
    }
    if !action.taken_from().contains(&state) {
        return Err(EnrollmentRefusal::StepNotOpen { action, state });
    }
    if facts.on >= cohort.starts_on {
        return Err(EnrollmentRefusal::SubstitutionClosed { starts_on: cohort.starts_on });
    }
    if let Some(state) = facts.other.filter(|state| !state.has_left()) {
        return Err(EnrollmentRefusal::AlreadyRegistered { state });
    }
    if facts.price_for_other > facts.price {
        let (price, price_for_other) = (facts.price, facts.price_for_other);
        return Err(EnrollmentRefusal::SubstituteCostsMore { price, price_for_other });
    }
    if !facts.has_buyer && facts.paid < facts.price {
        return Err(EnrollmentRefusal::NotPaid { paid: facts.paid, price: facts.price });
    }
    let detail = format!("the account {} takes the seat of the account {}; no money moves", facts.to, facts.from);
    Ok(vec![Clause::new("cyber_program.enrollment.substitution", cited::ASSUMPTION, detail)])
}
