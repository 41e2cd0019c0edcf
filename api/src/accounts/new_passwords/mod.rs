//! Changing a password, and resetting a forgotten one.

pub mod password_changes;
pub mod password_reset_requests;
pub mod password_resets;
