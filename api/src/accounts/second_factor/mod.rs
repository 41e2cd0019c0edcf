//! The second factor: a secret in an app, whose code changes every half a minute, and ten recovery codes.

pub mod actions;
pub mod checking;
pub mod confirmation;
pub mod letters;
pub mod reset;
pub mod second_factor;
mod totp;
