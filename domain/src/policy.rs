//! What all policy files share: sourced figures, dated rows and their checks.
//!
//! Invariant: a figure either names a publication or is marked provisional, and
//! rows of one table begin on different dates in rising order.

use crate::refusal::cited;
use chrono::NaiveDate;
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::BTreeMap;

/// The source key of figures that the association has not published.
pub const ASSUMPTION: &str = "assumption";

/// A policy file that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("policy file {file}: {problem}")]
pub struct PolicyError {
    /// The file, for instance `dues.toml`.
    pub file: String,
    /// What is wrong with it.
    pub problem: String,
}

impl PolicyError {
    /// Names a file and its problem.
    #[must_use]
    pub fn new(file: &str, problem: impl Into<String>) -> Self {
        Self { file: file.to_owned(), problem: problem.into() }
    }
}

/// A figure with the place it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sourced<T> {
    /// The figure.
    pub value: T,
    /// Key into the file's `[sources]`.
    pub source: String,
    /// True for a default of this software: never to be shown as the association's own.
    #[serde(default)]
    pub provisional: bool,
}

/// The publications a policy file cites: key to address or title.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Sources(BTreeMap<String, String>);

impl Sources {
    /// The address behind a key; the key itself when it is not listed.
    #[must_use]
    pub fn cite<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// Every key with its address.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// Checks one citation: the key is listed, and provisional means assumed.
    pub(crate) fn check(&self, what: &str, source: &str, provisional: bool) -> Result<(), String> {
        let Some(text) = self.0.get(source) else {
            return Err(format!("{what} cites `{source}`, which [sources] does not list"));
        };
        if source == ASSUMPTION && !cited::is_assumption(text) {
            return Err(format!(
                "[sources] `{ASSUMPTION}` must be `{}`, because answers recognize defaults by it",
                cited::ASSUMPTION
            ));
        }
        if provisional != (source == ASSUMPTION) {
            return Err(format!("{what} must be provisional exactly when its source is `{ASSUMPTION}`"));
        }
        Ok(())
    }

    /// Checks the citation of a figure.
    pub(crate) fn check_figure<T>(&self, what: &str, figure: &Sourced<T>) -> Result<(), String> {
        self.check(what, &figure.source, figure.provisional)
    }
}

/// A row that holds from a date on.
pub trait Dated {
    /// First day in force; none when the start was never published.
    fn effective_on(&self) -> Option<NaiveDate>;
}

/// The row in force on a date: the latest that has begun.
#[must_use]
pub fn in_force<T: Dated>(rows: &[T], on: NaiveDate) -> Option<&T> {
    rows.iter().rev().find(|row| row.effective_on().is_none_or(|from| from <= on))
}

/// Checks that rows begin one after the other; only the first may be undated.
pub(crate) fn check_order<T: Dated>(what: &str, rows: &[T]) -> Result<(), String> {
    for pair in rows.windows(2) {
        let [earlier, later] = pair else { continue };
        let Some(from) = later.effective_on() else {
            return Err(format!("{what}: only the first row may lack effective_on"));
        };
        if earlier.effective_on().is_some_and(|before| before >= from) {
            return Err(format!("{what}: the row of {from} must come after an earlier one"));
        }
    }
    Ok(())
}

/// Dated rows of which one is always in force: the first has no start.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<T>", bound = "T: Deserialize<'de> + Dated")]
pub struct Timeline<T> {
    first: T,
    later: Vec<T>,
}

impl<T: Dated> Timeline<T> {
    /// The row in force on a date.
    #[must_use]
    pub fn on(&self, on: NaiveDate) -> &T {
        in_force(&self.later, on).unwrap_or(&self.first)
    }

    /// Every row, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        std::iter::once(&self.first).chain(&self.later)
    }
}

impl<T: Dated> TryFrom<Vec<T>> for Timeline<T> {
    type Error = String;

    fn try_from(rows: Vec<T>) -> Result<Self, String> {
        check_order("dated rows", &rows)?;
        let mut rows = rows.into_iter();
        let first = rows.next().ok_or("a dated table needs at least one row")?;
        if first.effective_on().is_some() {
            return Err("the first row of a dated table must have no effective_on".to_owned());
        }
        Ok(Self { first, later: rows.collect() })
    }
}

/// Reads a file into its typed table and checks it.
pub(crate) fn read<P: DeserializeOwned>(
    file: &str,
    text: &str,
    check: impl Fn(&P) -> Result<(), String>,
) -> Result<P, PolicyError> {
    let policy: P = toml::from_str(text).map_err(|error| PolicyError::new(file, error.to_string()))?;
    check(&policy).map_err(|problem| PolicyError::new(file, problem))?;
    Ok(policy)
}
