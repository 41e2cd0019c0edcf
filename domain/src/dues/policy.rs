//! The table behind the dues: `policies/dues.toml`.

use crate::dues::rate_table::RateTable;
use crate::members::category::Category;
use crate::policy::{Dated, Sources, Timeline, check_order, in_force};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Dues policy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DuesPolicy {
    /// Version of the file.
    pub version: String,
    /// Day the file was last revised.
    pub revised_on: NaiveDate,
    /// Publications cited.
    pub sources: Sources,
    /// Who may pay in how many installments, by date.
    pub installments: Timeline<InstallmentRule>,
    /// Rate tables, the oldest first.
    pub rate_tables: Vec<RateTable>,
}

/// Who may pay in how many installments, from a date on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstallmentRule {
    /// First day in force.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// The numbers offered beside paying at once; empty when none are.
    pub counts: Vec<u8>,
    /// Categories it is open to, when renewing.
    pub categories: Vec<Category>,
    /// Key of the source.
    pub source: String,
    /// True for a default of this software.
    #[serde(default)]
    pub provisional: bool,
}

impl Dated for InstallmentRule {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
}

impl DuesPolicy {
    /// The rate table in force on a pricing date.
    #[must_use]
    pub fn table_on(&self, priced_on: NaiveDate) -> Option<&RateTable> {
        in_force(&self.rate_tables, priced_on)
    }

    /// A rate table by its name.
    #[must_use]
    pub fn table(&self, version: &str) -> Option<&RateTable> {
        self.rate_tables.iter().find(|table| table.version == version)
    }

    pub(crate) fn check(&self) -> Result<(), String> {
        check_order("[[rate_tables]]", &self.rate_tables)?;
        let names: BTreeSet<&str> = self.rate_tables.iter().map(|t| t.version.as_str()).collect();
        if names.len() != self.rate_tables.len() {
            return Err("[[rate_tables]]: two tables have the same version".into());
        }
        self.rate_tables.iter().try_for_each(|table| table.check(&self.sources))?;
        self.installments.iter().try_for_each(|rule| rule.check(&self.sources))
    }
}

impl InstallmentRule {
    fn check(&self, sources: &Sources) -> Result<(), String> {
        sources.check("[[installments]]", &self.source, self.provisional)?;
        match self.counts.iter().find(|count| !(2..=12).contains(*count) || 12 % **count != 0) {
            Some(count) => Err(format!("[[installments]]: {count} does not divide the year")),
            None => Ok(()),
        }
    }
}
