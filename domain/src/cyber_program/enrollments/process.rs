//! The steps of an enrollment after it was made.
//!
//! Invariants: every step is possible only in its states and only for certain people; an unpaid
//! seat is released only after its due day, and only while somebody else could take it; a completed
//! enrollment stays completed. Promotion follows the waitlist; nobody can grant it.

use super::enrolling::{Seats, check_takes_place, payment_due_on, place};
use super::offer;
use super::state::{EnrollmentAction, EnrollmentActor, EnrollmentState};
use super::withdrawal::{
    BetterTerms, Withdrawal, WithdrawalFacts, canceled, check_better, given_back, on_terms, withdrawal,
};
use crate::Cents;
use crate::cyber_program::cohorts::dates::Cohort;
use crate::cyber_program::cohorts::moving::AgreedDay;
use crate::cyber_program::policy::CyberProgramPolicy;
use crate::cyber_program::progress::completion::Completion;
use crate::cyber_program::refusal::EnrollmentRefusal;
use crate::explanation::Clause;
use crate::refusal::cited;
use chrono::{DateTime, NaiveDate, Utc};

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
    /// Until when the seat that is offered can be accepted; none unless one is.
    pub offer_expires_at: Option<DateTime<Utc>>,
    /// Whether the person who would owe the price enrolled themselves, or an organization pays. Whoever was enrolled by
    /// somebody else is bound once something is paid.
    pub is_own_act: bool,
    /// What the person knows of a first day that moved.
    pub agreed: AgreedDay,
}

impl EnrollmentCase {
    /// Whether the terms of withdrawing hold: nobody owes money by somebody else's act.
    #[must_use]
    pub fn is_bound(&self) -> bool {
        self.is_own_act || self.paid > Cents::ZERO
    }

    /// Whether the seat is paid, or costs nothing.
    #[must_use]
    pub fn owes_nothing(&self) -> bool {
        self.paid >= self.price
    }
}

/// A step that somebody wants to take, with its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnrollmentDecision<'a> {
    /// Find a place for a request that was paid.
    Confirm(Seats),
    /// Find a place for a request whose purchase order the payer's representative or staff confirm.
    ConfirmOrder(Seats),
    /// Get the seat that became free, for which nothing is owed; only for a person whom [`super::waitlist`] names.
    Promote,
    /// Be offered the seat that became free, until this instant; only for a person whom [`super::waitlist`] names.
    Offer(DateTime<Utc>),
    /// Take the seat that was offered, now.
    Accept(DateTime<Utc>),
    /// Refuse the seat that was offered.
    Decline,
    /// Lose the offer, which by now was not accepted in time.
    Expire(DateTime<Utc>),
    /// Give up.
    Withdraw,
    /// Give up on better terms, which staff grant.
    WithdrawOn(BetterTerms<'a>),
    /// Lose it, because the association cancels the cohort for this reason.
    Cancel(&'a str),
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
            Self::Confirm(_) | Self::ConfirmOrder(_) => EnrollmentAction::Confirm,
            Self::Promote => EnrollmentAction::Promote,
            Self::Offer(_) => EnrollmentAction::Offer,
            Self::Accept(_) => EnrollmentAction::Accept,
            Self::Decline => EnrollmentAction::Decline,
            Self::Expire(_) => EnrollmentAction::Expire,
            Self::Withdraw | Self::WithdrawOn(_) => EnrollmentAction::Withdraw,
            Self::Cancel(_) => EnrollmentAction::Cancel,
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
    /// Until when the seat can be accepted, when the step offered one.
    pub offer_expires_at: Option<DateTime<Utc>>,
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
        EnrollmentDecision::ConfirmOrder(seats) => open_entry(cohort, on, policy).map(|()| place(seats, cohort))?,
        EnrollmentDecision::Promote => promote(case, cohort, on, policy)?,
        EnrollmentDecision::Offer(_) => open_entry(cohort, on, policy).map(|()| EnrollmentState::Offered)?,
        EnrollmentDecision::Accept(now) => {
            open_entry(cohort, on, policy)?;
            offer::accept(case, now)?
        }
        EnrollmentDecision::Decline => EnrollmentState::Withdrawn,
        EnrollmentDecision::Expire(now) => offer::expire(case, now)?,
        EnrollmentDecision::Withdraw => withdraw(case, cohort, on)?,
        EnrollmentDecision::WithdrawOn(terms) => {
            check_better(terms, &facts_of(case, on), cohort, policy)?;
            withdraw(case, cohort, on)?
        }
        EnrollmentDecision::Cancel(_) => EnrollmentState::Canceled,
        EnrollmentDecision::Release => release(case, cohort, on, policy)?,
        EnrollmentDecision::Finish(completion) => finish(completion, cohort, on, policy)?,
    };
    let gets_seat = to == EnrollmentState::Enrolled && case.paid < case.price;
    let withdrawal = leaving(case, &step.decision, to, cohort, on, policy);
    Ok(EnrollmentTransition {
        action,
        from: case.state,
        to,
        actor: step.actor,
        on,
        frees_seat: case.state.keeps_seat() && !to.keeps_seat(),
        payment_due_on: gets_seat.then(|| payment_due_on(on, cohort, policy)),
        offer_expires_at: match step.decision {
            EnrollmentDecision::Offer(expires_at) => Some(expires_at),
            _ => None,
        },
        explanation: explain(case, &step.decision, to, withdrawal.as_ref()),
        withdrawal,
    })
}

fn explain(
    case: &EnrollmentCase,
    decision: &EnrollmentDecision<'_>,
    to: EnrollmentState,
    withdrawal: Option<&Withdrawal>,
) -> Vec<Clause> {
    const HOLD: &str = "cyber_program.enrollment.hold";
    const OFFER: &str = "cyber_program.enrollment.offer";
    let (clause, detail) = match (decision, to) {
        (EnrollmentDecision::Confirm(_), EnrollmentState::Enrolled) => {
            (HOLD, "the request is paid, a seat is free and the waitlist is empty".to_owned())
        }
        (EnrollmentDecision::Confirm(_), _) => {
            (HOLD, "the request is paid and goes to the end of the waitlist".to_owned())
        }
        (EnrollmentDecision::ConfirmOrder(_), EnrollmentState::Enrolled) => {
            (HOLD, "the purchase order is confirmed, a seat is free and the waitlist is empty".to_owned())
        }
        (EnrollmentDecision::ConfirmOrder(_), _) => {
            (HOLD, "the purchase order is confirmed and goes to the end of the waitlist".to_owned())
        }
        (EnrollmentDecision::Promote, _) => (
            "cyber_program.enrollment.waitlist",
            "a seat is free, nothing is owed for it and this enrollment is first on the waitlist".to_owned(),
        ),
        (EnrollmentDecision::Offer(expires_at), _) => {
            let until = expires_at.format("%Y-%m-%dT%H:%MZ");
            (
                OFFER,
                format!("a seat is free and this enrollment is first on the waitlist; the offer is open until {until}"),
            )
        }
        (EnrollmentDecision::Accept(_), _) => (OFFER, "the offer was accepted in time".to_owned()),
        (EnrollmentDecision::Decline, _) => (OFFER, "the offer was declined; nothing is owed".to_owned()),
        (EnrollmentDecision::Expire(_), _) => (OFFER, "the offer was not accepted in time; nothing is owed".to_owned()),
        (EnrollmentDecision::Release, _) => {
            (HOLD, format!("{} of {} was paid by the day it was due", case.paid, case.price))
        }
        (EnrollmentDecision::Cancel(reason), _) => {
            ("cyber_program.cancellation", format!("the association canceled the cohort: {reason}"))
        }
        (EnrollmentDecision::WithdrawOn(terms), _) => {
            ("cyber_program.refund.goodwill", format!("withdrawn by staff on better terms: {}", terms.reason))
        }
        _ => ("cyber_program.enrollment", format!("`{}` becomes `{to}`", case.state)),
    };
    let settled = withdrawal.into_iter().flat_map(|withdrawal| withdrawal.explanation.iter().cloned());
    std::iter::once(Clause::new(clause, cited::ASSUMPTION, detail)).chain(settled).collect()
}

fn leaving(
    case: &EnrollmentCase,
    decision: &EnrollmentDecision<'_>,
    to: EnrollmentState,
    cohort: &Cohort,
    on: NaiveDate,
    policy: &CyberProgramPolicy,
) -> Option<Withdrawal> {
    let facts = facts_of(case, on);
    let is_bound = case.state.holds_seat() && case.is_bound();
    match decision {
        EnrollmentDecision::Withdraw if is_bound => Some(withdrawal(&facts, cohort, policy)),
        EnrollmentDecision::WithdrawOn(terms) if is_bound => Some(on_terms(&facts, *terms)),
        EnrollmentDecision::Cancel(_) if is_bound => Some(canceled(&facts, cohort, policy)),
        _ if to.has_left() && case.paid > Cents::ZERO => Some(given_back(&facts, policy)),
        _ => None,
    }
}

const fn facts_of(case: &EnrollmentCase, on: NaiveDate) -> WithdrawalFacts {
    let &EnrollmentCase { registered_on, price, paid, agreed, .. } = case;
    WithdrawalFacts { price, paid, registered_on, withdrawn_on: on, agreed }
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

/// Whoever owes nothing gets the seat; to everybody else it is offered.
fn promote(
    case: &EnrollmentCase,
    cohort: &Cohort,
    on: NaiveDate,
    policy: &CyberProgramPolicy,
) -> Result<EnrollmentState, EnrollmentRefusal> {
    open_entry(cohort, on, policy)?;
    if case.owes_nothing() {
        return Ok(EnrollmentState::Enrolled);
    }
    Err(EnrollmentRefusal::NotPaid { paid: case.paid, price: case.price })
}

fn open_entry(cohort: &Cohort, on: NaiveDate, policy: &CyberProgramPolicy) -> Result<(), EnrollmentRefusal> {
    check_takes_place(cohort)?;
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
