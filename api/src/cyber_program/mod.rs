//! The Cybersecurity Leadership Program.

pub mod actions;
