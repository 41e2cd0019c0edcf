//! Recognition of new Life members: newsletter notice, certificate, lapel pin and ceremony.

pub mod actions;
pub mod completions;
pub mod recognition;
pub mod recognition_out;
pub mod recognitions;
