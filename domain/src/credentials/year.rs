//! What a year of the ledger comes to.
//!
//! Invariants: the whole time of every entry counts, reversals taken away; a surplus is
//! shown and none of it is carried over (ambiguity 13: 48 hours meet a year of 40, and
//! the next year begins at none). That a year is a calendar year is a house assumption.

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

/// A year of somebody's ledger.
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
    /// What is missing; none when it is met.
    pub missing: CreditTime,
    /// What is more than required.
    pub surplus: CreditTime,
    /// What of it counts in the next year.
    pub carried_over: CreditTime,
    /// The time of each source that has any, in the order of the codes.
    pub by_source: Vec<SourceSum>,
    /// The row of policy applied.
    pub rule_version: String,
    /// True when a part of that row is a house assumption.
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
            format!("{} hours of professional development a year; {earned} earned", rules.hours_at_least.value),
        ),
        clause(
            "credentials.year.calendar",
            &rules.first_month.source,
            format!("the year is the calendar year {year}, by the day on which credit was earned"),
        ),
        clause(
            "credentials.year.carry_over",
            &rules.carried_over_hours.source,
            format!("{surplus} are more than required; none of a surplus counts in the next year"),
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
