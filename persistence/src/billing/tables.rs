//! What this slice holds about people.

use crate::personal_data::{Fate, Link, Merging, Table};

/// Every table that names people, or belongs to one that does; those that refer to others before those they refer to.
pub static TABLES: &[&Table] = &[
    &LEDGER_POSTINGS,
    &LEDGER_ENTRIES,
    &REFUNDS,
    &CREDIT_NOTES,
    &PAYMENTS,
    &INVOICE_INSTALLMENTS,
    &INVOICE_LINES,
    &INVOICES,
];

const BOOKS: &str = "The books balance: an invoice and what was paid, credited and booked for it are never deleted.";

/// A row that belongs to an invoice, and who recorded it.
const fn of_invoice(name: &'static str, accounts: &'static [&'static str]) -> Table {
    let about = Link::Row("invoice_id", &INVOICES);
    Table { accounts, ..Table::about(name, about, Fate::Kept(BOOKS), Merging::Moves) }
}

static LEDGER_POSTINGS: Table =
    Table::about("ledger_postings", Link::Row("entry_id", &LEDGER_ENTRIES), Fate::Kept(BOOKS), Merging::Moves);
static LEDGER_ENTRIES: Table = of_invoice("ledger_entries", &[]);
static REFUNDS: Table = of_invoice("refunds", &["paid_by"]);
static CREDIT_NOTES: Table = of_invoice("credit_notes", &["issued_by"]);
static PAYMENTS: Table = of_invoice("payments", &["recorded_by"]);
static INVOICE_INSTALLMENTS: Table = of_invoice("invoice_installments", &[]);
static INVOICE_LINES: Table = of_invoice("invoice_lines", &[]);

static INVOICES: Table = Table {
    members: &["member_id"],
    ..Table::about("invoices", Link::Account("account_id"), Fate::Kept(BOOKS), Merging::Moves)
};
