//! Breakout groups and the planner.

mod breakout_plans;
mod groups;
