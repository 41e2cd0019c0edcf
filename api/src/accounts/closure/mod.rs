//! Closing one's own account, and forgetting its owner some weeks later.

mod actions;
pub mod closure;
pub mod jobs;
pub mod letters;
