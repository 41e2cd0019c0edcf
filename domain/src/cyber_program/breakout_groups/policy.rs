//! The sizes of breakout groups: a typical range, a target, and bounds for moving people.

use crate::cyber_program::policy::within;
use crate::policy::{Sourced, Sources};
use serde::Deserialize;

/// Rules on the sizes of breakout groups.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreakoutRules {
    /// The least of the typical range.
    pub typical_at_least: Sourced<u32>,
    /// The most of the typical range.
    pub typical_at_most: Sourced<u32>,
    /// The size the planner comes as near to as it can.
    pub target_size: Sourced<u32>,
    /// The most participants one plan may be asked for.
    pub participants_at_most: Sourced<u32>,
    /// The smallest size of a group after a move.
    pub movable_down_to: Sourced<u32>,
    /// The largest size of a group after a move.
    pub movable_up_to: Sourced<u32>,
}

impl BreakoutRules {
    /// Whether a size is within the typical range.
    #[must_use]
    pub const fn is_typical(&self, size: u32) -> bool {
        self.typical_at_least.value <= size && size <= self.typical_at_most.value
    }

    pub(crate) fn check(&self, sources: &Sources) -> Result<(), String> {
        let least = self.typical_at_least.value;
        let most = self.typical_at_most.value;
        within(sources, "breakouts.typical_at_least", &self.typical_at_least, 2..=most)?;
        within(sources, "breakouts.typical_at_most", &self.typical_at_most, least..=100)?;
        within(sources, "breakouts.target_size", &self.target_size, least..=most)?;
        within(sources, "breakouts.participants_at_most", &self.participants_at_most, 1..=100_000)?;
        within(sources, "breakouts.movable_down_to", &self.movable_down_to, 1..=least)?;
        within(sources, "breakouts.movable_up_to", &self.movable_up_to, most..=1_000)
    }
}
