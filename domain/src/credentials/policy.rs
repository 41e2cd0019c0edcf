//! The table behind the credit hours: `policies/credentials.toml`.

use crate::credentials::credit_time::CreditTime;
use crate::credentials::entry::CreditSource;
use crate::policy::{Dated, Sourced, Sources, Timeline};
use chrono::NaiveDate;
use serde::Deserialize;

/// Credentials policy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CredentialsPolicy {
    /// Version of the file.
    pub version: String,
    /// Day the file was last revised.
    pub revised_on: NaiveDate,
    /// Publications cited.
    pub sources: Sources,
    /// What one grant can come to, for sources that have a bound of their own.
    pub bounds: GrantBounds,
    /// What a year asks for, by its first day.
    pub years: Timeline<YearRules>,
    /// The practices, by date.
    pub practice_sets: Timeline<PracticeSet>,
}

/// What one grant can come to, in whole hours.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrantBounds {
    /// The most for one book; actual reading time below it.
    pub reading_hours_per_book: Sourced<u32>,
    /// The most for anything else.
    pub hours_at_most: Sourced<u32>,
}

/// What a year asks for, from a date on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearRules {
    /// Name of the row; a statement records it.
    pub version: String,
    /// First day in force.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// Hours of professional development a year.
    pub hours_at_least: Sourced<u32>,
    /// Hours of a surplus that count in the next year.
    pub carried_over_hours: Sourced<u32>,
    /// The month a year begins in.
    pub first_month: Sourced<u32>,
}

impl YearRules {
    /// Whether a part of it is a default of this software.
    #[must_use]
    pub const fn is_provisional(&self) -> bool {
        self.hours_at_least.provisional || self.carried_over_hours.provisional || self.first_month.provisional
    }
}

impl Dated for YearRules {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
}

/// The practices that credit is earned in, from a date on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeSet {
    /// Name of the set.
    pub version: String,
    /// First day in force.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// How many there are.
    pub count: u32,
    /// The names that were found, which may not be all of them.
    pub names: Vec<String>,
    /// Key of the source.
    pub source: String,
    /// True for a default of this software.
    #[serde(default)]
    pub provisional: bool,
    /// True when the first day in force is a default of this software.
    #[serde(default)]
    pub start_provisional: bool,
}

impl Dated for PracticeSet {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
}

impl CredentialsPolicy {
    /// The most that one grant of a source can come to.
    #[must_use]
    pub const fn most_of(&self, source: CreditSource) -> CreditTime {
        match source {
            CreditSource::Reading => CreditTime::from_hours(self.bounds.reading_hours_per_book.value),
            CreditSource::CyberProgram
            | CreditSource::CoachingWebinar
            | CreditSource::ConferenceSession
            | CreditSource::Other => CreditTime::from_hours(self.bounds.hours_at_most.value),
        }
    }

    pub(crate) fn check(&self) -> Result<(), String> {
        let sources = &self.sources;
        hours(sources, "bounds.reading_hours_per_book", &self.bounds.reading_hours_per_book, 1)?;
        hours(sources, "bounds.hours_at_most", &self.bounds.hours_at_most, 1)?;
        for rules in self.years.iter() {
            hours(sources, "[[years]] hours_at_least", &rules.hours_at_least, 1)?;
            hours(sources, "[[years]] carried_over_hours", &rules.carried_over_hours, 0)?;
            sources.check_figure("[[years]] first_month", &rules.first_month)?;
            if rules.first_month.value != 1 {
                return Err("[[years]] first_month: only calendar years are supported".into());
            }
            if rules.carried_over_hours.value != 0 {
                return Err("[[years]] carried_over_hours: carrying over is not supported".into());
            }
        }
        self.practice_sets.iter().try_for_each(|set| set.check(sources))
    }
}

impl PracticeSet {
    fn check(&self, sources: &Sources) -> Result<(), String> {
        let what = format!("practice set `{}`", self.version);
        sources.check(&what, &self.source, self.provisional)?;
        let named = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        if named > self.count {
            return Err(format!("{what}: {named} names for {} practices", self.count));
        }
        Ok(())
    }
}

fn hours(sources: &Sources, what: &str, figure: &Sourced<u32>, least: u32) -> Result<(), String> {
    sources.check_figure(what, figure)?;
    if (least..=1_000).contains(&figure.value) {
        return Ok(());
    }
    Err(format!("{what}: between {least} and 1000 hours, not {}", figure.value))
}
