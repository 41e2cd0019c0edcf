//! The term that a payment starts, and the day to which it is good.
//!
//! A new membership starts on the day its invoice is paid in full; a renewal follows the old term
//! once its first installment is paid. RULES 1.1 and 1.6.

use crate::billing::reversal::spread;
use crate::calendar::add_months_from;
use crate::explanation::Clause;
use crate::members::application::ApplicationKind;
use crate::members::category::Category;
use crate::members::employment::{EmploymentFact, Extent};
use crate::members::member::CurrentMembership;
use crate::members::policy::MembersPolicy;
use crate::members::refusal::MembershipRefusal;
use crate::members::standing::{TermSpan, grace_ends_on};
use crate::{ApplicationId, Cents, MemberId, TermId};
use chrono::{DateTime, NaiveDate, Utc};

pub use crate::billing::installment::InstallmentState;

/// A term of membership on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipTerm {
    /// The term's id.
    pub id: TermId,
    /// The member of the term.
    pub member_id: MemberId,
    /// The application that opened it.
    pub application_id: ApplicationId,
    /// Category it was opened in.
    pub category: Category,
    /// First day.
    pub starts_on: NaiveDate,
    /// First day after it.
    pub ends_on: NaiveDate,
    /// First day after it as it was granted, once a new position has ended it earlier.
    pub planned_ends_on: Option<NaiveDate>,
    /// First day of it that is not paid for, fixed when a payment reaches that far and never by one that comes after the
    /// membership lapsed; none for a term from before this was kept.
    pub paid_until_on: Option<NaiveDate>,
    /// Whether its dues were waived in transition.
    pub in_transition: bool,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
}

/// What planning a term needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermFacts<'a> {
    /// What the application is.
    pub kind: ApplicationKind,
    /// Category applied for.
    pub category: Category,
    /// Whether the dues are waived in transition.
    pub in_transition: bool,
    /// Civil date of the payment.
    pub paid_on: NaiveDate,
    /// The invoice's installments after the payment.
    pub installments: &'a [InstallmentState],
    /// The membership before, when a term has ever begun.
    pub membership: Option<&'a CurrentMembership>,
}

/// A term to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedTerm {
    /// Category it is opened in.
    pub category: Category,
    /// First day.
    pub starts_on: NaiveDate,
    /// First day after it.
    pub ends_on: NaiveDate,
    /// Whether its dues were waived in transition.
    pub in_transition: bool,
    /// The join date the member's record then shows.
    pub joined_on: NaiveDate,
    /// The paid span the member's record then shows.
    pub span: TermSpan,
    /// Clauses applied.
    pub explanation: Vec<Clause>,
}

/// Plans the term that the payments so far open.
///
/// # Errors
/// When not enough is paid for it to begin.
pub fn plan_term(facts: &TermFacts<'_>, policy: &MembersPolicy) -> Result<PlannedTerm, MembershipRefusal> {
    let starts_on = start_of(facts)?;
    let rules = policy.rules.on(starts_on);
    let months = if facts.in_transition { &policy.in_transition.block_months } else { &rules.term_months };
    let run_starts_on = run_start(facts, starts_on);
    let ends_on = add_months_from(run_starts_on, starts_on, months.value);
    let span =
        TermSpan { starts_on: run_starts_on, good_until_on: paid_through(starts_on, ends_on, facts.installments) };
    let length = Clause::new(
        "members.term.length",
        policy.sources.cite(&months.source),
        format!("{} months from {starts_on}, ending before {ends_on}", months.value),
    );
    Ok(PlannedTerm {
        category: facts.category,
        starts_on,
        ends_on,
        in_transition: facts.in_transition,
        joined_on: kept_join_date(facts.kind, facts.membership, starts_on, policy).unwrap_or(starts_on),
        span,
        explanation: vec![length, beginning(facts, policy, starts_on)],
    })
}

/// Waived terms end on the first day of the next full-time position: the day on which one that was to last until
/// `planned_ends_on` ends, given the positions on record.
#[must_use]
pub fn waived_until(starts_on: NaiveDate, planned_ends_on: NaiveDate, positions: &[EmploymentFact]) -> NaiveDate {
    let held = |position: &&EmploymentFact| {
        position.extent == Extent::FullTime
            && position.starts_on < planned_ends_on
            && position.ends_on.is_none_or(|ends_on| ends_on > starts_on)
    };
    let first = positions.iter().filter(held).map(|position| position.starts_on.max(starts_on)).min();
    first.unwrap_or(planned_ends_on)
}

/// The first day not paid for: the end of the term, or the due date of the first
/// installment that is still owed; never before the term itself.
#[must_use]
pub fn paid_through(starts_on: NaiveDate, ends_on: NaiveDate, installments: &[InstallmentState]) -> NaiveDate {
    installments
        .iter()
        .filter(|installment| !installment.is_paid())
        .map(|installment| installment.due_on)
        .min()
        .map_or(ends_on, |due_on| due_on.min(ends_on).max(starts_on))
}

/// A receipt toward the dues of a term: the day on which the money was there, and how much.
pub type DuesReceipt = (NaiveDate, Cents);

/// The first day of a term that was not paid for, from the receipts that stand, the earliest first: none when they never
/// opened it. What came after the membership had lapsed moved nothing.
#[must_use]
pub fn paid_until_by_receipts(
    term: (NaiveDate, NaiveDate),
    installments: &[InstallmentState],
    receipts: &[DuesReceipt],
    policy: &MembersPolicy,
) -> Option<NaiveDate> {
    let (starts_on, ends_on) = term;
    let (mut paid, mut until): (i64, Option<NaiveDate>) = (0, None);
    for (received_on, amount) in receipts {
        let lapsed = |until| grace_ends_on(&TermSpan { starts_on, good_until_on: until }, policy) <= *received_on;
        if until.is_some_and(lapsed) {
            break;
        }
        paid = paid.saturating_add(amount.cents());
        let parts = spread(installments, Cents::new(paid));
        if first_is_paid(&parts).is_ok() {
            until = Some(paid_through(starts_on, ends_on, &parts));
        }
    }
    until
}

/// What is left of a membership once a payment toward one of its terms was reversed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AfterReversal {
    /// The first day of the term that is not paid for; none when the term never began.
    pub paid_until_on: Option<NaiveDate>,
    /// The paid span of the membership; none when no term is left.
    pub span: Option<TermSpan>,
}

/// What is left of a membership with these terms, the earliest first, each with the day until which it was paid for, when
/// the invoice of one of them now has these installments.
///
/// A term that began when it was paid in full needs that still; one that joined on to the term before it stands while its
/// first installment is paid.
#[must_use]
pub fn after_reversal(
    terms: &[MembershipTerm],
    of: ApplicationId,
    kind: ApplicationKind,
    installments: &[InstallmentState],
    present: Option<TermSpan>,
) -> Option<AfterReversal> {
    let term = terms.iter().find(|term| term.application_id == of)?;
    let is_behind_gap = terms.iter().any(|other| other.ends_on < term.starts_on)
        && !terms.iter().any(|other| other.ends_on == term.starts_on);
    let continues = kind == ApplicationKind::Renewal && !is_behind_gap;
    let begun = if continues { first_is_paid(installments) } else { paid_in_full(installments) };
    let paid_until_on = begun.ok().map(|()| paid_through(term.starts_on, term.ends_on, installments));
    let is_last = terms.iter().all(|other| other.starts_on <= term.starts_on);
    let span = match (paid_until_on, present) {
        // Staff ended it, or Life membership does not end.
        (_, None) => None,
        (_, Some(span)) if span.ends_on().is_none() => present,
        (None, Some(span)) if continues && is_last => {
            Some(TermSpan { good_until_on: span.good_until_on.min(term.starts_on), ..span })
        }
        _ => {
            let left = terms.iter().filter_map(|other| match other.application_id == of {
                true => paid_until_on.map(|until| (other.starts_on, until)),
                false => Some((other.starts_on, other.paid_until_on.unwrap_or(other.ends_on).min(other.ends_on))),
            });
            latest_run(left)
        }
    };
    Some(AfterReversal { paid_until_on, span })
}

/// The latest unbroken run of days paid for, of spans with the earliest first.
fn latest_run(paid: impl Iterator<Item = (NaiveDate, NaiveDate)>) -> Option<TermSpan> {
    paid.fold(None, |run: Option<TermSpan>, (from, until)| match run {
        Some(run) if from <= run.good_until_on => Some(TermSpan { good_until_on: run.good_until_on.max(until), ..run }),
        _ => Some(TermSpan { starts_on: from, good_until_on: until }),
    })
}

/// The join date a membership keeps, or none when a new one is set.
#[must_use]
pub fn kept_join_date(
    kind: ApplicationKind,
    membership: Option<&CurrentMembership>,
    on: NaiveDate,
    policy: &MembersPolicy,
) -> Option<NaiveDate> {
    let membership = membership?;
    match kind {
        ApplicationKind::Join => None,
        ApplicationKind::Renewal | ApplicationKind::CategoryChange => Some(membership.joined_on),
        ApplicationKind::Rejoin => {
            let months = policy.rules.on(on).reinstatement_months.value;
            let last_on = add_months_from(membership.span.starts_on, membership.span.good_until_on, months);
            (on <= last_on).then_some(membership.joined_on)
        }
    }
}

fn start_of(facts: &TermFacts<'_>) -> Result<NaiveDate, MembershipRefusal> {
    match facts.kind {
        ApplicationKind::Join | ApplicationKind::Rejoin => {
            paid_in_full(facts.installments)?;
            Ok(facts.paid_on)
        }
        ApplicationKind::Renewal => {
            first_is_paid(facts.installments)?;
            facts.membership.map(|membership| membership.term_ends_on).ok_or(MembershipRefusal::NoMembershipToContinue)
        }
        ApplicationKind::CategoryChange => Err(MembershipRefusal::NoTermForCategoryChange),
    }
}

fn paid_in_full(installments: &[InstallmentState]) -> Result<(), MembershipRefusal> {
    let owed = installments.iter().map(InstallmentState::outstanding);
    let outstanding = Cents::checked_sum(owed).unwrap_or(Cents::new(i64::MAX));
    if outstanding.is_zero() { Ok(()) } else { Err(MembershipRefusal::NotPaidInFull { outstanding }) }
}

fn first_is_paid(installments: &[InstallmentState]) -> Result<(), MembershipRefusal> {
    match installments.iter().min_by_key(|i| (i.due_on, i.position)) {
        Some(first) if !first.is_paid() => {
            Err(MembershipRefusal::FirstInstallmentUnpaid { outstanding: first.outstanding() })
        }
        _ => Ok(()),
    }
}

fn run_start(facts: &TermFacts<'_>, starts_on: NaiveDate) -> NaiveDate {
    match (facts.kind, facts.membership) {
        (ApplicationKind::Renewal, Some(membership)) => membership.span.starts_on,
        _ => starts_on,
    }
}

fn beginning(facts: &TermFacts<'_>, policy: &MembersPolicy, starts_on: NaiveDate) -> Clause {
    if facts.kind == ApplicationKind::Renewal {
        let source = &policy.rules.on(starts_on).term_months.source;
        let detail = format!("the renewed term follows the old one, which ends on {starts_on}");
        return Clause::new("members.term.contiguous", policy.sources.cite(source), detail);
    }
    Clause::new(
        "members.term.paid_in_full",
        policy.sources.cite(&policy.full_payment.source),
        format!("a new membership starts on the day it is paid in full, {starts_on}"),
    )
}
