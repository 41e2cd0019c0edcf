//! What changes applications for Life membership and what follows for the member's record.
//!
//! Locks are taken in one order: account, Life application, application, invoice, member.

pub mod announce;
pub mod decide;
pub mod effects;
pub mod employment;
pub mod steps;
pub mod verify;
