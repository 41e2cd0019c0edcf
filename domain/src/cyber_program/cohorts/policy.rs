//! The zone, the seats and the closing days of cohorts: none of them was published.

use crate::cyber_program::policy::within;
use crate::policy::{Sourced, Sources};
use crate::zone::Zone;
use serde::Deserialize;

/// Rules on cohorts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CohortRules {
    /// The zone of a cohort for which none is named.
    pub time_zone: Sourced<Zone>,
    /// The most seats of a cohort.
    pub capacity_at_most: Sourced<u32>,
    /// How many days after the first day a seat can still be taken.
    pub late_entry_days: Sourced<u32>,
    /// How many days after the last week posts and answers are still taken.
    pub open_after_end_days: Sourced<u32>,
}

impl CohortRules {
    pub(crate) fn check(&self, sources: &Sources) -> Result<(), String> {
        sources.check_figure("cohorts.time_zone", &self.time_zone)?;
        within(sources, "cohorts.capacity_at_most", &self.capacity_at_most, 1..=10_000)?;
        within(sources, "cohorts.late_entry_days", &self.late_entry_days, 0..=60)?;
        within(sources, "cohorts.open_after_end_days", &self.open_after_end_days, 0..=365)
    }
}
