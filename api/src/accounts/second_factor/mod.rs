//! The second factor: a secret in an app, whose code changes every half a minute, and ten recovery codes.

pub mod actions;
pub mod checking;
pub mod confirmation;
pub mod letters;
mod proving;
pub mod recovery_codes;
pub mod removal;
pub mod reset;
pub mod second_factor;
mod stage;
mod totp;
