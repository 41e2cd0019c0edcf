//! The ledger of credit hours.

mod entry;
mod entry_list;
pub mod tables;

use guildhall_domain::credentials::CreditSource;

use crate::words::{WordColumn, words};

pub use entry::{
    CreditRecord, GrantedRecord, entries_between, find_credit_entry, find_granted, find_latest_granted,
    insert_credit_entry,
};
pub use entry_list::{CreditEntryFilter, CreditEntrySort, list_credit_entries};

/// Columns that hold words of open lists.
pub(crate) const WORDS: &[WordColumn] = &[words!("credit_entries", "source", CreditSource)];

#[cfg(test)]
mod plans;
#[cfg(test)]
mod tests;
