//! What this slice holds about people.

use crate::personal_data::{Fate, Link, Merging, Table};

/// Every table that names people, or belongs to one that does; those that refer to others before those they refer to.
pub static TABLES: &[&Table] = &[
    &LEDGER_POSTINGS,
    &LEDGER_ENTRIES,
    &WRITE_OFFS,
    &REFUNDS,
    &CREDIT_NOTES,
    &PAYMENT_ALLOCATIONS,
    &PAYMENTS,
    &PERIOD_CLOSINGS,
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
static WRITE_OFFS: Table = of_invoice("write_offs", &["proposed_by", "decided_by"]);
static CREDIT_NOTES: Table = of_invoice("credit_notes", &["issued_by", "decided_by"]);
static PAYMENT_ALLOCATIONS: Table = of_invoice("payment_allocations", &[]);
static PAYMENTS: Table = Table {
    accounts: &["recorded_by", "reversed_by"],
    ..Table::about("payments", Link::Account("payer_account_id"), Fate::Kept(BOOKS), Merging::Moves)
};
static PERIOD_CLOSINGS: Table = Table {
    accounts: &["closed_by", "reopening_proposed_by", "reopened_by"],
    ..Table::about(
        "period_closings",
        Link::Nobody,
        Fate::Kept("It shows who closed a month of the books and who opened it again."),
        Merging::Moves,
    )
};
static INVOICE_INSTALLMENTS: Table = of_invoice("invoice_installments", &[]);
static INVOICE_LINES: Table = of_invoice("invoice_lines", &[]);

static INVOICES: Table = Table {
    members: &["member_id"],
    ..Table::about("invoices", Link::Account("account_id"), Fate::Kept(BOOKS), Merging::Moves)
};
