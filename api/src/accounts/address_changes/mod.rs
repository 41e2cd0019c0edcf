//! Changing the address that somebody signs in with, which outlives the job whose mailbox it was.

pub mod address_changes;
pub mod asking;
mod changing;
pub mod confirmations;
pub mod letters;
pub mod revocations;
mod revoking;
mod stage;
