//! The statement of a year of the ledger.
//!
//! Invariants: the full time of every entry counts, less reversals; a surplus is shown and not
//! carried over (ambiguity 13: 48 hours meet a year of 40, and the next year begins at zero). The
//! calendar year is a default of this software.

use crate::credentials::credit_time::CreditTime;
use crate::credentials::entry::{CreditEntry, CreditSource};
use crate::credentials::policy::CredentialsPolicy;
use crate::explanation::Clause;
use chrono::{Datelike, NaiveDate};

/// The time of one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceSum {
    /// The source.
    pub source: CreditSource,
    /// Its time in the year.
    pub time: CreditTime,
}

/// A year of a person's ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearStatement {
    /// The calendar year.
    pub year: i32,
    /// What was earned.
    pub earned: CreditTime,
    /// What the year asks for.
    pub required: CreditTime,
    /// Whether that is met.
    pub met: bool,
    /// The missing time; none when the requirement is met.
    pub missing: CreditTime,
    /// The time above the requirement.
    pub surplus: CreditTime,
    /// What of it counts in the next year.
    pub carried_over: CreditTime,
    /// The time of each source that has any, in the order of the codes.
    pub by_source: Vec<SourceSum>,
    /// The row of policy applied.
    pub rule_version: String,
    /// True when a part of that row is a default of this software.
    pub provisional: bool,
    /// Clauses applied, in order.
    pub explanation: Vec<Clause>,
}

/// What one person's entries of a calendar year come to.
#[must_use]
pub fn year_statement(ledger: &[CreditEntry], year: i32, policy: &CredentialsPolicy) -> YearStatement {
    let first_day = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MAX);
    let rules = policy.years.on(first_day);
    let of_year = || ledger.iter().filter(|entry| entry.grant.earned_on.year() == year);
    let time_of = |source| sum(of_year().filter(|entry| entry.grant.provenance.source == source));
    let sums = CreditSource::ALL.iter().map(|source| SourceSum { source: *source, time: time_of(*source) });
    let earned = sum(of_year());
    let required = CreditTime::from_hours(rules.hours_at_least.value);
    let surplus = earned.beyond(required);
    let clause = |code: &str, source: &str, detail: String| Clause::new(code, policy.sources.cite(source), detail);
    let explanation = vec![
        clause(
            "credentials.year.required",
            &rules.hours_at_least.source,
            format!(
                "{} hours of professional development are required a year; {earned} are earned",
                rules.hours_at_least.value
            ),
        ),
        clause(
            "credentials.year.calendar",
            &rules.first_month.source,
            format!("the calendar year {year}; the day on which credit was earned counts"),
        ),
        clause(
            "credentials.year.carry_over",
            &rules.carried_over_hours.source,
            format!("{surplus} more than required; hours are not carried over to the next year"),
        ),
    ];
    YearStatement {
        year,
        earned,
        required,
        met: earned >= required,
        missing: required.beyond(earned),
        surplus,
        carried_over: CreditTime::ZERO,
        by_source: sums.filter(|sum| sum.time != CreditTime::ZERO).collect(),
        rule_version: rules.version.clone(),
        provisional: rules.is_provisional(),
        explanation,
    }
}

fn sum<'e>(entries: impl Iterator<Item = &'e CreditEntry>) -> CreditTime {
    CreditTime::from_minutes(entries.map(|entry| entry.grant.time.minutes()).fold(0, i64::saturating_add))
}
