//! What this slice holds about people.

use crate::personal_data::{Fate, Link, Merging, Table};

/// Every table that names people.
pub static TABLES: &[&Table] = &[&REPRESENTATIVES];

static REPRESENTATIVES: Table = Table {
    accounts: &["named_by"],
    ..Table::about("organization_representatives", Link::Account("account_id"), Fate::Deleted, Merging::Moves)
};
