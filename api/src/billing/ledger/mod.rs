//! The books as finance read them: entry by entry, by date, and what is owed by its age.

pub mod aging;
#[allow(clippy::module_inception, reason = "the address names the file")]
pub mod ledger;
pub mod ledger_entries;
