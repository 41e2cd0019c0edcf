//! The ledger of credit hours.

mod entry;
mod entry_list;

pub use entry::{CreditRecord, entries_between, find_credit_entry, find_granted, insert_credit_entry};
pub use entry_list::{CreditEntryFilter, CreditEntrySort, list_credit_entries};

#[cfg(test)]
mod tests;
