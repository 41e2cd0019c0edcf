//! Adding up service: spells of days as years, exactly.
//!
//! Invariants: overlapping and touching spans count once; a later date never counts less; more
//! service never counts less. Each unbroken span gives its whole years, by anniversary, and the
//! days left over; every 366 left-over days of all spans make a further year. 366 is the length of
//! the longest year, so that a gap cannot add time. RULES 2.3; the arithmetic is a default of this
//! software.

use crate::calendar::{LAST_WRITABLE, age_on, anniversary};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A run of days, half open: the end is the first day no longer in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First day.
    pub starts_on: NaiveDate,
    /// First day after it; none while it lasts.
    pub ends_on: Option<NaiveDate>,
}

impl Span {
    /// Whether it ends before a date.
    #[must_use]
    pub fn ends_before(self, on: NaiveDate) -> bool {
        self.ends_on.is_some_and(|ends_on| ends_on < on)
    }

    /// The part before a date; none when nothing is left.
    #[must_use]
    pub fn clipped(self, until: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let ends_on = self.ends_on.map_or(until, |ends_on| ends_on.min(until));
        (self.starts_on < ends_on).then_some((self.starts_on, ends_on))
    }
}

/// Years of service and the days beyond them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ServiceLength {
    /// Completed years.
    pub years: u32,
    /// Days that do not make another year yet.
    pub days: u32,
}

impl fmt::Display for ServiceLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count: u32| if count == 1 { "" } else { "s" };
        write!(f, "{} year{} and {} day{}", self.years, plural(self.years), self.days, plural(self.days))
    }
}

/// All service that counts: spans apart from each other, the earliest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    spans: Vec<Span>,
    days_per_part_year: u32,
}

impl Service {
    /// Puts spans in order and joins those that overlap or touch; empty ones vanish.
    #[must_use]
    pub fn merge(spans: impl IntoIterator<Item = Span>, days_per_part_year: u32) -> Self {
        let mut sorted: Vec<Span> =
            spans.into_iter().filter(|span| span.ends_on.is_none_or(|ends_on| span.starts_on < ends_on)).collect();
        sorted.sort_unstable();
        let mut spans: Vec<Span> = Vec::with_capacity(sorted.len());
        for span in sorted {
            match spans.last_mut() {
                Some(last) if last.ends_on.is_none_or(|ends_on| span.starts_on <= ends_on) => {
                    last.ends_on = last.ends_on.zip(span.ends_on).map(|(one, other)| one.max(other));
                }
                _ => spans.push(span),
            }
        }
        Self { spans, days_per_part_year: days_per_part_year.max(1) }
    }

    /// The spans, apart from each other, the earliest first.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The service before a date.
    #[must_use]
    pub fn until(&self, on: NaiveDate) -> ServiceLength {
        self.summed(self.each_until(on))
    }

    /// The service before a date, unbroken spell by unbroken spell.
    pub fn each_until(&self, on: NaiveDate) -> impl Iterator<Item = ServiceLength> + Clone {
        self.spans.iter().filter_map(move |span| span.clipped(on)).map(|(from, until)| length(from, until))
    }

    /// The first date before which so many years (at least one) are completed; none
    /// when they never are, or not within the years that four digits can write.
    #[must_use]
    pub fn first_reaching(&self, years: u32) -> Option<NaiveDate> {
        let mut before = ServiceLength::default();
        for span in &self.spans {
            let first = self.completes_on(span.starts_on, before, years)?;
            if span.ends_on.is_none_or(|ends_on| first <= ends_on) {
                return Some(first);
            }
            let Some((from, until)) = span.ends_on.and_then(|ends_on| span.clipped(ends_on)) else { continue };
            before = self.summed([before, length(from, until)]);
        }
        None
    }

    /// When a span that goes on completes the years, given the service before it:
    /// on its own anniversary, or earlier with the days left over from before.
    fn completes_on(&self, starts_on: NaiveDate, before: ServiceLength, years: u32) -> Option<NaiveDate> {
        let missing = years.saturating_sub(before.years).max(1);
        let days = Days::new(self.days_per_part_year.saturating_sub(before.days).into());
        let with_days = anniversary(starts_on, missing - 1).checked_add_days(days).unwrap_or(NaiveDate::MAX);
        Some(anniversary(starts_on, missing).min(with_days)).filter(|first| *first <= LAST_WRITABLE)
    }

    fn summed(&self, parts: impl IntoIterator<Item = ServiceLength>) -> ServiceLength {
        let sum = parts.into_iter().fold(ServiceLength::default(), |sum, part| ServiceLength {
            years: sum.years.saturating_add(part.years),
            days: sum.days.saturating_add(part.days),
        });
        ServiceLength {
            years: sum.years.saturating_add(sum.days / self.days_per_part_year),
            days: sum.days % self.days_per_part_year,
        }
    }
}

/// Whole years by anniversary and the days after the last one.
fn length(from: NaiveDate, until: NaiveDate) -> ServiceLength {
    let years = age_on(from, until).unwrap_or(0);
    let days = until.signed_duration_since(anniversary(from, years)).num_days();
    ServiceLength { years, days: u32::try_from(days).unwrap_or(0) }
}
