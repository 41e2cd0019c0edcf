//! The cost of withdrawing.
//!
//! Invariants: the amounts paid and kept add up with the refund and the debt; no refund is more
//! than was paid; withdrawing later never costs less. No refund rule was published: the terms are
//! defaults of this software, fixed on the day of enrollment.

use crate::Cents;
use crate::cyber_program::cohorts::dates::Cohort;
use crate::cyber_program::policy::CyberProgramPolicy;
use crate::explanation::Clause;
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
    let days_before = (cohort.starts_on - facts.withdrawn_on).num_days();
    let percent = terms.percent(days_before);
    let kept = Cents::new(facts.price.cents().saturating_sub(share(facts.price, percent)));
    let refund = Cents::new(facts.paid.cents().saturating_sub(kept.cents()).max(0));
    let still_owed = Cents::new(kept.cents().saturating_sub(facts.paid.cents()).max(0));
    let source = policy.sources.cite(&terms.source);
    let when = match days_before {
        1.. => format!("{days_before} days before the first day"),
        _ => "on the first day or later".to_owned(),
    };
    let explanation = vec![
        Clause::new("cyber_program.refund.terms", source, format!("withdrawn {when}: {percent}% is refunded")),
        Clause::new(
            "cyber_program.refund.amount",
            source,
            format!("the association keeps {} of {}; {} was paid", kept, facts.price, facts.paid),
        ),
    ];
    Withdrawal {
        percent,
        kept,
        refund,
        still_owed,
        terms_version: terms.version.clone(),
        provisional: terms.provisional,
        explanation,
    }
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
