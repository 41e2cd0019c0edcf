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
    /// How many years ahead a cohort can be planned.
    pub planned_ahead_years: Sourced<u32>,
    /// How many days after the first day a seat can still be taken.
    pub late_entry_days: Sourced<u32>,
    /// How many days after the last week posts and answers are still taken.
    pub open_after_end_days: Sourced<u32>,
}

/// What moving a first day gives to everybody with a seat.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveRules {
    /// By how many days the first day may move without giving a right.
    pub accepted_days: Sourced<u32>,
    /// For how many days withdrawing then costs nothing.
    pub withdraw_free_days: Sourced<u32>,
}

impl Default for MoveRules {
    fn default() -> Self {
        let days = |value| Sourced { value, source: "assumption".to_owned(), provisional: true };
        Self { accepted_days: days(7), withdraw_free_days: days(14) }
    }
}

impl MoveRules {
    pub(crate) fn check(&self, sources: &Sources) -> Result<(), String> {
        within(sources, "moves.accepted_days", &self.accepted_days, 0..=365)?;
        within(sources, "moves.withdraw_free_days", &self.withdraw_free_days, 0..=365)
    }
}

/// What stays charged for a seat in a cohort that the association cancels.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CancellationRules {
    /// Whether the weeks that were held stay charged; else nothing does.
    pub held_weeks_are_charged: Sourced<bool>,
    /// Whether the week that is running counts as held.
    pub running_week_is_held: Sourced<bool>,
}

impl Default for CancellationRules {
    fn default() -> Self {
        let figure = |value| Sourced { value, source: "assumption".to_owned(), provisional: true };
        Self { held_weeks_are_charged: figure(true), running_week_is_held: figure(false) }
    }
}

impl CancellationRules {
    pub(crate) fn check(&self, sources: &Sources) -> Result<(), String> {
        sources.check_figure("cancellation.held_weeks_are_charged", &self.held_weeks_are_charged)?;
        sources.check_figure("cancellation.running_week_is_held", &self.running_week_is_held)
    }
}

impl CohortRules {
    pub(crate) fn check(&self, sources: &Sources) -> Result<(), String> {
        sources.check_figure("cohorts.time_zone", &self.time_zone)?;
        within(sources, "cohorts.capacity_at_most", &self.capacity_at_most, 1..=10_000)?;
        within(sources, "cohorts.planned_ahead_years", &self.planned_ahead_years, 1..=100)?;
        within(sources, "cohorts.late_entry_days", &self.late_entry_days, 0..=60)?;
        within(sources, "cohorts.open_after_end_days", &self.open_after_end_days, 0..=365)
    }
}
