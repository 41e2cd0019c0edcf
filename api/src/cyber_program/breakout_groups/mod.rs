//! Breakout groups: how many, who is in which, and who moves.

pub mod actions;
pub mod breakout_assignment;
pub mod breakout_groups;
pub mod breakout_plans;
pub mod group_out;
pub mod moves;
