//! Breakout groups, who is in which, and the duties of each week.

pub(super) mod duty;
pub(super) mod group;
pub(super) mod stay;

pub use duty::{duties_in_week, duties_of, replace_duties};
pub use group::{
    GroupRecord, any_post_in_groups, duties_of_cohort, empty_groups, find_group, groups_of, groups_with_summary,
    insert_groups, latest_for_group, latest_spell, put_into_group,
};
pub use stay::{insert_stays, stays_of_account};

#[cfg(test)]
mod tests;
