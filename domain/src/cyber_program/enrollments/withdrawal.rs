//! The cost of withdrawing.
//!
//! Invariants: the amounts paid and kept add up with the refund and the debt; no refund is more
//! than was paid; withdrawing later never costs less; what the association does to a person costs that person nothing. No
//! refund rule was published: the terms are defaults of this software, fixed on the day of enrollment.

use crate::Cents;
use crate::cyber_program::cohorts::dates::{Cohort, WeekPosition};
use crate::cyber_program::cohorts::moving::AgreedDay;
use crate::cyber_program::policy::CyberProgramPolicy;
use crate::cyber_program::refusal::EnrollmentRefusal;
use crate::explanation::Clause;
use crate::refusal::cited;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a refund depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithdrawalFacts {
    /// The price of the seat, as fixed.
    pub price: Cents,
    /// What was paid toward it.
    pub paid: Cents,
    /// The day of enrollment.
    pub registered_on: NaiveDate,
    /// The day of withdrawal, by the cohort's calendar.
    pub withdrawn_on: NaiveDate,
    /// What the person knows of a first day that moved.
    pub agreed: AgreedDay,
}

/// Terms that staff grant somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BetterTerms<'a> {
    /// Hundredths of the price that are kept.
    pub kept_percent: u32,
    /// Why.
    pub reason: &'a str,
}

/// The money part of a withdrawal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Hundredths of the price that are given back.
    pub percent: u32,
    /// What of the price is kept.
    pub kept: Cents,
    /// The amount refunded.
    pub refund: Cents,
    /// The amount still to be paid.
    pub still_owed: Cents,
    /// The terms applied.
    pub terms_version: String,
    /// True when the terms are a default of this software.
    pub provisional: bool,
    /// Clauses applied, in order.
    pub explanation: Vec<Clause>,
}

/// The money part of withdrawing from a seat.
#[must_use]
pub fn withdrawal(facts: &WithdrawalFacts, cohort: &Cohort, policy: &CyberProgramPolicy) -> Withdrawal {
    let terms = policy.refunds.on(facts.registered_on);
    let source = policy.sources.cite(&terms.source);
    let (percent, clause) = percent(facts, cohort, policy, source);
    let kept = Cents::new(facts.price.cents().saturating_sub(share(facts.price, percent)));
    keeping(facts, kept, percent, Terms { version: &terms.version, source, provisional: terms.provisional, clause })
}

/// Hundredths of the price that are given back, and by what. A first day that the association moves takes nothing from
/// anybody: the day that the person agreed to counts where it is the better one.
fn percent(facts: &WithdrawalFacts, cohort: &Cohort, policy: &CyberProgramPolicy, source: &str) -> (u32, Clause) {
    let on = facts.withdrawn_on;
    if let Some(until) = facts.agreed.withdraw_free_until.filter(|until| on <= *until) {
        let detail = format!("the first day moved: withdrawing costs nothing until {until}");
        return (100, Clause::new("cyber_program.refund.moved", source, detail));
    }
    let first_day = cohort.starts_on.max(facts.agreed.agreed.unwrap_or(cohort.starts_on));
    let days_before = (first_day - on).num_days();
    let percent = policy.refunds.on(facts.registered_on).percent(days_before);
    let when = match days_before {
        1.. => format!("{days_before} days before the first day"),
        _ => "on the first day or later".to_owned(),
    };
    (percent, Clause::new("cyber_program.refund.terms", source, format!("withdrawn {when}: {percent}% is refunded")))
}

/// By which terms something is kept.
struct Terms<'a> {
    version: &'a str,
    source: &'a str,
    provisional: bool,
    clause: Clause,
}

fn keeping(facts: &WithdrawalFacts, kept: Cents, percent: u32, terms: Terms<'_>) -> Withdrawal {
    let Terms { version, source, provisional, clause } = terms;
    let amount = format!("the association keeps {} of {}; {} was paid", kept, facts.price, facts.paid);
    Withdrawal {
        percent,
        kept,
        refund: Cents::new(facts.paid.cents().saturating_sub(kept.cents()).max(0)),
        still_owed: Cents::new(kept.cents().saturating_sub(facts.paid.cents()).max(0)),
        terms_version: version.to_owned(),
        provisional,
        explanation: vec![clause, Clause::new("cyber_program.refund.amount", source, amount)],
    }
}

/// Checks that terms granted by staff keep no more than those of the enrollment.
///
/// # Errors
/// When they keep more.
pub(super) fn check_better(
    terms: BetterTerms<'_>,
    facts: &WithdrawalFacts,
    cohort: &Cohort,
    policy: &CyberProgramPolicy,
) -> Result<(), EnrollmentRefusal> {
    let by_terms = 100_u32.saturating_sub(withdrawal(facts, cohort, policy).percent);
    let kept_percent = terms.kept_percent;
    if kept_percent <= by_terms { Ok(()) } else { Err(EnrollmentRefusal::TermsWorse { kept_percent, by_terms }) }
}

/// The money part of withdrawing from a seat on terms that staff granted.
pub(super) fn on_terms(facts: &WithdrawalFacts, terms: BetterTerms<'_>) -> Withdrawal {
    let percent = 100_u32.saturating_sub(terms.kept_percent);
    let kept = Cents::new(facts.price.cents().saturating_sub(share(facts.price, percent)));
    let clause = Clause::new(
        "cyber_program.refund.goodwill",
        cited::ASSUMPTION,
        format!("staff withdrew the person on better terms: {percent}% is refunded"),
    );
    keeping(facts, kept, percent, Terms { version: "by-staff", source: cited::ASSUMPTION, provisional: false, clause })
}

/// What a seat comes to in a cohort that the association cancels: nothing is kept before the first day, afterward the
/// weeks that were held, rounded in the payer's favor.
pub(super) fn canceled(facts: &WithdrawalFacts, cohort: &Cohort, policy: &CyberProgramPolicy) -> Withdrawal {
    let rules = &policy.cancellation;
    let begun = match cohort.week_of(facts.withdrawn_on) {
        WeekPosition::Before { .. } => 0,
        WeekPosition::Week(week) if rules.running_week_is_held.value => week,
        WeekPosition::Week(week) => week.saturating_sub(1),
        WeekPosition::After { .. } => cohort.weeks,
    };
    let held = if rules.held_weeks_are_charged.value { begun } else { 0 };
    let of_weeks = |whole: i64| whole.saturating_mul(held.into()) / i64::from(cohort.weeks.max(1));
    let kept = Cents::new(of_weeks(facts.price.cents()));
    let percent = 100_u32.saturating_sub(u32::try_from(of_weeks(100)).unwrap_or(100));
    let source = policy.sources.cite(&rules.held_weeks_are_charged.source);
    let clause = Clause::new(
        "cyber_program.cancellation.weeks",
        source,
        format!("the association canceled the cohort after {held} of {} weeks", cohort.weeks),
    );
    let (version, provisional) = (policy.version.as_str(), rules.held_weeks_are_charged.provisional);
    keeping(facts, kept, percent, Terms { version, source, provisional, clause })
}

/// What is paid back to whoever leaves without having given up a seat: everything. Nothing is kept for a request, a
/// place on the waitlist, or a seat that was taken back.
#[must_use]
pub fn given_back(facts: &WithdrawalFacts, policy: &CyberProgramPolicy) -> Withdrawal {
    let terms = policy.refunds.on(facts.registered_on);
    let detail = format!("no seat was held, so the association keeps nothing; {} was paid", facts.paid);
    Withdrawal {
        percent: 100,
        kept: Cents::ZERO,
        refund: facts.paid,
        still_owed: Cents::ZERO,
        terms_version: terms.version.clone(),
        provisional: terms.provisional,
        explanation: vec![Clause::new("cyber_program.refund.no_seat", policy.sources.cite(&terms.source), detail)],
    }
}

/// Hundredths of a price in cents, half up.
fn share(price: Cents, percent: u32) -> i64 {
    let exact = i128::from(price.cents()) * i128::from(percent);
    i64::try_from((exact + 50).div_euclid(100)).unwrap_or(i64::MAX)
}
