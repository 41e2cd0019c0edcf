//! What this slice holds about people.

use crate::personal_data::{Fate, Link, Merging, Table};

/// Every table.
pub static TABLES: &[&Table] = &[&CREDIT_ENTRIES];

static CREDIT_ENTRIES: Table = Table::about(
    "credit_entries",
    Link::Account("account_id"),
    Fate::Kept("Entries of the ledger of credit are added and never changed."),
    Merging::Moves,
);
