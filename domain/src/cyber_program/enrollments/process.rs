//! The steps of an enrollment after it was made.
//!
//! Invariants: every step is possible only in its states and only for certain people; an unpaid
//! seat is released only after its due day, and only while somebody else could take it; a completed
//! enrollment stays completed. Promotion follows the waitlist; nobody can grant it.

use super::enrolling::{Seats, payment_due_on, place};
use super::state::{EnrollmentAction, EnrollmentActor, EnrollmentState};
use super::withdrawal::{Withdrawal, WithdrawalFacts, given_back, withdrawal};
use crate::Cents;
use crate::cyber_program::cohorts::dates::Cohort;
use crate::cyber_program::policy::CyberProgramPolicy;
use crate::cyber_program::progress::completion::Completion;
use crate::cyber_program::refusal::EnrollmentRefusal;
use crate::explanation::Clause;
use crate::refusal::cited;
use chrono::NaiveDate;

/// An enrollment as the steps need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnrollmentCase {
    /// The present state.
    pub state: EnrollmentState,
    /// The day it was made.
    pub registered_on: NaiveDate,
    /// The price of the seat, as fixed.
    pub price: Cents,
    /// What was paid toward it.
    pub paid: Cents,
    /// When it is to be paid; none before there is a seat. For a seat without a date of
    /// its own, that of a seat got on enrolling.
    pub payment_due_on: Option<NaiveDate>,
}

/// A step that somebody wants to take, with its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnrollmentDecision<'a> {
    /// Find a place for a request that was paid.
    Confirm(Seats),
    /// Get the seat that became free; only for a person whom [`super::waitlist`] names.
    Promote,
    /// Give up.
    Withdraw,
    /// Take back a seat that was not paid.
    Release,
    /// Record what came of it.
    Finish(&'a Completion),
}

impl EnrollmentDecision<'_> {
    /// The step it is.
    #[must_use]
    pub const fn action(&self) -> EnrollmentAction {
        match self {
            Self::Confirm(_) => EnrollmentAction::Confirm,
            Self::Promote => EnrollmentAction::Promote,
            Self::Withdraw => EnrollmentAction::Withdraw,
            Self::Release => EnrollmentAction::Release,
            Self::Finish(_) => EnrollmentAction::Finish,
        }
    }
}

/// A step: who does what, when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnrollmentStep<'a> {
    /// The step to take.
    pub decision: EnrollmentDecision<'a>,
    /// In which capacity.
    pub actor: EnrollmentActor,
    /// When, by the cohort's calendar.
    pub on: NaiveDate,
}

/// A step taken, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnrollmentTransition {
    /// The step.
    pub action: EnrollmentAction,
    /// The earlier state of the enrollment.
    pub from: EnrollmentState,
    /// The state after the step.
    pub to: EnrollmentState,
    /// In which capacity it was taken.
    pub actor: EnrollmentActor,
    /// When.
    pub on: NaiveDate,
    /// Whether a seat became free, so that the queue moves up.
    pub frees_seat: bool,
    /// When the seat is to be paid, when the step gave one.
    pub payment_due_on: Option<NaiveDate>,
    /// What leaving comes to: the terms for a seat that was given up, else everything that was paid.
    pub withdrawal: Option<Withdrawal>,
    /// Clauses applied, in order.
    pub explanation: Vec<Clause>,
}

/// Decides a step.
///
/// # Errors
/// When it is not open, not theirs to take, too early or too late.
pub fn decide_enrollment(
    case: &EnrollmentCase,
    step: &EnrollmentStep<'_>,
    cohort: &Cohort,
    policy: &CyberProgramPolicy,
) -> Result<EnrollmentTransition, EnrollmentRefusal> {
    let (action, on) = (step.decision.action(), step.on);
    if !action.may_be_taken_by().contains(&step.actor) {
        return Err(EnrollmentRefusal::NotTheirs { action, actor: step.actor });
    }
    if !action.taken_from().contains(&case.state) {
        return Err(EnrollmentRefusal::StepNotOpen { action, state: case.state });
    }
    let to = match step.decision {
        EnrollmentDecision::Confirm(seats) => confirm(case, seats, cohort, on, policy)?,
        EnrollmentDecision::Promote => open_entry(cohort, on, policy).map(|()| EnrollmentState::Enrolled)?,
        EnrollmentDecision::Withdraw => withdraw(case, cohort, on)?,
        EnrollmentDecision::Release => release(case, cohort, on, policy)?,
        EnrollmentDecision::Finish(completion) => finish(completion, cohort, on, policy)?,
    };
    let gets_seat = to == EnrollmentState::Enrolled && case.paid < case.price;
    let withdrawal = leaving(case, to, cohort, on, policy);
    Ok(EnrollmentTransition {
        action,
        from: case.state,
        to,
        actor: step.actor,
        on,
        frees_seat: case.state.holds_seat() && !to.holds_seat(),
        payment_due_on: gets_seat.then(|| payment_due_on(on, cohort, policy)),
        explanation: explain(case, action, to, withdrawal.as_ref()),
        withdrawal,
    })
}

fn explain(
    case: &EnrollmentCase,
    action: EnrollmentAction,
    to: EnrollmentState,
    withdrawal: Option<&Withdrawal>,
) -> Vec<Clause> {
    let (clause, detail) = match (action, to) {
        (EnrollmentAction::Confirm, EnrollmentState::Enrolled) => (
            "cyber_program.enrollment.hold",
            "the request is paid, a seat is free and the waitlist is empty".to_owned(),
        ),
        (EnrollmentAction::Confirm, _) => {
            ("cyber_program.enrollment.hold", "the request is paid and goes to the end of the waitlist".to_owned())
        }
        (EnrollmentAction::Promote, _) => (
            "cyber_program.enrollment.waitlist",
            "a seat is free and this enrollment is first on the waitlist".to_owned(),
        ),
        (EnrollmentAction::Release, _) => {
            let detail = format!("{} of {} was paid by the day it was due", case.paid, case.price);
            ("cyber_program.enrollment.hold", detail)
        }
        _ => ("cyber_program.enrollment", format!("`{}` becomes `{to}`", case.state)),
    };
    let settled = withdrawal.into_iter().flat_map(|withdrawal| withdrawal.explanation.iter().cloned());
    std::iter::once(Clause::new(clause, cited::ASSUMPTION, detail)).chain(settled).collect()
}

fn leaving(
    case: &EnrollmentCase,
    to: EnrollmentState,
    cohort: &Cohort,
    on: NaiveDate,
    policy: &CyberProgramPolicy,
) -> Option<Withdrawal> {
    let &EnrollmentCase { registered_on, price, paid, .. } = case;
    let facts = WithdrawalFacts { price, paid, registered_on, withdrawn_on: on };
    match to {
        EnrollmentState::Withdrawn if case.state.holds_seat() => Some(withdrawal(&facts, cohort, policy)),
        _ if to.has_left() && paid > Cents::ZERO => Some(given_back(&facts, policy)),
        _ => None,
    }
}

fn confirm(
    case: &EnrollmentCase,
    seats: Seats,
    cohort: &Cohort,
    on: NaiveDate,
    policy: &CyberProgramPolicy,
) -> Result<EnrollmentState, EnrollmentRefusal> {
    open_entry(cohort, on, policy)?;
    if case.paid < case.price {
        return Err(EnrollmentRefusal::NotPaid { paid: case.paid, price: case.price });
    }
    Ok(place(seats, cohort))
}

fn open_entry(cohort: &Cohort, on: NaiveDate, policy: &CyberProgramPolicy) -> Result<(), EnrollmentRefusal> {
    let closed_on = cohort.entry_closes_on(policy);
    if on < closed_on { Ok(()) } else { Err(EnrollmentRefusal::EntryClosed { closed_on }) }
}

/// A seat is given up until the end; a request or a place in the queue at any time, with all that was paid.
fn withdraw(case: &EnrollmentCase, cohort: &Cohort, on: NaiveDate) -> Result<EnrollmentState, EnrollmentRefusal> {
    let ended_on = cohort.ends_on();
    if case.state.holds_seat() && on >= ended_on {
        return Err(EnrollmentRefusal::CohortEnded { ended_on });
    }
    Ok(EnrollmentState::Withdrawn)
}

fn release(
    case: &EnrollmentCase,
    cohort: &Cohort,
    on: NaiveDate,
    policy: &CyberProgramPolicy,
) -> Result<EnrollmentState, EnrollmentRefusal> {
    if case.paid >= case.price {
        return Err(EnrollmentRefusal::IsPaid);
    }
    open_entry(cohort, on, policy)?;
    let due_on = case.payment_due_on.unwrap_or_else(|| payment_due_on(case.registered_on, cohort, policy));
    if on <= due_on { Err(EnrollmentRefusal::NotOverdue { due_on }) } else { Ok(EnrollmentState::Released) }
}

fn finish(
    completion: &Completion,
    cohort: &Cohort,
    on: NaiveDate,
    policy: &CyberProgramPolicy,
) -> Result<EnrollmentState, EnrollmentRefusal> {
    if completion.met {
        return Ok(EnrollmentState::Completed);
    }
    let closes_on = cohort.writing_closes_on(policy);
    if on >= closes_on {
        return Ok(EnrollmentState::NotCompleted);
    }
    let unmet = completion.unmet().map(|requirement| requirement.code).collect();
    Err(EnrollmentRefusal::NotCompletedYet { unmet, closes_on })
}
